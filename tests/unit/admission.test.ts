import { expect, test } from 'vitest';
import { AttendeeId, EventId } from '../../shared/contract/ids';
import { type DoorEvent, entryWindow, judge, type Subject } from '../../shared/domain/admission';
import type { Verdict } from '../../shared/domain/verdict';

const at = (time: string) => Date.parse(`2024-10-18T${time}+09:00`);
const graduation: DoorEvent = {
  doorsAt: at('13:00'),
  startsAt: at('14:00'),
  endsAt: at('18:00'),
  zone: 'Asia/Seoul',
  admission: 'everyone',
  entry: 'once',
  capacity: null,
};
const visit: DoorEvent = { ...graduation, admission: 'invited' };
const other = {
  id: EventId.parse('0190a000-0000-7000-8000-000000000002'),
  title: '방문 B',
  titleEn: 'Visit B',
  startsAt: at('10:00'),
  zone: 'Asia/Seoul',
};
const nextYear = { ...other, title: '내년', startsAt: at('10:00') + 365 * 86_400_000 };
const person = {
  id: AttendeeId.parse('0190a000-0000-7000-8000-000000000001'),
  role: 'participant',
  name: '김민수',
  nameLatin: 'Kim Minsu',
  affiliation: '한빛대학교',
  title: '',
  team: '',
} as const;
const who = (more: Partial<Extract<Subject, { kind: 'person' }>> = {}): Subject => ({
  kind: 'person',
  person,
  invitation: null,
  others: [],
  entries: [],
  inside: (more.entries ?? []).length > 0,
  attention: '',
  admitted: false,
  occupied: 0,
  ...more,
});
const inSince = (time: string) => ({ entries: [{ at: at(time), door: 'A' }] });
const revoked = { kind: 'revoked', person, since: at('09:00'), reason: 'lost' } as const;

const cases: readonly (readonly [string, Subject, DoorEvent, string, Partial<Verdict>])[] = [
  ['everyone may come', who(), graduation, '13:30', { kind: 'admitted', firstAt: null }],
  ['the doors open on the minute', who(), graduation, '13:00', { kind: 'admitted' }],
  ['a minute before', who(), graduation, '12:59', { kind: 'tooEarly', opensAt: at('13:00') }],
  ['no time for the doors', who(), { ...graduation, doorsAt: null }, '13:00', { kind: 'admitted' }],
  [
    'no time for the doors, early',
    who(),
    { ...graduation, doorsAt: null },
    '12:59',
    { kind: 'tooEarly', opensAt: at('13:00') },
  ],
  ['the end itself', who(), graduation, '18:00', { kind: 'admitted' }],
  ['after the end', who(), graduation, '18:01', { kind: 'tooLate', closedAt: at('18:00') }],
  [
    'a second time',
    who(inSince('13:10')),
    graduation,
    '13:20',
    { kind: 'alreadyIn', at: at('13:10'), door: 'A' },
  ],
  [
    'a second time, leave and return',
    who(inSince('13:10')),
    { ...graduation, entry: 'leave_and_return' },
    '13:20',
    { kind: 'alreadyIn' },
  ],
  [
    'a second time, unlimited',
    who(inSince('13:10')),
    { ...graduation, entry: 'unlimited' },
    '13:20',
    { kind: 'admitted', firstAt: at('13:10') },
  ],
  [
    'a second time, count only',
    who(inSince('13:10')),
    { ...graduation, entry: 'count_only' },
    '13:20',
    { kind: 'admitted', firstAt: at('13:10') },
  ],
  [
    'a second time today, once a day',
    who(inSince('13:10')),
    { ...graduation, entry: 'once_a_day' },
    '13:20',
    { kind: 'alreadyIn' },
  ],
  ['confirmed', who({ invitation: 'confirmed' }), visit, '13:30', { kind: 'admitted' }],
  ['invited, no answer yet', who({ invitation: 'invited' }), visit, '13:30', { kind: 'admitted' }],
  ['on the waiting list', who({ invitation: 'waiting' }), visit, '13:30', { kind: 'waiting', theirs: null }],
  [
    'declined',
    who({ invitation: 'declined' }),
    visit,
    '13:30',
    { kind: 'notInvited', invitation: 'declined' },
  ],
  [
    'on the list of another event: the nearest one is named',
    who({ others: [nextYear, other] }),
    visit,
    '13:30',
    { kind: 'notInvited', invitation: null, theirs: other },
  ],
  ['not on the list, and early: told of the list', who(), visit, '09:00', { kind: 'notInvited' }],
  ['on the list, and early', who({ invitation: 'confirmed' }), visit, '09:00', { kind: 'tooEarly' }],
  ['a revoked badge, at any hour', revoked, graduation, '09:00', { kind: 'revoked', reason: 'lost' }],
  ['forged', { kind: 'forged' }, visit, '13:30', { kind: 'forged' }],
  ['foreign', { kind: 'foreign' }, visit, '13:30', { kind: 'foreign' }],
  [
    'unknown',
    { kind: 'unknown', why: 'noBadgeCode' },
    visit,
    '13:30',
    { kind: 'unknown', why: 'noBadgeCode' },
  ],
];

test.each(cases)('%s', (_name, subject, event, time, verdict) => {
  expect(judge(subject, event, at(time))).toMatchObject(verdict);
});

test('once a day: yesterday does not count, by the midnight of the place and not of Greenwich', () => {
  const days: DoorEvent = { ...graduation, entry: 'once_a_day', endsAt: at('18:00') + 3 * 86_400_000 };
  const late = who({ entries: [{ at: at('23:59'), door: 'A' }] });
  expect(judge(late, days, at('23:59') + 120_000)).toMatchObject({ kind: 'admitted', firstAt: at('23:59') });
  const morning = who({ entries: [{ at: at('08:00'), door: 'A' }] });
  expect(judge(morning, { ...days, doorsAt: at('06:00') }, at('10:00'))).toMatchObject({ kind: 'alreadyIn' });
});

test('the doors open an hour before the start where no time was given', () => {
  expect(entryWindow({ doorsAt: null, startsAt: at('14:00'), endsAt: at('18:00') })).toEqual({
    opensAt: at('13:00'),
    closesAt: at('18:00'),
  });
});
