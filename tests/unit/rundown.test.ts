import { describe, expect, it } from 'vitest';
import {
  overOf,
  projectRundown,
  resolveCommand,
  type TimedCue,
  urgencyOf,
} from '../../shared/domain/rundown';
import { at, clock, commands, cue, cueId, minute, two } from './show';

/** A morning's end: opening, a talk, a gap of ten minutes, then a conferral that holds its start, and a photo. */
const cues = [
  cue(1, 10, '14:00'),
  cue(2, 20, undefined, 'min 15', 'skippable'),
  cue(3, 30, '14:40', 'hard'),
  cue(4, 10),
];

function show(given: string, now: string) {
  return projectRundown({ startsAt: two, cues, commands: commands(given) }, at(now));
}

interface Example {
  readonly given: string;
  readonly now: string;
  /** Of each cue: d one, c urrent, n ext, l ater, s kipped. */
  readonly states: string;
  /** When each began or is expected to begin. */
  readonly starts: string;
  /** Minutes of the current cue. */
  readonly left: number | null;
  /** Minutes by which the show is late. */
  readonly late: number;
  /** Minutes to spare before 14:40; nothing where it has begun. */
  readonly slack?: number;
}

const begunOnTime = '14:00 14:10 14:40 15:10';

describe('a show, worked out by hand: opening 14:00 (10 min), talk (20 min), conferral 14:40 sharp (30 min), photo (10 min)', () => {
  it.each<readonly [string, Example]>([
    [
      'not begun, early',
      { given: '', now: '13:50', states: 'nlll', starts: begunOnTime, left: null, late: 0, slack: 10 },
    ],
    [
      'not begun, late',
      {
        given: '',
        now: '14:05',
        states: 'nlll',
        starts: '14:05 14:15 14:40 15:10',
        left: null,
        late: 5,
        slack: 5,
      },
    ],
    [
      'never begun, long over',
      { given: '', now: '19:00', states: 'nlll', starts: begunOnTime, left: null, late: 0, slack: 10 },
    ],
    [
      'begun on time',
      {
        given: '14:00 start',
        now: '14:04',
        states: 'cnll',
        starts: begunOnTime,
        left: 6,
        late: 0,
        slack: 10,
      },
    ],
    [
      'begun late: the gap absorbs it',
      {
        given: '14:07 start',
        now: '14:08',
        states: 'cnll',
        starts: '14:07 14:17 14:40 15:10',
        left: 9,
        late: 7,
        slack: 3,
      },
    ],
    [
      'more than the gap holds: a conflict',
      {
        given: '14:15 start',
        now: '14:15',
        states: 'cnll',
        starts: '14:15 14:25 14:45 15:15',
        left: 10,
        late: 15,
        slack: -5,
      },
    ],
    [
      'over its time: what follows moves',
      {
        given: '14:00 start',
        now: '14:13',
        states: 'cnll',
        starts: '14:00 14:13 14:40 15:10',
        left: -3,
        late: 3,
        slack: 7,
      },
    ],
    [
      'over by more than the gap',
      {
        given: '14:00 start',
        now: '14:25',
        states: 'cnll',
        starts: '14:00 14:25 14:45 15:15',
        left: -15,
        late: 15,
        slack: -5,
      },
    ],
    [
      'ahead: nothing before a hard start',
      {
        given: '14:00 start, 14:05 next',
        now: '14:06',
        states: 'dcnl',
        starts: '14:00 14:05 14:40 15:10',
        left: 19,
        late: -5,
        slack: 15,
      },
    ],
    [
      'ahead at the hard start itself',
      {
        given: '14:00 start, 14:10 next, 14:32 next',
        now: '14:35',
        states: 'ddcn',
        starts: '14:00 14:10 14:32 15:02',
        left: 27,
        late: -8,
      },
    ],
    [
      'the last one',
      {
        given: '14:00 start, 14:10 next, 14:40 next, 15:10 next',
        now: '15:15',
        states: 'dddc',
        starts: begunOnTime,
        left: 5,
        late: 0,
      },
    ],
    [
      'ended late',
      {
        given: '14:00 start, 14:10 next, 14:40 next, 15:10 next, 15:24 next',
        now: '16:00',
        states: 'dddd',
        starts: begunOnTime,
        left: null,
        late: 4,
      },
    ],
    [
      'back: the cue goes on, its time has run on',
      {
        given: '14:00 start, 14:05 next, 14:06 back',
        now: '14:07',
        states: 'cnll',
        starts: begunOnTime,
        left: 3,
        late: 0,
        slack: 10,
      },
    ],
    [
      'back from the end',
      {
        given: '14:00 start, 14:10 next, 14:40 next, 15:10 next, 15:18 next, 15:19 back',
        now: '15:19',
        states: 'dddc',
        starts: begunOnTime,
        left: 1,
        late: 0,
      },
    ],
    [
      'back at the first cue does nothing',
      {
        given: '14:00 start, 14:05 back',
        now: '14:06',
        states: 'cnll',
        starts: begunOnTime,
        left: 4,
        late: 0,
        slack: 10,
      },
    ],
    [
      'next before the start does nothing',
      {
        given: '14:00 next',
        now: '14:00',
        states: 'nlll',
        starts: begunOnTime,
        left: null,
        late: 0,
        slack: 10,
      },
    ],
    [
      'the machine’s clock was set back',
      {
        given: '14:00 start, 14:10 next',
        now: '13:30',
        states: 'dcnl',
        starts: begunOnTime,
        left: 20,
        late: 0,
        slack: 10,
      },
    ],
    [
      'held: the time left stands still, what follows moves',
      {
        given: '14:00 start, 14:04 hold',
        now: '14:09',
        states: 'cnll',
        starts: '14:00 14:15 14:40 15:10',
        left: 6,
        late: 5,
        slack: 5,
      },
    ],
    [
      'gone on: the cue lasts so much longer',
      {
        given: '14:00 start, 14:04 hold, 14:09 goOn',
        now: '14:10',
        states: 'cnll',
        starts: '14:00 14:15 14:40 15:10',
        left: 5,
        late: 5,
        slack: 5,
      },
    ],
    [
      'a minute more',
      {
        given: '14:00 start, 14:01 +1 1',
        now: '14:02',
        states: 'cnll',
        starts: '14:00 14:11 14:40 15:10',
        left: 9,
        late: 1,
        slack: 9,
      },
    ],
    [
      'two minutes less for a cue to come',
      {
        given: '14:00 start, 14:01 -2 2',
        now: '14:02',
        states: 'cnll',
        starts: begunOnTime,
        left: 8,
        late: 0,
        slack: 12,
      },
    ],
    [
      'this one ends now, and the next waits',
      {
        given: '14:00 start, 14:06 end',
        now: '14:08',
        states: 'dnll',
        starts: '14:00 14:08 14:40 15:10',
        left: null,
        late: -2,
        slack: 12,
      },
    ],
    [
      'and then begins',
      {
        given: '14:00 start, 14:06 end, 14:09 next',
        now: '14:10',
        states: 'dcnl',
        starts: '14:00 14:09 14:40 15:10',
        left: 19,
        late: -1,
        slack: 11,
      },
    ],
    [
      'ended before a hard start: it is waited for',
      {
        given: '14:00 start, 14:10 next, 14:20 end',
        now: '14:22',
        states: 'ddnl',
        starts: begunOnTime,
        left: null,
        late: 0,
        slack: 18,
      },
    ],
    [
      'the last one ends now: the show is over',
      {
        given: '14:00 start, 14:10 next, 14:40 next, 15:10 next, 15:16 end',
        now: '15:30',
        states: 'dddd',
        starts: begunOnTime,
        left: null,
        late: -4,
      },
    ],
    [
      'back from between: it goes on',
      {
        given: '14:00 start, 14:06 end, 14:07 back',
        now: '14:07',
        states: 'cnll',
        starts: begunOnTime,
        left: 3,
        late: 0,
        slack: 10,
      },
    ],
    [
      'the talk is skipped: what is late catches up',
      {
        given: '14:15 start, 14:16 skip 2',
        now: '14:16',
        states: 'csnl',
        starts: '14:15 14:25 14:40 15:10',
        left: 9,
        late: 15,
        slack: 15,
      },
    ],
    [
      'next goes over what is skipped',
      {
        given: '14:00 start, 14:01 skip 2, 14:10 next',
        now: '14:12',
        states: 'dscn',
        starts: '14:00 14:10 14:10 14:40',
        left: 28,
        late: -30,
      },
    ],
    [
      'skipped and taken back in',
      {
        given: '14:00 start, 14:01 skip 2, 14:02 unskip 2',
        now: '14:04',
        states: 'cnll',
        starts: begunOnTime,
        left: 6,
        late: 0,
        slack: 10,
      },
    ],
    [
      'a jump passes over what lies between',
      {
        given: '14:00 start, 14:30 jump 3',
        now: '14:35',
        states: 'dscn',
        starts: '14:00 14:30 14:30 15:00',
        left: 25,
        late: -10,
      },
    ],
    [
      'a jump back: those after it run again',
      {
        given: '14:00 start, 14:10 next, 14:40 next, 14:45 jump 2',
        now: '14:50',
        states: 'dcnl',
        starts: '14:00 14:45 15:05 15:35',
        left: 15,
        late: 35,
        slack: -25,
      },
    ],
    [
      'trimmed by a plan',
      {
        given: '14:15 start, 14:16 trim 2 15',
        now: '14:16',
        states: 'cnll',
        starts: '14:15 14:25 14:40 15:10',
        left: 9,
        late: 15,
        slack: 0,
      },
    ],
    [
      'two cues exchanged',
      {
        given: '14:00 start, 14:01 move 4 2',
        now: '14:02',
        states: 'cnll',
        starts: '14:00 14:10 14:20 14:40',
        left: 8,
        late: 0,
        slack: 0,
      },
    ],
  ])('%s', (_what, { given, now, states, starts, left, late, slack }) => {
    const timing = show(given, now);
    expect(timing.cues.map(({ state }) => state.charAt(0)).join('')).toBe(states);
    expect(timing.cues.map(({ expectedStart }) => clock(expectedStart)).join(' ')).toBe(starts);
    expect(timing.timeLeft).toBe(left === null ? null : left * minute);
    expect(timing.late).toBe(late * minute);
    if (slack === undefined) expect(timing.nextHard).toBeUndefined();
    else expect(timing.nextHard?.slack).toBe(slack * minute);
  });

  it('a start that can’t hold is said to be late, by how much, and never moved in silence', () => {
    expect(show('14:07 start', '14:08').cues.map(({ conflict }) => conflict / minute)).toEqual([0, 0, 0, 0]);
    expect(show('14:15 start', '14:16').cues.map(({ conflict }) => conflict / minute)).toEqual([0, 0, 5, 0]);
  });

  it('says by how much each cue was and will be over its own time', () => {
    const over = show('14:00 start, 14:13 next, 14:14 +1 2, 14:15 -5 4', '14:16').cues.map(overOf);
    expect(over.map((ms) => ms / minute)).toEqual([3, 1, 0, -5]);
  });

  it('says when the whole show is to end, and was to', () => {
    const timing = show('14:15 start', '14:16');
    expect([clock(timing.plannedEnd), clock(timing.expectedEnd)]).toEqual(['15:20', '15:25']);
  });
});

describe('what a day may bring', () => {
  it('a soft planned start moves forward with a show that is ahead, its gap kept, and not with one that is late', () => {
    const soft = [cue(1, 10, '14:00'), cue(2, 10, '14:20')];
    const of = (given: string, now: string) =>
      projectRundown({ startsAt: two, cues: soft, commands: commands(given) }, at(now)).cues[1]
        ?.expectedStart;
    expect(of('13:55 start', '13:56')).toBe(at('14:15'));
    expect(of('14:05 start', '14:06')).toBe(at('14:20'));
    expect(of('14:12 start', '14:13')).toBe(at('14:22'));
  });

  it('a show runs over midnight', () => {
    const late = [cue(1, 30, '23:50'), cue(2, 20), cue(3, 10, '25:00', 'hard')];
    const timing = projectRundown(
      { startsAt: two, cues: late, commands: commands('23:55 start') },
      at('24:10'),
    );
    expect(timing.cues.map(({ expectedStart }) => clock(expectedStart))).toEqual(['23:55', '00:25', '01:00']);
    expect(timing.timeLeft).toBe(15 * minute);
    expect(timing.nextHard?.slack).toBe(15 * minute);
  });

  it('clocks put back in the night change no length: all times are points in time', () => {
    // New York, 3 November 2024: after 01:59 comes 01:00 again.
    const one = Date.parse('2024-11-03T01:30:00-04:00');
    const night = [
      { ...cue(1, 60), plannedStart: one },
      { ...cue(2, 30), plannedStart: null },
    ];
    const timing = projectRundown(
      { startsAt: one, cues: night, commands: [{ at: one, command: { kind: 'start' } }] },
      Date.parse('2024-11-03T01:15:00-05:00'),
    );
    expect(timing.timeLeft).toBe(15 * minute);
    expect(timing.next?.expectedStart).toBe(Date.parse('2024-11-03T01:30:00-05:00'));
  });

  it('two rooms run side by side, each by its own commands; one late does not make the other late', () => {
    const day = [
      cue(1, 10, '14:00'),
      cue(2, 30, '14:10', 'room A'),
      cue(3, 30, '14:10'),
      cue(4, 20, undefined, 'room A'),
      cue(5, 10, '14:45', 'hard'),
    ];
    const timing = projectRundown(
      {
        startsAt: two,
        cues: day,
        commands: commands('14:00 start, 14:10 start A, 14:20 next, 14:45 next A'),
      },
      at('14:46'),
    );
    const [hall, a] = timing.rooms;
    expect(timing.rooms.map(({ room }) => room)).toEqual(['', 'A']);
    expect(hall?.cues.map(({ state }) => state)).toEqual(['done', 'current', 'next']);
    expect(a?.cues.map(({ state }) => state)).toEqual(['done', 'current']);
    expect(hall?.late).toBe(10 * minute);
    expect(hall?.nextHard?.slack).toBe(-5 * minute);
    expect(a?.late).toBe(5 * minute);
    expect(timing.all.map(({ cue: { id } }) => id)).toEqual(day.map(({ id }) => id));
  });

  it('a cue taken out of the rundown, or put into it, moves no start of those that remain', () => {
    const noted = [
      { at: at('14:00'), command: { kind: 'start' as const, cue: cueId(1) } },
      { at: at('14:10'), command: { kind: 'next' as const, cue: cueId(2) } },
      { at: at('14:40'), command: { kind: 'next' as const, cue: cueId(3) } },
    ];
    const nowAt = (day: readonly TimedCue[]) =>
      projectRundown({ startsAt: two, cues: day, commands: noted }, at('14:41')).current?.cue.id;
    const [first, second, ...rest] = cues;
    if (!first || !second) throw new Error('there are four cues');
    expect(nowAt(cues)).toBe(cueId(3));
    expect(nowAt([first, ...rest])).toBe(cueId(3));
    expect(nowAt([first, cue(9, 5), second, ...rest])).toBe(cueId(3));
  });

  it('begins a plan without a time when the event begins', () => {
    const timing = projectRundown({ startsAt: two, cues: [cue(1, 5), cue(2, 5)], commands: [] }, at('13:00'));
    expect(timing.cues.map(({ plannedStart }) => clock(plannedStart))).toEqual(['14:00', '14:05']);
  });

  it('is nothing where there is no cue', () => {
    const timing = projectRundown({ startsAt: two, cues: [], commands: commands('14:00 start') }, two);
    expect(timing).toMatchObject({ phase: 'waiting', cues: [], timeLeft: null, late: 0 });
  });

  it.each([
    ['', 'next', 'rundown.notRunning'],
    ['14:00 start', 'start', 'rundown.alreadyStarted'],
    ['14:00 start', 'back', 'rundown.atFirst'],
    ['14:00 start', 'goOn', 'rundown.notHeld'],
    ['14:00 start, 14:01 hold', 'hold', 'rundown.isHeld'],
    ['14:00 start', 'jump 1', 'rundown.noChange'],
    ['14:00 start', 'jump 9', 'rundown.noSuchCue'],
    ['14:00 start, 14:10 next', 'skip 1', 'rundown.cueBegun'],
    ['14:00 start, 14:10 next', 'move 4 2', 'rundown.cueBegun'],
    ['14:00 start, 14:10 next', '+1 1', 'rundown.cueBegun'],
    ['14:00 start, 14:10 next, 14:40 next, 15:10 next, 15:20 next', 'end', 'rundown.notRunning'],
  ])('after ‘%s’ refuses ‘%s’: %s', (given, words, reason) => {
    const [command] = commands(`15:30 ${words}`);
    if (!command) throw new Error(words);
    expect(resolveCommand(cues, commands(given), command.command, command.at).refused).toBe(reason);
  });

  it('tells the last two minutes, or the last fifth of a short cue, from the rest; a cue’s own measures come first', () => {
    const plain = { durationMs: 20 * minute, warnMs: null, dangerMs: null };
    expect(urgencyOf(121_000, plain)).toBe('calm');
    expect(urgencyOf(120_000, plain)).toBe('soon');
    expect(urgencyOf(30_000, plain)).toBe('danger');
    expect(urgencyOf(-1, plain)).toBe('over');
    const short = { ...plain, durationMs: 4 * minute };
    expect(urgencyOf(60_000, short)).toBe('calm');
    expect(urgencyOf(48_000, short)).toBe('soon');
    const own = { ...plain, warnMs: 5 * minute, dangerMs: minute };
    expect(urgencyOf(5 * minute, own)).toBe('soon');
    expect(urgencyOf(minute, own)).toBe('danger');
  });
});
