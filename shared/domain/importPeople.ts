import type { Role } from '../contract/roster';
import { type Cells, choice, decimal, emailKey, requireText, whole, yes } from './importCells';
import { recoverPhone } from './importPhone';
import type { TrackResult } from './tracks';

export type Answer = 'yes' | 'no' | 'undecided';

/** A person of the sign-up, or of a guest list. */
export interface RosterRow {
  readonly name: string;
  readonly nameLatin: string;
  readonly email: string;
  readonly phone: string;
  readonly affiliation: string;
  readonly reading: string;
  readonly title: string;
  readonly team: string;
  /** Null where the file does not say. */
  readonly role: Role | null;
  /** What the file says of their coming to the event that it asks about; null where it does not. */
  readonly answer: Answer | null;
}

/** What people write, in the order in which it is looked for: 참석하지 못합니다 is a no. */
const answers: readonly (readonly [RegExp, Answer])[] = [
  [/미정|모르|고민|maybe|not sure|undecided|pending|wait|^invited/i, 'undecided'],
  [/불참|못|않|안 ?[합함]|어렵|^no\b|\bnot\b|declined|rejected|cancel|deleted|refunded/i, 'no'],
  [/참석|참가|^yes|^y$|approved|attend|going|checked[ _-]?in/i, 'yes'],
];

function answerOf(cells: Cells): Answer | null {
  const field = cells.get('answer') === '' ? 'approval' : 'answer';
  const typed = cells.get(field);
  if (typed === '') return null;
  const found = answers.find(([pattern]) => pattern.test(typed));
  if (!found) throw cells.refuse('import.badChoice', field);
  return found[1];
}

/** First and last name in the order that their script has. */
function joinedName(cells: Cells): string {
  const [first, last] = [cells.get('firstName'), cells.get('lastName')];
  if (first === '' && last === '') return requireText(cells, 'name');
  return /^[\p{Script=Hangul}\p{Script=Han}]+$/u.test(first + last)
    ? last + first
    : `${first} ${last}`.trim();
}

export function rosterRow(cells: Cells): RosterRow {
  const name = cells.get('name') || joinedName(cells);
  const latin = cells.get('nameLatin');
  return {
    name,
    // A name that has no other script is its own form in Latin letters.
    nameLatin: latin === '' && /^[\p{Script=Latin}\p{M}\s'’.-]+$/u.test(name) ? name : latin,
    email: cells.get('email'),
    phone: recoverPhone(cells.get('phone')),
    affiliation: cells.get('affiliation'),
    reading: cells.get('reading'),
    title: cells.get('title'),
    team: cells.get('team'),
    role: cells.get('role') === '' ? null : choice(cells, 'role', roleWords),
    answer: answerOf(cells),
  };
}

const coursesInProgram = 5;

/** What a medal is called in a file. */
export const medalWords: Readonly<Record<string, 'gold' | 'silver' | 'bronze' | null>> = {
  '': null,
  gold: 'gold',
  silver: 'silver',
  bronze: 'bronze',
  금: 'gold',
  은: 'silver',
  동: 'bronze',
};

/** A person's results; without a project's title there is none. */
export function resultsRow(cells: Cells): {
  readonly emailKey: string;
  readonly results: readonly TrackResult[];
} {
  const orNone = (field: string, most: number) =>
    cells.get(field) === '' ? null : decimal(cells, field, most);
  const results: TrackResult[] = [
    {
      track: 'course',
      done: cells.get('courses') === '' ? 0 : whole(cells, 'courses', coursesInProgram),
      of: coursesInProgram,
    },
    {
      track: 'competition',
      joined: yes(cells, 'joined'),
      percentile: orNone('percentile', 100),
      medal: choice(cells, 'medal', medalWords),
    },
  ];
  const [team, title, award] = [cells.get('team'), cells.get('project'), cells.get('award')];
  if (title !== '') results.push({ track: 'project', team, title, award });
  return { emailKey: emailKey(cells), results };
}

/** What a role is called in a file. */
export const roleWords: Readonly<Record<string, Role>> = {
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
    name: requireText(cells, 'name'),
    nameLatin: cells.get('nameLatin'),
    reading: cells.get('reading'),
    role: choice(cells, 'role', roleWords),
    title: cells.get('title'),
    email: cells.get('email'),
    emailKey: emailKey(cells),
  };
}
