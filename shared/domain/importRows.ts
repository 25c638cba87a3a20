import type { Admission, EntryPolicy, EventKind } from '../contract/events';
import type { CsvTable } from './csvTable';
import type { ColumnMap } from './importColumns';
import { Refusal, type RefusalReason } from './refusal';
import type { TrackResult } from './tracks';

/** The cells of one record by field, with the way to refuse one: every sentence names file, line and what was there. */
export interface Cells {
  readonly file: string;
  readonly line: number;
  readonly get: (field: string) => string;
  readonly refuse: (reason: RefusalReason, value: string) => Refusal;
}

export function cellsOf(table: CsvTable, columns: ColumnMap, file: string): readonly Cells[] {
  return table.records.map(({ line, cells }) => ({
    file,
    line,
    get: (field) => {
      const index = columns[field];
      return index === undefined ? '' : (cells[index] ?? '');
    },
    refuse: (reason, value) => new Refusal(reason, { file, line, value }),
  }));
}

/** Files are joined by e-mail: without spaces, in small letters. */
export function emailKey(cells: Cells): string {
  const typed = cells.get('email');
  const key = typed.replace(/\s+/gu, '').toLowerCase();
  if (!/^[^@\s]+@[^@\s]+$/u.test(key)) throw cells.refuse('import.badEmail', typed);
  return key;
}

/** One of several words, whatever its case, spaces or hyphens. */
function choice<T extends string>(cells: Cells, field: string, choices: Readonly<Record<string, T>>): T {
  const typed = cells.get(field);
  const found =
    choices[
      typed
        .toLowerCase()
        .replace(/[\s_-]+/gu, ' ')
        .trim()
    ];
  if (found === undefined) throw cells.refuse('import.badChoice', typed);
  return found;
}

function whole(cells: Cells, field: string, otherwise?: number): number {
  const typed = cells.get(field);
  if (typed === '' && otherwise !== undefined) return otherwise;
  if (!/^\d{1,6}$/.test(typed)) throw cells.refuse('import.badNumber', typed);
  return Number(typed);
}

const yesNo = { yes: true, y: true, no: false, n: false, '': false, 예: true, 아니오: false } as const;

function yes(cells: Cells, field: string): boolean {
  const typed = cells.get(field).toLowerCase();
  if (!(typed in yesNo)) throw cells.refuse('import.badChoice', cells.get(field));
  return yesNo[typed as keyof typeof yesNo];
}

export type Answer = 'yes' | 'no' | 'undecided';

/** A person of the sign-up, or of a guest list. */
export interface RosterRow {
  readonly name: string;
  readonly nameLatin: string;
  readonly email: string;
  readonly emailKey: string;
  readonly phone: string;
  readonly affiliation: string;
  /** What the file says of their coming to the event that it asks about; null where it does not. */
  readonly answer: Answer | null;
}

const answers: Readonly<Record<string, Answer>> = {
  참석: 'yes',
  불참: 'no',
  미정: 'undecided',
  yes: 'yes',
  no: 'no',
  maybe: 'undecided',
  approved: 'yes',
  declined: 'no',
  rejected: 'no',
  invited: 'undecided',
  pending: 'undecided',
  'pending approval': 'undecided',
  waitlist: 'undecided',
};

function requireName(cells: Cells): string {
  const name = cells.get('name');
  if (name === '') throw cells.refuse('import.emptyName', '');
  return name;
}

export function rosterRow(cells: Cells): RosterRow {
  const name = requireName(cells);
  const field = cells.get('answer') === '' ? 'approval' : 'answer';
  const latin = cells.get('nameLatin');
  return {
    name,
    // A name that has no other script is its own form in Latin letters.
    nameLatin: latin === '' && /^[\p{Script=Latin}\p{M}\s'’.-]+$/u.test(name) ? name : latin,
    email: cells.get('email'),
    emailKey: emailKey(cells),
    phone: cells.get('phone'),
    affiliation: cells.get('affiliation'),
    answer: cells.get(field) === '' ? null : choice(cells, field, answers),
  };
}

const coursesInProgram = 5;

/** A person's results; a track of which the file says nothing has none. */
export function resultsRow(cells: Cells): {
  readonly emailKey: string;
  readonly results: readonly TrackResult[];
} {
  const percentile = cells.get('percentile');
  if (percentile !== '' && !(Number(percentile) >= 0 && Number(percentile) <= 100)) {
    throw cells.refuse('import.badNumber', percentile);
  }
  const medals = {
    '': null,
    gold: 'gold',
    silver: 'silver',
    bronze: 'bronze',
    금: 'gold',
    은: 'silver',
    동: 'bronze',
  } as const;
  const medal = cells.get('medal').toLowerCase();
  if (!(medal in medals)) throw cells.refuse('import.badChoice', cells.get('medal'));
  const results: TrackResult[] = [
    { track: 'course', done: Math.min(whole(cells, 'courses', 0), coursesInProgram), of: coursesInProgram },
    {
      track: 'competition',
      joined: yes(cells, 'joined'),
      percentile: percentile === '' ? null : Number(percentile),
      medal: medals[medal as keyof typeof medals],
    },
  ];
  const [team, title, award] = [cells.get('team'), cells.get('project'), cells.get('award')];
  if (title !== '') results.push({ track: 'project', team, title, award });
  return { emailKey: emailKey(cells), results };
}

export type Role = 'participant' | 'speaker' | 'guest' | 'alumni' | 'staff' | 'press';

const roles: Readonly<Record<string, Role>> = {
  participant: 'participant',
  speaker: 'speaker',
  guest: 'guest',
  alumni: 'alumni',
  staff: 'staff',
  press: 'press',
  참가자: 'participant',
  연사: 'speaker',
  내빈: 'guest',
  동문: 'alumni',
  스태프: 'staff',
  취재: 'press',
};

export interface CastRow {
  readonly name: string;
  readonly nameLatin: string;
  readonly reading: string;
  readonly role: Role;
  readonly title: string;
  readonly email: string;
  readonly emailKey: string;
}

export function castRow(cells: Cells): CastRow {
  return {
    name: requireName(cells),
    nameLatin: cells.get('nameLatin'),
    reading: cells.get('reading'),
    role: choice(cells, 'role', roles),
    title: cells.get('title'),
    email: cells.get('email'),
    emailKey: emailKey(cells),
  };
}

export interface EventImportRow {
  readonly code: string;
  readonly kind: EventKind;
  readonly title: string;
  readonly titleEn: string;
  readonly doorsAt: number | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly venue: string;
  readonly capacity: number | null;
  readonly admission: Admission;
  readonly entry: EntryPolicy;
}

const eventKinds: Readonly<Record<string, EventKind>> = {
  'office visit': 'office_visit',
  'tech talk': 'tech_talk',
  'office hour': 'office_hour',
  'midpoint meetup': 'midpoint_meetup',
  graduation: 'graduation',
  other: 'other',
};

const entries: Readonly<Record<string, EntryPolicy>> = {
  once: 'once',
  'once a day': 'once_a_day',
  'leave and return': 'leave_and_return',
  unlimited: 'unlimited',
  'count only': 'count_only',
};

/** A moment with its offset from UTC, such as 2024-10-18T14:00+09:00. */
function moment(cells: Cells, field: string): number {
  const typed = cells.get(field);
  const [, year, month, day] =
    /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)$/.exec(typed) ?? [];
  const at = Date.parse(typed);
  const inMonth =
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (year === undefined || Number.isNaN(at) || !inMonth) throw cells.refuse('import.badTime', typed);
  return at;
}

export function eventRow(cells: Cells): EventImportRow {
  const startsAt = moment(cells, 'startsAt');
  const endsAt = moment(cells, 'endsAt');
  if (endsAt < startsAt) throw cells.refuse('import.badTime', cells.get('endsAt'));
  if (cells.get('code') === '' || cells.get('title') === '') throw cells.refuse('import.emptyName', '');
  return {
    code: cells.get('code'),
    kind: choice(cells, 'kind', eventKinds),
    title: cells.get('title'),
    titleEn: cells.get('titleEn'),
    doorsAt: cells.get('doorsAt') === '' ? null : moment(cells, 'doorsAt'),
    startsAt,
    endsAt,
    venue: cells.get('venue'),
    capacity: cells.get('capacity') === '' ? null : whole(cells, 'capacity'),
    admission: choice(cells, 'admission', {
      everyone: 'everyone',
      invited: 'invited',
      모두: 'everyone',
      초대: 'invited',
    }),
    entry: choice(cells, 'entry', entries),
  };
}

export type InvitationStatus = 'invited' | 'confirmed' | 'declined' | 'waiting';

export function invitationRow(cells: Cells): {
  readonly event: string;
  readonly emailKey: string;
  readonly status: InvitationStatus;
} {
  const status = choice<InvitationStatus>(cells, 'status', {
    invited: 'invited',
    confirmed: 'confirmed',
    declined: 'declined',
    waiting: 'waiting',
    초대: 'invited',
    확정: 'confirmed',
    거절: 'declined',
    대기: 'waiting',
  });
  return { event: cells.get('event'), emailKey: emailKey(cells), status };
}
