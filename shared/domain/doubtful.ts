import { phoneDigits } from './searchText';

/** Somebody of a file or of the program, as two of them are compared. `key` is what files are joined by. */
export interface Known {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly affiliation: string;
}

/** Why two may be one: the same e-mail but for the form of its letters, the same phone, or the same name. */
export type DoubtReason = 'email' | 'phone' | 'name';

export interface Doubt {
  readonly reason: DoubtReason;
  readonly incoming: Known;
  readonly known: Known;
}

/** Letters and digits of full width, decomposed Hangul, spaces and case make no difference. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

const reasons: readonly (readonly [DoubtReason, (person: Known) => string])[] = [
  ['email', (person) => plain(person.email)],
  ['phone', (person) => phoneDigits(person.phone.normalize('NFKC'))],
  ['name', (person) => plain(person.name)],
];

/**
 * Who of `incoming` may be somebody of `known`, or of those before them in the file, under another e-mail: each at most once, for
 * the strongest reason.
 */
export function findDoubts(incoming: readonly Known[], known: readonly Known[]): readonly Doubt[] {
  const by = reasons.map(([reason, of]) => ({ reason, of, first: new Map<string, Known>() }));
  const learn = (person: Known) => {
    for (const { of, first } of by) {
      const value = of(person);
      if (value !== '' && !first.has(value)) first.set(value, person);
    }
  };
  for (const person of known) learn(person);
  return incoming.flatMap((person) => {
    for (const { reason, of, first } of by) {
      const other = first.get(of(person));
      if (other && other.key !== person.key) return { reason, incoming: person, known: other };
    }
    learn(person);
    return [];
  });
}
