import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rundownFile } from '../../electron/api/rundownFile';
import { applyFile, readAnyFile } from '../../electron/reading/files';
import { runOne, type WriteDb } from '../../electron/store/db';
import { makeEdit, readPlan } from '../../electron/store/rundownEdits';
import { AttendeeId, type EventId } from '../../shared/contract/ids';
import { type Plan, stepsBetween } from '../../shared/domain/rundownEdit';
import { runs } from '../runs';
import { anyPlan } from '../unit/planned';
import { addEvent, makeDoor, startsAt } from './door';

/** Those of whom any plan makes use: with an address, without one, and with a name that a spreadsheet would take for a formula. */
function addPeople(db: WriteDb): void {
  const people = [
    ['김민수', 'minsu@example.com'],
    ['=합계', null],
    ['박서연', null],
    ['Nguyễn Thị Ánh', null],
    ['"따옴표"', 'quote@example.com'],
  ] as const;
  for (const [index, [name, email]] of people.entries()) {
    const id = AttendeeId.parse(`00000000-0000-7000-9000-00000000000${index + 1}`);
    runOne(
      db,
      `INSERT INTO attendee (id, name, email, email_key, role, created_at, updated_at) VALUES (?, ?, ?, ?, 'speaker', 0, 0)`,
      id,
      name,
      email,
      email,
    );
  }
}

function write(db: WriteDb, eventId: EventId, plan: Plan): void {
  const steps = stepsBetween(readPlan(db, eventId), plan);
  if (steps.length > 0) makeEdit(db, eventId, 'import', steps, 1);
}

const withoutIds = (plan: Plan) => plan.map(({ id: _id, ...cue }) => cue);

it.each(['csv', 'xlsx'] as const)(
  'a rundown that goes out as %s and comes in again is the same',
  async (format) => {
    const { db, eventId } = makeDoor();
    addPeople(db);
    const other = addEvent(db, { title: '리허설', startsAt });
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        fc.pre(plan.length > 0);
        write(db, eventId, plan);
        const bytes = await rundownFile(db, eventId, { format, language: 'en' });
        const file = await readAnyFile(`rundown.${format}`, bytes, {}, db);
        expect(file.kind).toBe('rundown');
        write(db, other, []);
        applyFile(db, file, other, 1);
        expect(withoutIds(readPlan(db, other))).toEqual(withoutIds(readPlan(db, eventId)));
        // Into its own event: nothing has changed, so nothing is to be taken back.
        expect(applyFile(db, file, eventId, 1)).toMatchObject({
          added: 0,
          changed: 0,
          unchanged: plan.length,
        });
      }),
      { numRuns: runs(format === 'csv' ? 100 : 50) },
    );
  },
  120_000,
);
