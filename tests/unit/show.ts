import fc from 'fast-check';
import { CueId } from '../../shared/contract/ids';
import type { TimedCue } from '../../shared/domain/rundown';
import type { GivenCommand, ShowCommand } from '../../shared/domain/show';

export const minute = 60_000;
/** 14:00 in Seoul, on the day of the sample's graduation. */
export const two = Date.UTC(2024, 9, 18, 5);

/** Cue 1, 2, 3 … as the crew says it. */
export function cueId(number: number): CueId {
  return CueId.parse(`00000000-0000-7000-8000-${String(number).padStart(12, '0')}`);
}

/** A point in time written as '14:05' or '14:05:30' of that day; '25:00' is one in the night after. */
export function at(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return two + ((hours - 14) * 60 + minutes) * minute + seconds * 1000;
}

export function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB', { timeZone: 'Asia/Seoul' }).replace(/:00$/, '');
}

type Words = 'hard' | 'skippable' | `min ${number}` | `room ${string}`;

/** `cue(1, 20, '14:40', 'hard', 'min 15')`: minutes, and a planned start where it has one. */
export function cue(
  number: number,
  minutes: number,
  plannedStart?: string,
  ...words: readonly Words[]
): TimedCue {
  const word = (start: string) => words.find((each) => each.startsWith(start))?.slice(start.length + 1);
  return {
    id: cueId(number),
    room: word('room') ?? '',
    plannedStart: plannedStart ? at(plannedStart) : null,
    durationMs: minutes * minute,
    minDurationMs: Number(word('min') ?? minutes) * minute,
    hardStart: words.includes('hard'),
    skippable: words.includes('skippable'),
  };
}

/** One command as a show caller would note it: 'skip 3', '+1 2' (a minute more for cue 2), 'next A' in room A. */
function commandOf(words: string): ShowCommand {
  const [kind = '', which, third] = words.split(' ');
  const inRoom = which === undefined ? {} : { room: which };
  const of = cueId(Number(/^\d+$/.exec(which ?? '')?.[0] ?? 0));
  switch (kind) {
    case 'start':
    case 'next':
    case 'back':
    case 'hold':
    case 'goOn':
    case 'end':
      return { kind, ...inRoom };
    case 'jump':
    case 'skip':
    case 'unskip':
      return { kind, cue: of };
    case 'trim':
      return { kind: 'plan', changes: [{ kind: 'trim', cue: of, toMs: Number(third) * minute }] };
    case 'move':
      return { kind, cue: of, before: third === 'end' ? null : cueId(Number(third)) };
    default:
      return { kind: 'stretch', cue: of, byMs: Number(kind) * minute };
  }
}

/** `'14:00 start, 14:08 next'` */
export function commands(text: string): readonly GivenCommand[] {
  if (text === '') return [];
  return text.split(', ').map((part) => {
    const [time = '', ...words] = part.split(' ');
    return { at: at(time), command: commandOf(words.join(' ')) };
  });
}

const rooms = ['', '', 'A'];

/** Any plan of up to twelve cues in up to two rooms. */
export const anyCues = fc
  .array(
    fc.record({
      room: fc.constantFrom(...rooms),
      plannedStart: fc.option(fc.integer({ min: two, max: two + 300 * minute })),
      durationMs: fc.integer({ min: 0, max: 60 * minute }),
      share: fc.constantFrom(0, 0.5, 1),
      hard: fc.boolean(),
      skippable: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(
      ({ hard, share, ...rest }, index): TimedCue => ({
        ...rest,
        id: cueId(index + 1),
        minDurationMs: Math.round(rest.durationMs * share),
        hardStart: hard && rest.plannedStart !== null,
      }),
    ),
  );

const anyCueId = fc.integer({ min: 1, max: 13 }).map(cueId);
const anyRoom = fc.constantFrom({}, {}, { room: 'A' });
const anyChange = fc.oneof(
  fc.record({
    kind: fc.constant('trim' as const),
    cue: anyCueId,
    toMs: fc.integer({ min: 0, max: 40 * minute }),
  }),
  fc.record({ kind: fc.constant('skip' as const), cue: anyCueId }),
  fc.record({ kind: fc.constant('move' as const), cue: anyCueId, before: fc.option(anyCueId) }),
);

/** Any command, also one that makes no sense. Most are those that are given most. */
export const anyCommand: fc.Arbitrary<ShowCommand> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<ShowCommand>({ kind: 'start' }, { kind: 'start', room: 'A' }) },
  {
    weight: 10,
    arbitrary: fc
      .tuple(
        fc.constantFrom('next' as const, 'back' as const, 'hold' as const, 'goOn' as const, 'end' as const),
        anyRoom,
      )
      .map(([kind, room]): ShowCommand => ({ kind, ...room })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('jump' as const, 'skip' as const, 'unskip' as const), anyCueId)
      .map(([kind, cue]): ShowCommand => ({ kind, cue })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyCueId, fc.integer({ min: -30, max: 30 }))
      .map(([cue, by]): ShowCommand => ({ kind: 'stretch', cue, byMs: by * minute })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anyCueId, fc.option(anyCueId))
      .map(([cue, before]): ShowCommand => ({ kind: 'move', cue, before })),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(anyChange, { minLength: 1, maxLength: 3 })
      .map((changes): ShowCommand => ({ kind: 'plan', changes })),
  },
);

/** Any log of a show: the time between two commands may be negative, as where a machine's clock is set back. */
export const anyCommands = fc
  .array(fc.record({ command: anyCommand, after: fc.integer({ min: -5 * minute, max: 40 * minute }) }), {
    maxLength: 20,
  })
  .map((steps) => {
    let time = two;
    return steps.map(({ command, after }): GivenCommand => {
      time += after;
      return { at: time, command };
    });
  });

export const anyRundown = fc.record({ startsAt: fc.constant(two), cues: anyCues, commands: anyCommands });
export const anyNow = fc.integer({ min: two - 600 * minute, max: two + 1200 * minute });
