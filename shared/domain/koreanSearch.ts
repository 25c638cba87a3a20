// The app's one search for people. `searchText` (searchText.ts) is stored with each person; `searchQuery` reads what was typed;
// `matchRank` says how well they fit. A Korean name is found by its letters (김민), its initial consonants (ㄱㅁㅅ), a syllable
// still being typed (김미), its Latin spelling (minsu), and a person also by the last four digits of the phone, e-mail, team and
// affiliation. Composed and decomposed Hangul (NFC, NFD) are alike.
import { convertQwertyToAlphabet, convertQwertyToHangul, disassemble } from 'es-hangul';
import { canonical, canonicalForms } from './romanised';
import { foldedWords } from './searchText';
import { initialOf, isSyllable, openOf } from './syllables';

/** What was typed, read once for many people. `otherwise`: what it is if it was typed with the keyboard set to English. */
export interface SearchQuery {
  readonly whole: string;
  readonly words: readonly string[];
  readonly otherwise: SearchQuery | undefined;
}

/** Reads what was typed; undefined where there is no letter or digit in it. */
export function searchQuery(text: string): SearchQuery | undefined {
  const query = plainQuery(text);
  if (!query || !/^[A-Za-z\s]+$/.test(text) || query.whole.length < 2) return query;
  const jamo = convertQwertyToAlphabet(text);
  return {
    ...query,
    otherwise: typedHangul.test(jamo) ? plainQuery(convertQwertyToHangul(text)) : undefined,
  };
}

/** Letters of the Korean keyboard that make whole syllables, with at most one more consonant begun. */
const typedHangul = /^([ㄱ-ㅎ](ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[ㅏ-ㅣ])[ㄱ-ㅎ]{0,2})+$/;

function plainQuery(text: string): SearchQuery | undefined {
  const words = foldedWords(text).map(splitClusters);
  return words.length === 0 ? undefined : { whole: words.join(''), words, otherwise: undefined };
}

/** A keyboard makes ㄳ of ㄱ and ㅅ; nobody means one. */
function splitClusters(text: string): string {
  return text.replace(/[ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ]/g, (cluster) => disassemble(cluster));
}

/** A person's search text, taken apart. */
export interface SearchLines {
  readonly name: string;
  readonly initials: string;
  readonly latin: string;
  /** Every usual spelling of a Hangul name, in one form each (shared/domain/romanised.ts). */
  readonly spellings: string;
  readonly phone: string;
  readonly rest: string;
}

/** Takes apart what `searchText` made. */
export function searchLines(text: string): SearchLines {
  const [name = '', initials = '', latin = '', phone = '', rest = ''] = text.split('\n');
  return {
    name,
    initials,
    latin,
    // Made when it is looked at: most people fit by something else, or not at all.
    get spellings() {
      return canonicalForms(name);
    },
    phone,
    rest,
  };
}

/** How well a stored text fits: 0 is the whole name, larger is further off, undefined is not at all. */
export function matchRank(text: string, query: SearchQuery): number | undefined {
  return rankLines(searchLines(text), query);
}

/** The same for a text that was taken apart before. */
export function rankLines(person: SearchLines, query: SearchQuery): number | undefined {
  const own = queryRank(person, query);
  if (own !== undefined || !query.otherwise) return own;
  return queryRank(person, query.otherwise);
}

function queryRank(person: SearchLines, query: SearchQuery): number | undefined {
  const whole = wordRank(person, query.whole);
  if (whole !== undefined || query.words.length === 1) return whole;
  let worst = 0;
  for (const word of query.words) {
    const rank = wordRank(person, word);
    if (rank === undefined) return undefined;
    worst = Math.max(worst, rank);
  }
  return worst;
}

const spelt = new Map<string, string>();

/** `canonical`, remembered: the few words of a query are held against many people in turn. */
function spellingOf(word: string): string {
  const known = spelt.get(word);
  if (known !== undefined) return known;
  if (spelt.size > 100) spelt.clear();
  const made = canonical(word);
  spelt.set(word, made);
  return made;
}

const onlyDigits = /^\d+$/;
const onlyLatin = /^[a-z]{2,}$/;
const onlyInitials = /^[ㄱ-ㅎ]+$/;

function wordRank(person: SearchLines, word: string): number | undefined {
  if (word === person.name) return 0;
  if (onlyDigits.test(word)) return digitsRank(person, word);
  const at = nameIndex(person, word);
  if (at >= 0) return at === 0 ? 1 : 2;
  if (person.latin.includes(word)) return 3;
  if (person.rest.includes(word)) return 4;
  if (!onlyLatin.test(word)) return undefined;
  const spelt = spellingOf(word);
  return spelt.length > 1 && person.spellings.includes(spelt) ? 3 : undefined;
}

/** Up to four digits are the end of a phone number or of a team's; more are any part of a phone number. */
function digitsRank({ phone, rest }: SearchLines, digits: string): number | undefined {
  if (digits.length === 4 && phone.endsWith(digits)) return 1;
  if (digits.length < 4 ? phone.slice(-4).includes(digits) : digits.length > 4 && phone.includes(digits))
    return 2;
  return rest.split(' ')[1]?.includes(digits) ? 4 : undefined;
}

function nameIndex({ name, initials }: SearchLines, word: string): number {
  if (onlyInitials.test(word)) return initials.indexOf(word);
  const last = word.length - 1;
  for (let at = 0; at + last < name.length; at++) {
    let fits = true;
    for (let i = 0; fits && i <= last; i++)
      fits = letterFits(name.charAt(at + i), word.charAt(i), i === last);
    if (fits) return at;
  }
  return -1;
}

/** A typed letter fits itself; a consonant fits its syllables; the last syllable, still open, fits those it may become. */
function letterFits(letter: string, typed: string, last: boolean): boolean {
  if (letter === typed) return true;
  if (!isSyllable(letter.charCodeAt(0))) return false;
  if (typed >= 'ㄱ' && typed <= 'ㅎ') return initialOf(letter) === typed;
  return last && isSyllable(typed.charCodeAt(0)) && openOf(letter) === typed;
}
