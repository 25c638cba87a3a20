import { setImmediate as turn } from 'node:timers/promises';
import type { JournalCheckStep } from '../../shared/contract/door';
import type { EventId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { confirmPerson } from '../store/confirmPerson';
import type { ReadDb } from '../store/db';
import { openDispute, settleDispute } from '../store/disputes';
import { findEntry } from '../store/journal';
import { checkJournal } from '../store/journalCheck';
import { csvOf, journalRows, jsonOf } from '../store/journalExport';
import { requireMeta } from '../store/meta';
import { checkPin, hasPin, setPin } from '../store/pins';
import { recordOverruling } from '../store/scan';
import { listHeads } from './backupHeads';
import { api, refusing } from './base';
import type { AppContext } from './context';
import { fileName } from './fileName';

/** Computes the chain anew, a stretch at a time, so that scans go on; then holds it against heads written down elsewhere. */
async function* check(
  context: AppContext,
  typed: { readonly rows: number; readonly hash: string } | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<JournalCheckStep> {
  const { db } = context.program();
  const heads = [...(await listHeads(context)), ...(typed ? [{ ...typed, where: 'typed' as const }] : [])];
  for (const step of checkJournal(db, heads)) {
    signal?.throwIfAborted();
    yield step;
    await turn();
  }
}

async function writeJournal(
  context: AppContext,
  eventId: EventId | null,
  format: 'csv' | 'jsonl',
): Promise<{ document: string; rows: number }> {
  const { db } = context.program();
  const parts: Buffer[] = [];
  let rows = 0;
  for (const page of journalRows(db, eventId)) {
    parts.push(Buffer.from(format === 'csv' ? csvOf(page, rows === 0) : jsonOf(page), 'utf8'));
    rows += page.length;
    await turn();
  }
  const name = fileName(`${requireMeta(db, 'program.name')} journal`, format);
  return { document: await context.shell.saveDocument(name, Buffer.concat(parts)), rows };
}

/** A Refusal where the last four digits are not those of the person whom the scan was of. */
function confirmOwner(db: ReadDb, scanId: Parameters<typeof findEntry>[1], lastFour: string | null): void {
  const attendeeId = findEntry(db, scanId)?.attendeeId;
  if (!attendeeId) throw new Refusal('scan.notDisputable');
  confirmPerson(db, attendeeId, lastFour);
}

export const door = {
  pins: api.door.pins.handler(({ context }) => {
    const { db } = context.program();
    return { supervisor: hasPin(db, 'supervisor'), kiosk: hasPin(db, 'kiosk') };
  }),
  setPin: api.door.setPin.handler(async ({ context, input }) => {
    const { db } = context.program();
    if (hasPin(db, input.kind)) await checkPin(db, input.kind, input.current ?? '');
    await setPin(db, input.kind, input.pin);
    context.changed('program');
  }),
  overrule: api.door.overrule.handler(async ({ context, input }) => {
    const program = context.program();
    await checkPin(program.db, 'supervisor', input.pin);
    const { fresh, ...result } = recordOverruling(program.db, input, program.now());
    if (fresh) context.changed('checkin');
    return result;
  }),
  dispute: api.door.dispute.handler(({ context, input }) => {
    const program = context.program();
    confirmOwner(program.db, input.scanId, input.lastFour);
    const { fresh, ...result } = openDispute(program.db, input, program.now());
    if (fresh) context.changed('checkin', 'badges');
    return result;
  }),
  settle: api.door.settle.handler(({ context, input }) => {
    const program = context.program();
    settleDispute(program.db, input, program.now());
    context.changed('checkin');
  }),
  check: api.door.check.handler(({ context, input, signal, errors, path }) =>
    refusing(check(context, input.head, signal), { errors, path, signal }),
  ),
  exportJournal: api.door.exportJournal.handler(({ context, input }) =>
    writeJournal(context, input.eventId, input.format),
  ),
};
