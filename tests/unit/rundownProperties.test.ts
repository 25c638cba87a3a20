import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCatchUp } from '../../shared/domain/planner';
import {
  projectRundown,
  projectState,
  type RoomTiming,
  resolveCommand,
  type TimedCue,
} from '../../shared/domain/rundown';
import { foldShow, ShowFold, showAfter } from '../../shared/domain/showFold';
import { runs } from '../runs';
import { anyCommand, anyNow, anyRundown, at, commands, cue, minute, two } from './show';

const shapes = {
  waiting: /^(nl*)?$/,
  running: /^[ds]*c(nl*)?$/,
  between: /^[ds]*(nl*)?$/,
  ended: /^[dsl]+$/,
} as const;

/** Skipped cues that are still to come may stand anywhere among the others. */
function shapeOf(room: RoomTiming<TimedCue>, begun: number): string {
  return room.cues
    .filter(({ state }, place) => place < begun || state !== 'skipped')
    .map(({ state }) => state.charAt(0))
    .join('');
}

function expectOrder(room: RoomTiming<TimedCue>): void {
  const last = room.cues.findLastIndex(({ state }) => state === 'done' || state === 'current');
  expect(shapeOf(room, last + 1)).toMatch(shapes[room.phase]);
  let before: (typeof room.cues)[number] | undefined;
  for (const timing of room.cues) {
    expect(timing.expectedEnd).toBeGreaterThanOrEqual(timing.expectedStart);
    if (before) expect(timing.expectedStart).toBeGreaterThanOrEqual(before.expectedEnd);
    before = timing;
  }
}

/** Never before its time; after it only with the conflict named; and the next one's slack says the same. */
function expectHardStartsHold(room: RoomTiming<TimedCue>): void {
  for (const {
    cue: { hardStart },
    state,
    actualStart,
    expectedStart,
    plannedStart,
    conflict,
  } of room.cues) {
    if (!hardStart || actualStart !== null || state === 'skipped') {
      expect(conflict).toBe(0);
      continue;
    }
    expect(expectedStart).toBeGreaterThanOrEqual(plannedStart);
    expect(conflict).toBe(expectedStart - plannedStart);
  }
  if (room.nextHard) {
    const { timing, slack } = room.nextHard;
    expect(timing.conflict).toBe(Math.max(0, -slack));
  }
}

describe('whatever the plan and the commands (20,000 random rundowns and logs)', () => {
  it('it is total, keeps its order, moves no hard start in silence, and is the same computed at once or command by command', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyRundown, anyNow, (rundown, now) => {
        seen++;
        const timing = projectRundown(rundown, now);
        expect(timing.all.map(({ cue: { id } }) => id).sort()).toEqual(
          rundown.cues.map(({ id }) => id).sort(),
        );
        for (const room of timing.rooms) {
          expectOrder(room);
          expectHardStartsHold(room);
        }
        const fold = new ShowFold(rundown.cues);
        for (const given of rundown.commands) {
          fold.give(given);
          // Looking on the way changes nothing.
          projectState(rundown, fold.state, given.at);
        }
        expect(projectState(rundown, fold.state, now)).toEqual(timing);
      }),
      { numRuns: runs(20_000) },
    );
    expect(seen).toBeGreaterThanOrEqual(runs(20_000));
  });

  it('what is refused changes nothing at all, now and later', () => {
    fc.assert(
      fc.property(anyRundown, anyCommand, anyNow, (rundown, command, now) => {
        const given = { at: two + 2000 * minute, command };
        const { refused } = resolveCommand(rundown.cues, rundown.commands, command, given.at);
        fc.pre(refused !== undefined);
        const longer = { ...rundown, commands: [...rundown.commands, given] };
        expect(projectRundown(longer, now)).toEqual(projectRundown(rundown, now));
      }),
      { numRuns: runs(4000) },
    );
  });

  it('what has happened is the same whenever it is computed', () => {
    fc.assert(
      fc.property(anyRundown, anyNow, anyNow, (rundown, early, late) => {
        const past = (now: number) =>
          projectRundown(rundown, now).all.map(({ state, actualStart, actualEnd, plannedStart }) => [
            state,
            actualStart,
            actualEnd,
            plannedStart,
          ]);
        expect(past(early)).toEqual(past(late));
      }),
      { numRuns: runs(4000) },
    );
  });

  it('as time passes nothing is expected earlier, and nothing faster than time', () => {
    fc.assert(
      fc.property(anyRundown, anyNow, fc.nat({ max: 90 * minute }), (rundown, now, wait) => {
        const before = projectRundown(rundown, now);
        const after = projectRundown(rundown, now + wait);
        for (const [r, room] of after.rooms.entries()) {
          if (room.phase === 'waiting') continue;
          for (const [index, timing] of room.cues.entries()) {
            const earlier = before.rooms[r]?.cues[index]?.expectedStart ?? 0;
            expect(timing.expectedStart).toBeGreaterThanOrEqual(earlier);
            expect(timing.expectedStart - earlier).toBeLessThanOrEqual(wait);
          }
        }
      }),
      { numRuns: runs(4000) },
    );
  });

  it('while a cue is held its time left stands still', () => {
    fc.assert(
      fc.property(anyRundown, fc.nat({ max: 90 * minute }), (rundown, wait) => {
        const end = (rundown.commands.at(-1)?.at ?? two) + 100 * minute;
        const held = {
          ...rundown,
          commands: [...rundown.commands, { at: end, command: { kind: 'hold' as const } }],
        };
        fc.pre(resolveCommand(rundown.cues, rundown.commands, { kind: 'hold' }, end).refused === undefined);
        const left = (now: number) =>
          projectRundown(held, now).rooms.find(({ room }) => room === '')?.timeLeft;
        expect(left(end + wait)).toBe(left(end));
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('the planner', () => {
  it('what it proposes restores the start that was in danger, or is all there is', () => {
    let proposed = 0;
    fc.assert(
      fc.property(anyRundown, anyNow, (rundown, now) => {
        for (const { room } of projectRundown(rundown, now).rooms) {
          const plan = planCatchUp(rundown, room, now);
          if (!plan) continue;
          proposed++;
          const fold = foldShow(rundown.cues, rundown.commands);
          expect(
            fold.give({ at: now, command: { kind: 'plan', changes: [...plan.changes] } }),
          ).toBeUndefined();
          const after = projectState(rundown, fold.state, now).rooms.find((each) => each.room === room);
          expect(after?.nextHard?.timing.cue.id).toBe(plan.hard.id);
          expect(Math.max(0, -(after?.nextHard?.slack ?? 0))).toBe(plan.stillLateBy);
          for (const { kind, cue: each, toMs } of plan.steps) {
            if (kind === 'skip') expect(each.skippable).toBe(true);
            else expect(toMs).toBeGreaterThanOrEqual(each.minDurationMs);
          }
        }
      }),
      { numRuns: runs(3000) },
    );
    expect(proposed).toBeGreaterThan(runs(3000) / 10);
  });

  const day = [
    cue(1, 20, '14:00', 'min 15'),
    cue(2, 20, undefined, 'min 12', 'skippable'),
    cue(3, 10, undefined, 'min 7'),
    cue(4, 30, '14:55', 'hard'),
  ];

  it.each([
    ['14:07 start', '14:08', 2, 'trim 2 to 18', 0],
    ['14:12 start', '14:13', 7, 'trim 2 to 13', 0],
    ['14:14 start', '14:15', 9, 'skip 2', 0],
    ['14:25 start', '14:26', 20, 'skip 2', 0],
    ['14:40 start', '14:41', 35, 'skip 2, trim 1 to 15, trim 3 to 7', 7],
  ])('%s, at %s: %i minutes late, so %s', (given, now, lateBy, steps, still) => {
    const plan = planCatchUp({ startsAt: two, cues: day, commands: commands(given) }, '', at(now));
    expect(plan && plan.lateBy / minute).toBe(lateBy);
    const words = plan?.steps.map(({ kind, cue: { id }, toMs }) => {
      const number = Number(id.slice(-2));
      return kind === 'skip' ? `skip ${number}` : `trim ${number} to ${toMs / minute}`;
    });
    expect(words?.join(', ')).toBe(steps);
    expect(plan && plan.stillLateBy / minute).toBe(still);
  });

  it('says nothing while the show holds', () => {
    expect(
      planCatchUp({ startsAt: two, cues: day, commands: commands('14:04 start') }, '', at('14:05')),
    ).toBeUndefined();
  });

  it('trims no more of the running cue than is left of it', () => {
    const late = {
      startsAt: two,
      cues: [cue(1, 20, '14:00', 'min 5'), cue(2, 10, '14:20', 'hard')],
      commands: commands('14:12 start'),
    };
    const plan = planCatchUp(late, '', at('14:30'));
    expect(plan?.steps.map(({ toMs }) => toMs / minute)).toEqual([18]);
    expect(plan && plan.stillLateBy / minute).toBe(10);
  });
});

it('a show of many rooms, followed twice, is the same', () => {
  fc.assert(
    fc.property(anyRundown, (rundown) => {
      expect(showAfter(rundown.cues, rundown.commands)).toEqual(showAfter(rundown.cues, rundown.commands));
    }),
    { numRuns: 200 },
  );
});
