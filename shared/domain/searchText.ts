import { getChoseong, romanize } from 'es-hangul';
import { hangulConsonants, initialOf, isSyllable } from './syllables';

/** What of a person is searched. */
export interface Searchable {
  readonly name: string;
  readonly nameLatin: string;
  readonly email: string;
  readonly phoneDigits: string;
  readonly affiliation: string;
  readonly team: string;
}

/** Family names whose usual Latin spelling is not the one of the Revised Romanization. */
const familyNames: Readonly<Record<string, string>> = {
  김: 'kim',
  이: 'lee',
  박: 'park',
  최: 'choi',
  정: 'jung',
  강: 'kang',
  조: 'cho',
  윤: 'yoon',
  임: 'lim',
  오: 'oh',
  신: 'shin',
  권: 'kwon',
  안: 'ahn',
  유: 'yoo',
  고: 'ko',
  문: 'moon',
  손: 'son',
  배: 'bae',
  백: 'baek',
  우: 'woo',
  구: 'koo',
  노: 'noh',
  주: 'joo',
};

/** Latin letters that have no decomposition into a base letter and a mark. */
const latinLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Small letters without marks, punctuation or spaces; Hangul composed; lone initial consonants as a keyboard types them. Of ASCII and
 * Hangul syllables, which are most texts of a roster, in one pass.
 */
function fold(text: string): string {
  let done = '';
  let from = 0;
  let capitals = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) {
      if (!isSyllable(code)) return foldAny(text);
    } else if (isPunctuation(code)) {
      done += text.slice(from, i);
      from = i + 1;
    } else if (code >= 0x41 && code <= 0x5a) {
      capitals = true;
    }
  }
  const kept = from === 0 ? text : done + text.slice(from);
  return capitals ? kept.toLowerCase() : kept;
}

/** Of ASCII: spaces and line ends too. */
function isPunctuation(code: number): boolean {
  if (code < 0x30) return code >= 0x20 || (code >= 0x09 && code <= 0x0d);
  return (code > 0x39 && code < 0x41) || (code > 0x5a && code < 0x61) || (code > 0x7a && code < 0x7f);
}

function foldAny(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[øæœßłđðþı]/g, (letter) => latinLetters[letter] ?? letter)
    .replace(/[\u1100-\u1112]/g, (letter) => hangulConsonants.charAt(letter.charCodeAt(0) - 0x1100))
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

const foldedBefore = new Map<string, string>();

/** `fold` for what many people of a roster have alike: the same few hundred texts again and again. */
function foldShared(text: string): string {
  const known = foldedBefore.get(text);
  if (known !== undefined) return known;
  if (foldedBefore.size > 2000) foldedBefore.clear();
  const made = fold(text);
  foldedBefore.set(text, made);
  return made;
}

const romanisedSyllables = new Map<string, string>();

/** Remembered: there are eleven thousand syllables at most, and a roster has the same ones again and again. */
function romanisedSyllable(syllable: string): string {
  const known = romanisedSyllables.get(syllable);
  if (known !== undefined) return known;
  const made = fold(romanize(syllable));
  romanisedSyllables.set(syllable, made);
  return made;
}

/** The initial consonants of a folded name. */
function initialsOf(name: string): string {
  if (!/^[가-힣]*$/.test(name)) return getChoseong(name);
  let initials = '';
  for (let i = 0; i < name.length; i++) initials += initialOf(name.charAt(i));
  return initials;
}

/** The Latin spellings of a Korean name, syllable by syllable (names do not assimilate as running text does). */
function romanised(name: string): string {
  let first = '';
  let firstSound = '';
  let given = '';
  for (let i = 0; i < name.length; i++) {
    if (!isSyllable(name.charCodeAt(i))) continue;
    const syllable = name.charAt(i);
    const sound = romanisedSyllable(syllable);
    if (first !== '') {
      given += sound;
      continue;
    }
    first = syllable;
    firstSound = sound;
  }
  if (first === '') return '';
  const family = familyNames[first] ?? '';
  const usual = family === '' ? '' : ` ${family}${given}`;
  return `${firstSound}${given}${usual} ${given}${family || firstSound}`;
}

/** The digits of a phone number as it is dialled at home: +82 10 … is 010 …. */
export function phoneDigits(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return phone.trim().startsWith('+82') ? `0${digits.slice(2).replace(/^0+/, '')}` : digits;
}

/** The words of a text, folded as those that are stored. */
export const foldedWords = (text: string): readonly string[] => text.split(/\s+/).map(fold).filter(Boolean);

function joined(words: readonly string[]): string {
  let text = '';
  for (const word of words) text += word;
  return text;
}

function joinedBackwards(words: readonly string[]): string {
  let text = '';
  for (const word of words) text = word + text;
  return text;
}

/** What is stored of a person to be searched: one line each for name, initials, Latin spellings, phone, and the rest. */
export function searchText(person: Searchable): string {
  const name = fold(person.name);
  const words = foldedWords(person.nameLatin);
  const ownWords = /\s/.test(person.name) ? foldedWords(person.name) : [name];
  const latin = `${joined(words)} ${joinedBackwards(words)} ${joinedBackwards(ownWords)} ${romanised(name)}`;
  const rest = `${fold(person.email)} ${foldShared(person.team)} ${foldShared(person.affiliation)}`;
  return `${name}\n${initialsOf(name)}\n${latin}\n${person.phoneDigits}\n${rest}`;
}
