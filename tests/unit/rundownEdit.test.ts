import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CueId } from '../../shared/contract/ids';
import {
  applyEdit,
  type Edited,
  type EditSteps,
  type Plan,
  type PlannedCue,
  refusalWhileRunning,
  stepsBetween,
} from '../../shared/domain/rundownEdit';
import { mergePlan } from '../../shared/domain/rundownMerge';
import { showAfter } from '../../shared/domain/showFold';
import { runOf } from '../../shared/domain/showState';
import { anyPlan, anyStep } from './planned';
import { anyCommands, commands, cueId, minute } from './show';

const runs = { numRuns: 500 };
const anyEdits = fc.array(fc.array(anyStep, { minLength: 1, maxLength: 3 }), { maxLength: 8 });

function done(edited: Edited): { readonly plan: Plan; readonly inverse: EditSteps } {
  if (edited.kind === 'refused') throw new Error(`refused: ${edited.reason}`);
  return edited;
}

function follow(start: Plan, edits: readonly EditSteps[]) {
  let plan = start;
  const inverses: EditSteps[] = [];
  for (const steps of edits) {
    const edited = applyEdit(plan, steps);
    if (edited.kind === 'refused') continue;
    plan = edited.plan;
    inverses.unshift(edited.inverse);
  }
  return { plan, inverses };
}

const ordinary: PlannedCue = {
  id: cueId(1),
  label: '1',
  kind: 'talk',
  title: '강연',
  titleEn: '',
  plannedStart: null,
  durationMs: 10 * minute,
  minDurationMs: 0,
  hardStart: false,
  skippable: false,
  room: '',
  part: '',
  notes: '',
  script: '',
  materials: '',
  colour: '',
  warnMs: null,
  dangerMs: null,
  people: [],
};
const planOf = (...titles: readonly string[]): Plan =>
  titles.map((title, index) => ({ ...ordinary, id: cueId(index + 1), label: String(index + 1), title }));
const titles = (plan: Plan) => plan.map(({ title }) => title).join('');

test('taking back every edit gives the plan of the beginning', () => {
  fc.assert(
    fc.property(anyPlan, anyEdits, (start, edits) => {
      const { plan, inverses } = follow(start, edits);
      expect(follow(plan, inverses).plan).toEqual(start);
    }),
    runs,
  );
});

test('what was taken back and is done again gives the same plan', () => {
  fc.assert(
    fc.property(anyPlan, anyEdits, (start, edits) => {
      for (const steps of edits) {
        const edited = applyEdit(start, steps);
        if (edited.kind === 'refused') continue;
        const back = done(applyEdit(edited.plan, edited.inverse));
        expect(done(applyEdit(back.plan, steps)).plan).toEqual(edited.plan);
        expect(done(applyEdit(back.plan, back.inverse)).plan).toEqual(edited.plan);
      }
    }),
    runs,
  );
});

test('the order is total: no cue is there twice, and a move loses none', () => {
  fc.assert(
    fc.property(anyPlan, anyEdits, (start, edits) => {
      const { plan } = follow(start, edits);
      expect(new Set(plan.map(({ id }) => id)).size).toBe(plan.length);
      const moved = follow(
        start,
        edits.map((steps) => steps.filter(({ kind }) => kind === 'move')),
      );
      expect(moved.plan.map(({ id }) => id).sort()).toEqual(start.map(({ id }) => id).sort());
    }),
    runs,
  );
});

test('the steps between two plans make the one of the other', () => {
  fc.assert(
    fc.property(anyPlan, anyPlan, fc.array(anyStep, { maxLength: 4 }), (a, b, steps) => {
      for (const after of [b, follow(a, [steps]).plan]) {
        const edited = done(applyEdit(a, stepsBetween(a, after)));
        expect(edited.plan).toEqual(after);
        expect(done(applyEdit(edited.plan, edited.inverse)).plan).toEqual(a);
      }
    }),
    runs,
  );
});

test('while a show runs, an edit that is taken changes nothing of what has happened', () => {
  let taken = 0;
  fc.assert(
    fc.property(anyPlan, anyEdits, anyCommands, (start, edits, given) => {
      let plan = start;
      const begun = (of: Plan) => {
        const { runs } = showAfter(of, given);
        return of.flatMap(({ id }, index) => {
          const run = runOf(runs, index);
          return run ? [`${id} ${JSON.stringify(run)}`] : [];
        });
      };
      for (const steps of edits) {
        const edited = applyEdit(plan, steps);
        if (edited.kind === 'refused' || refusalWhileRunning(plan, edited.plan, given)) continue;
        taken++;
        expect(begun(edited.plan).sort()).toEqual(begun(plan).sort());
        // And it can be taken back.
        expect(refusalWhileRunning(edited.plan, plan, given)).toBeUndefined();
        plan = edited.plan;
      }
    }),
    runs,
  );
  expect(taken).toBeGreaterThan(10);
});

const plan = planOf('가', '나', '다', '라');
const running = commands('14:00 start, 14:10 next, 14:12 skip 4');

test.each<[string, EditSteps, ReturnType<typeof refusalWhileRunning>]>([
  ['the cue that runs is removed', [{ kind: 'remove', cues: [cueId(2)] }], 'edit.happened'],
  ['a cue that has ended is removed', [{ kind: 'remove', cues: [cueId(1)] }], 'edit.happened'],
  ['a cue that a skip names is removed', [{ kind: 'remove', cues: [cueId(4)] }], undefined],
  [
    'the cue that runs is moved to the end',
    [{ kind: 'move', cues: [cueId(2)], before: null }],
    'edit.happened',
  ],
  [
    'a later cue is moved to the front',
    [{ kind: 'move', cues: [cueId(4)], before: cueId(1) }],
    'edit.happened',
  ],
  ['later cues change places', [{ kind: 'move', cues: [cueId(4)], before: cueId(3) }], undefined],
  [
    'the cue that runs is taken to another room',
    [{ kind: 'change', changes: [{ cue: cueId(2), set: { room: 'A' }, was: {} }] }],
    'edit.happened',
  ],
  [
    'the cue that runs is made longer',
    [{ kind: 'change', changes: [{ cue: cueId(2), set: { durationMs: 20 * minute }, was: {} }] }],
    undefined,
  ],
  [
    'a cue that has ended is made longer',
    [{ kind: 'change', changes: [{ cue: cueId(1), set: { durationMs: 20 * minute }, was: {} }] }],
    'edit.ended',
  ],
  [
    'the notes of one that has ended are written',
    [{ kind: 'change', changes: [{ cue: cueId(1), set: { notes: '길었다' }, was: {} }] }],
    undefined,
  ],
  [
    'a cue is added after the one that runs',
    [{ kind: 'add', cues: [{ ...ordinary, id: cueId(9) }], before: cueId(3) }],
    undefined,
  ],
  [
    'a cue is added before it',
    [{ kind: 'add', cues: [{ ...ordinary, id: cueId(9) }], before: cueId(2) }],
    'edit.happened',
  ],
])('the second of four runs: %s → %j', (_, steps, expected) => {
  expect(refusalWhileRunning(plan, done(applyEdit(plan, steps)).plan, running)).toBe(expected);
});

test('what another window wrote meanwhile is not written over', () => {
  const change = (title: string, was: string): EditSteps => [
    { kind: 'change', changes: [{ cue: cueId(1), set: { title }, was: { title: was } }] },
  ];
  const first = done(applyEdit(plan, change('처음', '가'))).plan;
  expect(applyEdit(first, change('나중', '가'))).toEqual({ kind: 'refused', reason: 'edit.meanwhile' });
  expect(titles(done(applyEdit(first, change('나중', '처음'))).plan)).toBe('나중나다라');
});

test.each<[string, EditSteps, string]>([
  ['together before another', [{ kind: 'move', cues: [cueId(3), cueId(1)], before: cueId(4) }], '나가다라'],
  ['to the end', [{ kind: 'move', cues: [cueId(1)], before: null }], '나다라가'],
  ['to the front', [{ kind: 'move', cues: [cueId(4)], before: cueId(1) }], '라가나다'],
])('cues are moved %s', (_, steps, expected) =>
  expect(titles(done(applyEdit(plan, steps)).plan)).toBe(expected),
);

test('a merge keeps what has happened where it is, whatever the file has', () => {
  let merged = 0;
  fc.assert(
    fc.property(anyPlan, anyPlan, anyCommands, (start, file, given) => {
      let next = 100;
      const rows = file.map(({ id: _id, ...row }) => row);
      const after = mergePlan(start, rows, given, () => CueId.parse(cueId(next++)));
      const refused = refusalWhileRunning(start, after, given);
      // What is left to refuse is a log whose later commands name what the file has no more.
      if (refused === undefined) merged++;
      else expect(refused).toBe('edit.happened');
      expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
    }),
    runs,
  );
  expect(merged).toBeGreaterThan(250);
});
