import path from 'node:path';
import { EventId } from '../../shared/contract/ids';
import type { ProgramState } from '../../shared/contract/program';
import { StaleTopic, Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import { get } from '../store/db';
import { getEvent } from '../store/events';
import { deleteMeta, getMeta, requireMeta, setMeta } from '../store/meta';
import { operatorName, setOperatorName } from '../store/operator';
import { clockSetting, setRehearsalClock } from '../store/program';
import { steadyClock } from '../store/steadyClock';
import { api, liveForAnybody } from './base';
import type { AppContext } from './context';
import { isKiosk } from './kiosk';
import { createProgram, endRehearsal, openOrRecover, startRehearsal } from './programs';
import { openSample } from './sample';
import { heldBackToday, readToday } from './today';

function readState(context: AppContext): ProgramState {
  const { db, file } = context.program();
  const chosen = EventId.nullable().parse(getMeta(db, 'event.chosen') ?? null);
  const filled = get(db, 'SELECT 1 WHERE EXISTS (SELECT 1 FROM attendee) OR EXISTS (SELECT 1 FROM event)');
  return {
    name: requireMeta(db, 'program.name'),
    nameEn: requireMeta(db, 'program.nameEn'),
    file: path.basename(file),
    clock: clockSetting(db),
    clockEpoch: steadyClock.epoch,
    empty: filled === undefined,
    chosenEvent: chosen,
    // A station's browser stands at the door that it was paired for.
    door: (context.station !== undefined && context.caller().name) || (getMeta(db, 'door.name') ?? 'A'),
    operator: operatorName(db),
    kiosk: isKiosk(context),
    startRefusal: context.start.refusal ?? null,
  };
}

export const program = {
  state: api.program.state.handler(({ context, signal }) =>
    liveForAnybody(context, ['program', 'roster', 'events'], signal, () => readState(context)),
  ),
  changes: api.program.changes.handler(async function* ({ context, signal }) {
    const waiting: StaleTopic[] = [];
    let wake = () => {};
    const stops = StaleTopic.options.map((topic) =>
      context.topics.subscribe(topic, () => {
        if (!waiting.includes(topic)) waiting.push(topic);
        wake();
      }),
    );
    const end = () => wake();
    signal?.addEventListener('abort', end);
    try {
      while (!signal?.aborted) {
        const topic = waiting.shift();
        if (topic) yield { topic };
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      signal?.removeEventListener('abort', end);
      for (const stop of stops) stop();
    }
  }),
  time: api.program.time.handler(() => steadyClock.now()),
  today: api.program.today.handler(({ context }) => readToday(context)),
  todayHeldBack: api.program.todayHeldBack.handler(({ context }) => heldBackToday(context)),
  create: api.program.create.handler(async ({ context, input }) => {
    const file = await context.shell.pickNewProgram(input.name);
    if (file) createProgram(context, file, input);
    return file !== undefined;
  }),
  open: api.program.open.handler(async ({ context }) => {
    const file = await context.shell.pickProgram();
    if (file) openOrRecover(context, file);
    return file !== undefined;
  }),
  openSample: api.program.openSample.handler(({ context }) => openSample(context)),
  acknowledgeStart: api.program.acknowledgeStart.handler(({ context }) => {
    context.start.refusal = undefined;
    context.changed('program');
  }),
  rename: api.program.rename.handler(({ context, input }) => {
    const { db } = context.program();
    setMeta(db, 'program.name', input.name.normalize('NFC'));
    setMeta(db, 'program.nameEn', input.nameEn.normalize('NFC'));
    context.changed('program', 'certificates', 'badges');
  }),
  chooseEvent: api.program.chooseEvent.handler(({ context, input }) => {
    const { db } = context.program();
    if (input.eventId === null) deleteMeta(db, 'event.chosen');
    else setMeta(db, 'event.chosen', getEvent(db, input.eventId).id);
    context.changed('program');
  }),
  nameOperator: api.program.nameOperator.handler(({ context, input }) => {
    setOperatorName(context.program().db, input.name);
    context.changed('program');
  }),
  nameDoor: api.program.nameDoor.handler(({ context, input }) => {
    setMeta(context.program().db, 'door.name', input.door.trim());
    context.changed('program');
  }),
  startRehearsal: api.program.startRehearsal.handler(({ context, input }) =>
    startRehearsal(context, input.shown, input.speed),
  ),
  setRehearsalClock: api.program.setRehearsalClock.handler(({ context, input }) => {
    const { db } = context.program();
    if (clockSetting(db).kind === 'live') throw new Refusal('program.notRehearsal');
    setRehearsalClock(db, input.shown, input.speed);
    context.changed(...Topic.options);
  }),
  endRehearsal: api.program.endRehearsal.handler(({ context }) => endRehearsal(context)),
  showDocument: api.program.showDocument.handler(({ context, input }) =>
    context.shell.showDocument(input.name),
  ),
};
