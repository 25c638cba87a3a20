import type { Role } from '../contract/roster';
import { assertNever } from './assertNever';
import { type Cells, choice, decimal, emailKey, requireText, whole, yes } from './importCells';
import { recoverPhone } from './importPhone';
import { type Answer, readAnswer } from './signUpAnswer';
import type { TrackResult } from './tracks';

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

function answerOf(cells: Cells): Answer | null {
  const field = cells.get('answer') === '' ? 'approval' : 'answer';
  const typed = cells.get(field);
  if (typed === '') return null;
  const answer = readAnswer(typed);
  if (!answer) throw cells.refuse('import.unclearAnswer', field);
  return answer;
}

/** First and last name in the order that their script has. */
function joinedName(cells: Cells): string {
  const [first, last] = [cells.get('firstName'), cells.get('lastName')];
  if (first === '' && last === '') return requireText(cells, 'name');
  return /^[\p{Script=Hangul}\p{Script=Han}]+$/u.test(first + last)
    ? last + first
    : `${first} ${last}`.trim();
}

const nameOf = (cells: Cells) => cells.get('name') || joinedName(cells);

const roleOf = (cells: Cells) => (cells.get('role') === '' ? null : choice(cells, 'role', roleWords));

/** Refuses what `rosterRow` refuses, without reading the rest: a file is looked through before any of its people are kept. The name. */
export function checkRosterRow(cells: Cells): string {
  const name = nameOf(cells);
  roleOf(cells);
  answerOf(cells);
  return name;
}

export function rosterRow(cells: Cells): RosterRow {
  const name = nameOf(cells);
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
    role: roleOf(cells),
    answer: answerOf(cells),
  };
}

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

/** The kinds of track that a results file has columns for, each with the columns that speak of it. */
export const resultFields = {
  course: ['courses'],
  competition: ['joined', 'percentile', 'medal'],
  project: ['project', 'award'],
} as const;
export type ResultKind = keyof typeof resultFields;
export const resultKinds = ['course', 'competition', 'project'] as const satisfies readonly ResultKind[];

/**
 * What a row says of one kind of track: a result, or null where it says that there is none, as without a project's title.
 * `before`: the result that is there; of what the file has no column for it stays. `parts`: how many a course has.
 */
export function resultOf(
  cells: Cells,
  kind: ResultKind,
  before: TrackResult | undefined,
  parts: number,
): TrackResult | null {
  switch (kind) {
    case 'course':
      return {
        track: 'course',
        done: cells.get('courses') === '' ? 0 : whole(cells, 'courses', parts),
        of: parts,
      };
    case 'competition': {
      const known = before?.track === 'competition' ? before : undefined;
      const typed = cells.get('percentile') === '' ? null : decimal(cells, 'percentile', 100);
      const percentile = cells.has('percentile') ? typed : (known?.percentile ?? null);
      const medal = cells.has('medal') ? choice(cells, 'medal', medalWords) : (known?.medal ?? null);
      const placed = known?.joined === true || percentile !== null || medal !== null;
      const joined = cells.has('joined') ? yes(cells, 'joined') : placed;
      return { track: 'competition', joined, percentile, medal };
    }
    case 'project': {
      const [team, title, award] = [cells.get('team'), cells.get('project'), cells.get('award')];
      return title === '' ? null : { track: 'project', team, title, award };
    }
    default:
      return assertNever(kind);
  }
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
