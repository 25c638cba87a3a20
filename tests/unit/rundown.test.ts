import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  projectRundown,
  refusalOfCommand,
  type TimedCue,
  type TimedRundown,
  urgencyOf,
} from '../../shared/domain/rundown';
import type { ShowCommand } from '../../shared/domain/show';

const minute = 60_000;
const two = Date.UTC(2024, 9, 18, 5); // 14:00 in Seoul

type Given = { readonly at: number; readonly command: ShowCommand };

/** Written as '14:05' of the day; nothing for a cue that follows the one before. */
function at(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return two + ((hours - 14) * 60 + minutes) * minute + seconds * 1000;
}

function cue(minutes: number, plannedStart?: string, hard?: 'hard'): TimedCue {
  return {
    plannedStart: plannedStart ? at(plannedStart) : null,
    durationMs: minutes * minute,
    hardStart: hard === 'hard',
  };
}

/** `'start 14:00, next 14:08'` */
function commands(text: string): readonly Given[] {
  if (text === '') return [];
  return text.split(', ').map((part) => {
    const [kind, clock = ''] = part.split(' ');
    if (kind !== 'start' && kind !== 'next' && kind !== 'back') throw new Error(part);
    return { at: at(clock), command: { kind } };
  });
}

/** A morning's end: opening, talk, a gap of ten minutes, then a conferral that holds its start, and a photo. */
const cues = [cue(10, '14:00'), cue(20), cue(30, '14:40', 'hard'), cue(10)];

function show(given: string, now: string) {
  return projectRundown({ startsAt: two, cues, commands: commands(given) }, at(now));
}

function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB', { timeZone: 'Asia/Seoul' }).replace(/:00$/, '');
}

describe('a show, worked out by hand', () => {
  it.each([
    // what                         commands                           now        phase      states        expected starts                     left (min)  late
    ['not begun, early', '', '13:50', 'waiting', 'nlll', '14:00 14:10 14:40 15:10', null, 0],
    ['not begun, late', '', '14:05', 'waiting', 'nlll', '14:05 14:15 14:40 15:10', null, 5],
    ['never begun, long over', '', '19:00', 'waiting', 'nlll', '14:00 14:10 14:40 15:10', null, 0],
    ['begun on time', 'start 14:00', '14:04', 'running', 'cnll', '14:00 14:10 14:40 15:10', 6, 0],
    [
      'begun late: the gap absorbs it',
      'start 14:07',
      '14:08',
      'running',
      'cnll',
      '14:07 14:17 14:40 15:10',
      9,
      7,
    ],
    ['more than the gap holds', 'start 14:15', '14:15', 'running', 'cnll', '14:15 14:25 14:45 15:15', 10, 15],
    [
      'over its time: what follows moves',
      'start 14:00',
      '14:13',
      'running',
      'cnll',
      '14:00 14:13 14:40 15:10',
      -3,
      3,
    ],
    [
      'over by more than the gap',
      'start 14:00',
      '14:25',
      'running',
      'cnll',
      '14:00 14:25 14:45 15:15',
      -15,
      15,
    ],
    [
      'ahead: nothing before a hard start',
      'start 14:00, next 14:05',
      '14:06',
      'running',
      'dcnl',
      '14:00 14:05 14:40 15:10',
      19,
      -5,
    ],
    [
      'ahead at the hard start itself',
      'start 14:00, next 14:10, next 14:32',
      '14:35',
      'running',
      'ddcn',
      '14:00 14:10 14:32 15:02',
      27,
      -8,
    ],
    [
      'the last one',
      'start 14:00, next 14:10, next 14:40, next 15:10',
      '15:15',
      'running',
      'dddc',
      '14:00 14:10 14:40 15:10',
      5,
      0,
    ],
    [
      'ended late',
      'start 14:00, next 14:10, next 14:40, next 15:10, next 15:24',
      '16:00',
      'ended',
      'dddd',
      '14:00 14:10 14:40 15:10',
      null,
      4,
    ],
    [
      'next after the end does nothing',
      'start 14:00, next 14:10, next 14:40, next 15:10, next 15:24, next 15:30',
      '16:00',
      'ended',
      'dddd',
      '14:00 14:10 14:40 15:10',
      null,
      4,
    ],
    [
      'back: the cue goes on, its time has run on',
      'start 14:00, next 14:05, back 14:06',
      '14:07',
      'running',
      'cnll',
      '14:00 14:10 14:40 15:10',
      3,
      0,
    ],
    [
      'back from the end',
      'start 14:00, next 14:10, next 14:40, next 15:10, next 15:18, back 15:19',
      '15:19',
      'running',
      'dddc',
      '14:00 14:10 14:40 15:10',
      1,
      0,
    ],
    [
      'back at the first cue does nothing',
      'start 14:00, back 14:05',
      '14:06',
      'running',
      'cnll',
      '14:00 14:10 14:40 15:10',
      4,
      0,
    ],
    [
      'next before the start does nothing',
      'next 14:00',
      '14:00',
      'waiting',
      'nlll',
      '14:00 14:10 14:40 15:10',
      null,
      0,
    ],
    [
      'the machine’s clock was set back',
      'start 14:00, next 14:10',
      '13:30',
      'running',
      'dcnl',
      '14:00 14:10 14:40 15:10',
      20,
      0,
    ],
  ] as const)('%s', (_what, given, now, phase, states, starts, left, late) => {
    const timing = show(given, now);
    expect(timing.phase).toBe(phase);
    expect(timing.cues.map((cue) => cue.state.charAt(0)).join('')).toBe(states);
    expect(timing.cues.map((cue) => clock(cue.expectedStart)).join(' ')).toBe(starts);
    expect(timing.timeLeft).toBe(left === null ? null : left * minute);
    expect(timing.late).toBe(late * minute);
  });

  it('a soft planned start moves forward with a show that is ahead, its gap kept, and not with one that is late', () => {
    const soft = [cue(10, '14:00'), cue(10, '14:20')];
    const of = (given: string, now: string) =>
      projectRundown({ startsAt: two, cues: soft, commands: commands(given) }, at(now)).cues[1]
        ?.expectedStart;
    expect(of('start 13:55', '13:56')).toBe(at('14:15'));
    expect(of('start 14:05', '14:06')).toBe(at('14:20'));
    expect(of('start 14:12', '14:13')).toBe(at('14:22'));
  });

  it('says how long the show can stretch before the next cue that holds its start', () => {
    expect(show('start 14:00', '14:04').nextHard?.slack).toBe(10 * minute);
    expect(show('start 14:07', '14:08').nextHard?.slack).toBe(3 * minute);
    expect(show('start 14:15', '14:16').nextHard?.slack).toBe(-5 * minute);
    expect(show('start 14:00, next 14:10, next 14:40', '14:41').nextHard).toBeUndefined();
  });

  it('begins a plan without a time when the event begins', () => {
    const timing = projectRundown({ startsAt: two, cues: [cue(5), cue(5)], commands: [] }, at('13:00'));
    expect(timing.cues.map((cue) => clock(cue.plannedStart))).toEqual(['14:00', '14:05']);
  });

  it('is nothing where there is no cue', () => {
    const timing = projectRundown({ startsAt: two, cues: [], commands: commands('start 14:00') }, two);
    expect(timing).toMatchObject({ phase: 'waiting', cues: [], timeLeft: null, late: 0 });
  });

  it('tells the last two minutes, or the last fifth of a short cue, from the rest', () => {
    expect(urgencyOf(121_000, 20 * minute)).toBe('calm');
    expect(urgencyOf(120_000, 20 * minute)).toBe('soon');
    expect(urgencyOf(60_000, 4 * minute)).toBe('calm');
    expect(urgencyOf(48_000, 4 * minute)).toBe('soon');
    expect(urgencyOf(-1, 4 * minute)).toBe('over');
  });
});

describe('whatever the plan and the commands', () => {
  const anyCue = fc.record({
    plannedStart: fc.option(fc.integer({ min: two, max: two + 300 * minute })),
    durationMs: fc.integer({ min: 0, max: 60 * minute }),
    hard: fc.boolean(),
  });
  const anyCues = fc
    .array(anyCue, { maxLength: 12 })
    .map((all) =>
      all.map(({ hard, ...rest }): TimedCue => ({ ...rest, hardStart: hard && rest.plannedStart !== null })),
    );
  const anyCommands = fc
    .array(
      fc.record({
        kind: fc.constantFrom('start', 'next', 'next', 'back'),
        after: fc.integer({ min: -5 * minute, max: 40 * minute }),
      }),
      { maxLength: 20 },
    )
    .map((steps) => {
      let time = two;
      return steps.map(({ kind, after }): Given => {
        time += after;
        return { at: time, command: { kind } };
      });
    });
  const anyRundown = fc.record({ startsAt: fc.constant(two), cues: anyCues, commands: anyCommands });
  const anyNow = fc.integer({ min: two - 600 * minute, max: two + 1200 * minute });

  it('the cues keep their order: done, one current, one next, later, each after the one before', () => {
    fc.assert(
      fc.property(anyRundown, anyNow, (rundown, now) => {
        const { cues, phase } = projectRundown(rundown, now);
        const letters = cues.map((cue) => cue.state.charAt(0)).join('');
        expect(letters).toMatch({ waiting: /^(nl*)?$/, running: /^d*c(nl*)?$/, ended: /^d+$/ }[phase]);
        for (const [index, timing] of cues.entries()) {
          expect(timing.expectedEnd).toBeGreaterThanOrEqual(timing.expectedStart);
          const before = cues[index - 1];
          if (before) expect(timing.expectedStart).toBeGreaterThanOrEqual(before.expectedEnd);
        }
      }),
    );
  });

  it('a cue that holds its start is never expected before it', () => {
    fc.assert(
      fc.property(anyRundown, anyNow, (rundown, now) => {
        for (const timing of projectRundown(rundown, now).cues) {
          if (timing.cue.hardStart && timing.actualStart === null)
            expect(timing.expectedStart).toBeGreaterThanOrEqual(timing.plannedStart);
        }
      }),
    );
  });

  it('what has happened is the same whenever it is computed', () => {
    fc.assert(
      fc.property(anyRundown, anyNow, anyNow, (rundown, early, late) => {
        const seen = (now: number) =>
          projectRundown(rundown, now).cues.map(({ state, actualStart, plannedStart }) => [
            state,
            actualStart,
            plannedStart,
          ]);
        expect(seen(early)).toEqual(seen(late));
      }),
    );
  });

  it('as time passes nothing is expected earlier, and nothing moves while the current cue is within its time', () => {
    fc.assert(
      fc.property(anyRundown, anyNow, fc.nat({ max: 90 * minute }), (rundown, now, wait) => {
        const before = projectRundown(rundown, now);
        const after = projectRundown(rundown, now + wait);
        if (before.phase === 'waiting') return;
        for (const [index, timing] of after.cues.entries()) {
          const earlier = before.cues[index]?.expectedStart ?? 0;
          expect(timing.expectedStart).toBeGreaterThanOrEqual(earlier);
          if ((after.timeLeft ?? 0) >= 0) expect(timing.expectedStart).toBe(earlier);
          expect(timing.expectedStart - earlier).toBeLessThanOrEqual(wait);
        }
      }),
    );
  });

  it('next and back is as if neither had been given', () => {
    fc.assert(
      fc.property(anyRundown, anyNow, (rundown, now) => {
        const last = rundown.commands.at(-1)?.at ?? two;
        const given: readonly Given[] = [
          ...rundown.commands,
          { at: last + 1, command: { kind: 'next' } },
          { at: last + 2, command: { kind: 'back' } },
        ];
        fc.pre(refusalOfCommand(rundown.cues.length, rundown.commands, { kind: 'next' }) === undefined);
        expect(projectRundown({ ...rundown, commands: given }, now)).toEqual(projectRundown(rundown, now));
      }),
    );
  });

  it('a command that is refused would have changed nothing; one that is not, changes something', () => {
    const anyKind = fc.constantFrom<ShowCommand['kind']>('start', 'next', 'back');
    fc.assert(
      fc.property(anyRundown, anyKind, anyNow, (rundown, kind, now) => {
        const longer: TimedRundown<TimedCue> = {
          ...rundown,
          commands: [...rundown.commands, { at: two + 2000 * minute, command: { kind } }],
        };
        const same =
          JSON.stringify(projectRundown(longer, now)) === JSON.stringify(projectRundown(rundown, now));
        const refused = refusalOfCommand(rundown.cues.length, rundown.commands, { kind }) !== undefined;
        expect(same).toBe(refused);
      }),
    );
  });
});
