import { expect, test } from 'vitest';
import type { EntryPolicy } from '../../shared/contract/events';
import { AttendeeId } from '../../shared/contract/ids';
import {
  type Direction,
  type DoorEvent,
  type Entry,
  judge,
  type Subject,
} from '../../shared/domain/admission';
import { verdictKinds } from '../../shared/domain/verdict';

// The door's rule, to be read by whoever runs the day. The graduation's doors open at 13:00 and it ends at 18:00.
// A column for each way of entering; what the lane answers at 12:30, 13:30 and 18:30, divided by '/'.
const table = `
who comes                               | once                     | once a day               | leave and return        | unlimited               | count only
for the first time                      | early/admitted/late      | early/admitted/late      | early/admitted/late     | early/admitted/late     | early/admitted/late
with a note for the door                | early/note/late          | early/note/late          | early/note/late         | early/note/late         | early/note/late
again, in since 13:10                   | -/already/late           | -/already/late           | -/already/late          | -/admitted/late         | -/admitted/late
again, in since yesterday               | early/already/late       | early/admitted/late      | early/already/late      | early/admitted/late     | early/admitted/late
again, went out at 13:20                | -/already/late           | -/already/late           | -/back/late             | -/admitted/late         | -/admitted/late
and goes out, in since 13:10            | -/already/late           | -/already/late           | -/out/out               | -/admitted/late         | -/admitted/late
and goes out, never seen coming in      | early/admitted/late      | early/admitted/late      | out/out/out             | early/admitted/late     | early/admitted/late
when the room is full                   | early/full/late          | early/full/late          | early/full/late         | early/full/late         | early/full/late
back into the full room, went out       | -/already/late           | -/already/late           | -/full/late             | -/admitted/late         | -/admitted/late
and is in the full room already         | -/already/late           | -/already/late           | -/already/late          | -/admitted/late         | -/admitted/late
to a listed event, confirmed            | early/admitted/late      | early/admitted/late      | early/admitted/late     | early/admitted/late     | early/admitted/late
to a listed event, invited              | early/admitted/late      | early/admitted/late      | early/admitted/late     | early/admitted/late     | early/admitted/late
to a listed event, waiting              | waiting/waiting/waiting  | waiting/waiting/waiting  | waiting/waiting/waiting | waiting/waiting/waiting | waiting/waiting/waiting
to a listed event, declined             | not/not/not              | not/not/not              | not/not/not             | not/not/not             | not/not/not
to a listed event, not on the list      | not/not/not              | not/not/not              | not/not/not             | not/not/not             | not/not/not
to an event for speakers, is one        | early/admitted/late      | early/admitted/late      | early/admitted/late     | early/admitted/late     | early/admitted/late
to an event for speakers, is none       | not/not/not              | not/not/not              | not/not/not             | not/not/not             | not/not/not
to an event for speakers, invited to it | early/admitted/late      | early/admitted/late      | early/admitted/late     | early/admitted/late     | early/admitted/late
with a badge that was replaced          | revoked/revoked/revoked  | revoked/revoked/revoked  | revoked/revoked/revoked | revoked/revoked/revoked | revoked/revoked/revoked
with a forged badge                     | forged/forged/forged     | forged/forged/forged     | forged/forged/forged    | forged/forged/forged    | forged/forged/forged
with a badge of another program         | foreign/foreign/foreign  | foreign/foreign/foreign  | foreign/foreign/foreign | foreign/foreign/foreign | foreign/foreign/foreign
with some other code                    | unknown/unknown/unknown  | unknown/unknown/unknown  | unknown/unknown/unknown | unknown/unknown/unknown | unknown/unknown/unknown
`;

const words = {
  admitted: 'admitted',
  note: 'admittedNote',
  back: 'cameBack',
  out: 'goneOut',
  already: 'alreadyIn',
  not: 'notInvited',
  waiting: 'waiting',
  early: 'tooEarly',
  late: 'tooLate',
  full: 'full',
  revoked: 'revoked',
  forged: 'forged',
  foreign: 'foreign',
  unknown: 'unknown',
} as const;

const at = (time: string, day = 18) => Date.parse(`2024-10-${day}T${time}+09:00`);
const hours = ['12:30', '13:30', '18:30'] as const;
const policies: Readonly<Record<string, EntryPolicy>> = {
  once: 'once',
  'once a day': 'once_a_day',
  'leave and return': 'leave_and_return',
  unlimited: 'unlimited',
  'count only': 'count_only',
};
const person = {
  id: AttendeeId.parse('0190a000-0000-7000-8000-000000000001'),
  role: 'participant',
  name: '김민수',
  nameLatin: 'Minsu Kim',
  affiliation: '',
  title: '',
  team: '',
} as const;

interface Situation {
  readonly subject: Subject;
  readonly event?: Partial<DoorEvent>;
  readonly direction?: Direction;
}

const one = (more: Partial<Extract<Subject, { kind: 'person' }>> = {}): Subject => ({
  kind: 'person',
  person,
  invitation: null,
  others: [],
  entries: [],
  inside: false,
  attention: '',
  admitted: false,
  occupied: 10,
  ...more,
});
const since = (time: string, day = 18): readonly Entry[] => [{ at: at(time, day), door: 'A' }];
const listed = { admission: 'invited' } as const;
const fullRoom = { capacity: 10 } as const;

const situations: Readonly<Record<string, Situation>> = {
  'for the first time': { subject: one() },
  'with a note for the door': { subject: one({ attention: '휠체어석' }) },
  'again, in since 13:10': { subject: one({ entries: since('13:10'), inside: true }) },
  'again, in since yesterday': { subject: one({ entries: since('13:10', 17), inside: true }) },
  'again, went out at 13:20': { subject: one({ entries: since('13:10') }) },
  'and goes out, in since 13:10': {
    subject: one({ entries: since('13:10'), inside: true }),
    direction: 'out',
  },
  'and goes out, never seen coming in': { subject: one(), direction: 'out' },
  'when the room is full': { subject: one(), event: fullRoom },
  'back into the full room, went out': { subject: one({ entries: since('13:10') }), event: fullRoom },
  'and is in the full room already': {
    subject: one({ entries: since('13:10'), inside: true }),
    event: fullRoom,
  },
  'to a listed event, confirmed': { subject: one({ invitation: 'confirmed' }), event: listed },
  'to a listed event, invited': { subject: one({ invitation: 'invited' }), event: listed },
  'to a listed event, waiting': { subject: one({ invitation: 'waiting' }), event: listed },
  'to a listed event, declined': { subject: one({ invitation: 'declined' }), event: listed },
  'to a listed event, not on the list': { subject: one(), event: listed },
  'to an event for speakers, is one': { subject: one({ admitted: true }), event: { admission: 'roles' } },
  'to an event for speakers, is none': { subject: one(), event: { admission: 'roles' } },
  'to an event for speakers, invited to it': {
    subject: one({ invitation: 'invited' }),
    event: { admission: 'roles' },
  },
  'with a badge that was replaced': { subject: { kind: 'revoked', person, since: 0, reason: 'lost' } },
  'with a forged badge': { subject: { kind: 'forged' } },
  'with a badge of another program': { subject: { kind: 'foreign' } },
  'with some other code': { subject: { kind: 'unknown', why: 'noBadgeCode' } },
};

const [heading = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

test.each(rows)('who comes %s', (who, ...cells) => {
  const situation = situations[who ?? ''];
  if (!situation) throw new Error(`no situation: ${who}`);
  expect(cells).toHaveLength(5);
  for (const [column, cell] of cells.entries()) {
    const entry = policies[heading[column + 1] ?? ''];
    if (!entry) throw new Error('an unknown way of entering');
    const event: DoorEvent = {
      doorsAt: at('13:00'),
      startsAt: at('14:00'),
      endsAt: at('18:00'),
      zone: 'Asia/Seoul',
      admission: 'everyone',
      capacity: null,
      ...situation.event,
      entry,
    };
    const answers = cell.split('/');
    expect(answers).toHaveLength(3);
    for (const [index, answer] of answers.entries()) {
      // '-': nobody can be in before the doors open.
      if (answer === '-') continue;
      const verdict = judge(situation.subject, event, at(hours[index] ?? ''), situation.direction);
      expect(`${heading[column + 1]} at ${hours[index]}: ${verdict.kind}`).toBe(
        `${heading[column + 1]} at ${hours[index]}: ${words[answer as keyof typeof words]}`,
      );
    }
  }
});

test('every verdict stands in the table, but the one that overrules another', () => {
  const answered = new Set(rows.flatMap(([, ...cells]) => cells.flatMap((cell) => cell.split('/'))));
  const kinds = [...answered].filter((word) => word !== '-').map((word) => words[word as keyof typeof words]);
  expect([...kinds, 'overruled'].sort()).toEqual([...verdictKinds].sort());
});
