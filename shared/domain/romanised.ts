import { romanize } from 'es-hangul';

/**
 * Korean names in Latin letters are spelt in many ways (정: Jung, Jeong, Chung; 이: Lee, Yi, Rhee). `canonical` maps the
 * spellings of one syllable to one form, so that they find each other; it is made for looking up, not for reading.
 */
const steps: readonly (readonly [RegExp, string])[] = [
  [/sh/g, 's'],
  [/ch/g, 'j'],
  [/rh/g, 'r'],
  [/weo/g, 'wo'],
  [/eui/g, 'ui'],
  [/yeo|you|yoo/g, 'yu'],
  [/eo|eu|ou|oo/g, 'u'],
  [/wu/g, 'u'],
  [/ui|ee/g, 'i'],
  [/ae|ai/g, 'e'],
  [/oi/g, 'oe'],
  [/ah(?![aeiouy])/g, 'a'],
  [/oh(?![aeiouy])/g, 'o'],
  [/uh(?![aeiouy])/g, 'u'],
  [/[kcq]/g, 'g'],
  [/t/g, 'd'],
  [/[pfv]/g, 'b'],
  [/r/g, 'l'],
  [/z/g, 'j'],
  [/(.)\1/g, '$1'],
];

/** The one form of a Latin spelling; small letters a–z in, the same out. */
export function canonical(latin: string): string {
  return steps.reduce((text, [pattern, to]) => text.replace(pattern, to), latin);
}

/** Spellings of family names that lead to another form than their Revised Romanization does. */
const families: Readonly<Record<string, readonly string[]>> = {
  이: ['i', 'lee', 'yi'],
  박: ['bak', 'park'],
  최: ['choe', 'choy'],
  유: ['yu', 'ryu'],
  류: ['ryu', 'yu'],
  임: ['im', 'lim', 'yim'],
  림: ['lim', 'im'],
  노: ['no', 'roh'],
  나: ['na', 'ra'],
  허: ['heo', 'hur'],
  백: ['baek', 'back'],
  양: ['yang', 'ryang'],
  여: ['yeo', 'ryeo'],
  육: ['yuk', 'yook'],
};

const syllables = new Map<string, string>();

function romanisedSyllable(syllable: string): string {
  const known = syllables.get(syllable);
  if (known !== undefined) return known;
  const made = romanize(syllable).replace(/[^a-z]/g, '');
  syllables.set(syllable, made);
  return made;
}

const formsOf = new Map<string, string>();

/** Every canonical form of a Hangul name, family name first and last; '' for a name that has no Hangul. Kept: names come again and again. */
export function canonicalForms(name: string): string {
  const known = formsOf.get(name);
  if (known !== undefined) return known;
  const made = makeForms(name);
  if (formsOf.size >= 20_000) formsOf.clear();
  formsOf.set(name, made);
  return made;
}

function makeForms(name: string): string {
  const own = [...name].filter((char) => char >= '가' && char <= '힣');
  const [family] = own;
  if (family === undefined) return '';
  const given = own.slice(1).map(romanisedSyllable).join('');
  const spellings = families[family] ?? [romanisedSyllable(family)];
  return [...new Set(spellings.flatMap((one) => [canonical(one + given), canonical(given + one)]))].join(' ');
}
