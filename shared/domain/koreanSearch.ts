import { getChoseong, romanize } from 'es-hangul';

/** What a person is found by. `phoneDigits` are digits alone. */
export interface Searchable {
  readonly name: string;
  readonly nameLatin: string;
  readonly email: string;
  readonly phoneDigits: string;
  readonly affiliation: string;
  readonly team: string;
}

/** Letters and digits as they are compared: composed, small, without accents on Latin letters and without spaces. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}+/giu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/gu, '');
}

/**
 * The text in which a person is looked up, one form a line: name, its initial consonants (초성), name in Latin letters (as
 * given, family name first and last, or by the Revised Romanisation where none was given), e-mail, phone, affiliation, team.
 */
export function searchText(person: Searchable): string {
  const name = person.name.normalize('NFC');
  const words = person.nameLatin.trim().split(/\s+/u);
  const latin =
    person.nameLatin.trim() === '' ? [romanize(name)] : [words.join(''), [...words].reverse().join('')];
  const forms = [
    name,
    getChoseong(name),
    ...latin,
    person.email,
    person.phoneDigits,
    person.affiliation,
    person.team,
  ];
  return [...new Set(forms.map(fold).filter((form) => form !== ''))].join('\n');
}

const jamo = /[ㄱ-ㅎ]/u;
const syllable = /[가-힣]/u;

/** What was typed, ready to be looked for. */
export interface SearchQuery {
  /** Must be part of a line of the search text. */
  readonly needle: string;
  /** True where it mixes whole syllables and initial consonants (김ㅁ): the name itself decides, by `matchesMixed`. */
  readonly mixed: boolean;
  readonly typed: string;
}

/** Reads what was typed; undefined while there is nothing to look for. Phone numbers may be typed with hyphens. */
export function searchQuery(text: string): SearchQuery | undefined {
  const folded = fold(text);
  const typed = /^[\d-]+$/.test(folded) ? folded.replaceAll('-', '') : folded;
  if (typed === '') return undefined;
  const mixed = jamo.test(typed) && syllable.test(typed);
  return { needle: mixed ? fold(getChoseong(typed)) : typed, mixed, typed };
}

/** True where the typed letters stand in the name in a row, an initial consonant standing for any syllable it begins. */
export function matchesMixed(name: string, typed: string): boolean {
  const letters = [...fold(name)];
  const wanted = [...typed];
  return letters.some((_, from) =>
    wanted.every((want, i) => {
      const letter = letters[from + i];
      return letter !== undefined && (letter === want || (jamo.test(want) && getChoseong(letter) === want));
    }),
  );
}
