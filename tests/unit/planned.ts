import fc from 'fast-check';
import { AttendeeId } from '../../shared/contract/ids';
import { cueKinds } from '../../shared/domain/cueKinds';
import type { EditStep, Plan, PlannedCue } from '../../shared/domain/rundownEdit';
import { cueId, minute, two } from './show';

const word = fc.constantFrom('', '가', '=1+1', "'-b", '"쉼표, 따옴표"', '두\n줄', 'Anh', 'x;y');
const person = fc
  .integer({ min: 1, max: 5 })
  .map((n) => AttendeeId.parse(`00000000-0000-7000-9000-00000000000${n}`));

/** A cue of a plan that may stand in a rundown. */
export const anyFields = fc
  .record({
    label: fc.integer({ min: 1, max: 99 }).map(String),
    kind: fc.constantFrom(...cueKinds),
    title: word.map((text) => `제목${text}`),
    titleEn: word,
    plannedStart: fc.option(fc.integer({ min: 0, max: 600 }).map((minutes) => two + minutes * minute)),
    durationMs: fc.integer({ min: 0, max: 90 * 60 }).map((seconds) => seconds * 1000),
    shorter: fc.constantFrom(0, 0.5, 1),
    hardStart: fc.boolean(),
    skippable: fc.boolean(),
    room: fc.constantFrom('', '', 'A'),
    part: fc.constantFrom('', '1부'),
    notes: word,
    script: word,
    materials: word,
    colour: fc.constantFrom('', 'red'),
    warnMs: fc.option(fc.integer({ min: 0, max: 600 }).map((seconds) => seconds * 1000)),
    dangerMs: fc.option(fc.integer({ min: 0, max: 600 }).map((seconds) => seconds * 1000)),
    people: fc.uniqueArray(person, { maxLength: 3 }),
  })
  .map(
    ({ shorter, hardStart, ...cue }): Omit<PlannedCue, 'id'> => ({
      ...cue,
      minDurationMs: Math.round(cue.durationMs * shorter),
      hardStart: hardStart && cue.plannedStart !== null,
    }),
  );

export const anyPlan: fc.Arbitrary<Plan> = fc
  .array(anyFields, { maxLength: 9 })
  .map((all) => all.map((fields, index) => ({ ...fields, id: cueId(index + 1) })));

const anyId = fc.integer({ min: 1, max: 14 }).map(cueId);
const ids = fc.uniqueArray(anyId, { minLength: 1, maxLength: 4 });

/** Any step, also one that does not fit. */
export const anyStep: fc.Arbitrary<EditStep> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    cues: fc
      .uniqueArray(anyId, { minLength: 1, maxLength: 3 })
      .chain((chosen) =>
        fc.tuple(...chosen.map((id) => anyFields.map((fields): PlannedCue => ({ ...fields, id })))),
      ),
    before: fc.option(anyId),
  }),
  fc.record({ kind: fc.constant('remove' as const), cues: ids }),
  fc.record({ kind: fc.constant('move' as const), cues: ids, before: fc.option(anyId) }),
  fc.record({
    kind: fc.constant('change' as const),
    changes: fc.array(
      fc.record({
        cue: anyId,
        set: anyFields.map(({ title, notes, room, people }) => ({ title, notes, room, people })),
        was: fc.constant({}),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);
