import { Refusal } from '../../shared/domain/refusal';
import { recordScan } from '../store/scan';
import { api, live } from './base';

const day = 24 * 3_600_000;
/** A clock on the wall may be a little ahead of this machine's (ms). */
const ahead = 5 * 60_000;

export const paper = {
  lists: api.paper.lists.handler(({ context, signal }) =>
    live(context, ['backups', 'program'], signal, () => context.doorLists.state()),
  ),
  chooseFolder: api.paper.chooseFolder.handler(async ({ context }) => {
    const folder = await context.shell.pickFolder();
    if (folder === undefined) return false;
    context.shell.rememberFolder('doorList', folder);
    await context.doorLists.write();
    return true;
  }),
  forgetFolder: api.paper.forgetFolder.handler(({ context }) => {
    context.shell.rememberFolder('doorList', undefined);
    context.changed('backups');
  }),
  write: api.paper.write.handler(({ context }) => context.doorLists.write()),
  enter: api.paper.enter.handler(({ context, input }) => {
    const program = context.program();
    const now = program.now();
    const { id, eventId, door, attendeeId, at, direction = 'in' } = input;
    if (at > now + ahead) throw new Refusal('paper.toCome');
    if (at < now - day) throw new Refusal('paper.tooOld');
    const by = { by: 'attendee', attendeeId } as const;
    const scan = { id, eventId, door, source: 'paper', by, direction } as const;
    const { fresh, ...result } = recordScan(program.db, scan, at, now);
    if (fresh) context.changed('checkin');
    return result;
  }),
};
