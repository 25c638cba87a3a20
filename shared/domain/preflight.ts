import type { CertificateProblem, Judgement } from './certificateDrawing';
import { type CertificateFields, emptyFields, type FieldName } from './certificateFields';
import { type CertificateTemplate, sidesOf } from './certificateTemplate';
import { clusters, drawnText } from './textLayout';

/** What is said of a person before a batch. A CertificateProblem stops their certificate; the others want a look or are to be known. */
export type PreflightFinding =
  | CertificateProblem
  | { readonly kind: 'shrunk'; readonly element: string; readonly size: number; readonly wanted: number }
  | { readonly kind: 'wordBroken'; readonly element: string }
  | { readonly kind: 'nameBroken' }
  | { readonly kind: 'mixedFonts' }
  | { readonly kind: 'oddCharacters'; readonly characters: readonly string[] }
  | { readonly kind: 'sameName'; readonly others: number }
  | { readonly kind: 'leftOut'; readonly fields: readonly FieldName[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'issued'; readonly serial: string };

export interface PreflightSubject {
  readonly fields: CertificateFields;
  readonly judgement: Judgement;
  readonly present: boolean;
  /** The serial of the one in force. */
  readonly issued: string | undefined;
  /** How many others due have the same name. */
  readonly others: number;
}

/** A text is listed from here on: it came out less than this of the size wanted. */
const muchSmaller = 0.75;

const odd = /[\p{N}?!@#$%^&*_+=<>/\\|~`"()[\]{}:;]/u;

/** Characters of a name that are no letters of names; they mostly come from a form, or stand where one was lost. */
export function oddCharacters(name: string): readonly string[] {
  return [...new Set([...drawnText(name)].filter((char) => odd.test(char)))];
}

/** The elements in which a template has the name, so that more is said of them than of others. */
function nameElements(template: CertificateTemplate): ReadonlySet<string> {
  const found = sidesOf(template)
    .flatMap(({ elements }) => elements)
    .filter((element) => element.kind === 'text' && element.text.includes('{name}'));
  return new Set(found.map(({ id }) => id));
}

function leftOut(template: CertificateTemplate, fields: CertificateFields): readonly FieldName[] {
  const found = new Set<FieldName>();
  for (const element of sidesOf(template).flatMap(({ elements }) => elements)) {
    if (element.kind === 'text' && !element.needed) {
      for (const name of emptyFields(element.text, fields)) found.add(name);
    }
  }
  // One whose name is in Latin letters has no second one.
  if (!/\p{Script=Hangul}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(fields.name)) {
    found.delete('nameLatin');
  }
  return [...found];
}

/** Everything that there is to say of a person, the gravest first. Of one who has the certificate, only that. */
export function findingsOf(
  template: CertificateTemplate,
  subject: PreflightSubject,
): readonly PreflightFinding[] {
  const { fields, judgement, present, issued, others } = subject;
  const same: readonly PreflightFinding[] = others > 0 ? [{ kind: 'sameName', others }] : [];
  if (issued !== undefined) return [...same, { kind: 'issued', serial: issued }];
  const findings: PreflightFinding[] = [...judgement.problems];
  const names = nameElements(template);
  const bad = new Set(judgement.problems.map(({ element }) => element));
  for (const outcome of judgement.outcomes) {
    const { element, size, wanted, wordBroken, broken, mixed } = outcome;
    if (bad.has(element)) continue;
    if (wordBroken) findings.push({ kind: 'wordBroken', element });
    if (size < wanted * muchSmaller) findings.push({ kind: 'shrunk', element, size, wanted });
    if (!names.has(element)) continue;
    if (broken && !wordBroken) findings.push({ kind: 'nameBroken' });
    if (mixed) findings.push({ kind: 'mixedFonts' });
  }
  const characters = oddCharacters(fields.name);
  if (characters.length > 0) findings.push({ kind: 'oddCharacters', characters });
  findings.push(...same);
  const without = leftOut(template, fields);
  if (without.length > 0) findings.push({ kind: 'leftOut', fields: without });
  if (!present) findings.push({ kind: 'absent' });
  return findings;
}

/** True where the certificate must not be issued as it is. */
export function blocks(finding: PreflightFinding): finding is CertificateProblem {
  return ['glyphs', 'tooLong', 'empty', 'unknownField'].includes(finding.kind);
}

const weights: Readonly<Record<Exclude<PreflightFinding['kind'], 'shrunk'>, number>> = {
  glyphs: 1000,
  tooLong: 1000,
  empty: 1000,
  unknownField: 1000,
  oddCharacters: 300,
  wordBroken: 200,
  mixedFonts: 120,
  sameName: 80,
  nameBroken: 60,
  leftOut: 10,
  absent: 0,
  issued: 0,
};

/** How much a person wants a look; what is not told by a finding, a long or foreign name, breaks ties under 10. */
export function riskOf(findings: readonly PreflightFinding[], name: string): number {
  const told = findings.reduce(
    (sum, finding) =>
      sum + (finding.kind === 'shrunk' ? 200 * (1 - finding.size / finding.wanted) : weights[finding.kind]),
    0,
  );
  if (findings.some(({ kind }) => kind === 'issued')) return told;
  return Math.round((told + strangeness(name)) * 100) / 100;
}

/** Syllables that hardly any name has: closed by a double consonant or opened by one. */
function isRare(char: string): boolean {
  const index = (char.codePointAt(0) ?? 0) - 0xac00;
  if (index < 0 || index > 11171) return false;
  const [first, last] = [Math.floor(index / 588), index % 28];
  return [1, 4, 8, 10, 13].includes(first) || [2, 3, 5, 6, 9, 10, 11, 12, 13, 14, 15, 18, 20].includes(last);
}

/** How unlike a Korean name of three common syllables a name is: 0 to 10. */
export function strangeness(name: string): number {
  const drawn = drawnText(name);
  const letters = clusters(drawn);
  const scripts = [
    /\p{Script=Hangul}/u,
    /\p{Script=Latin}/u,
    /\p{Script=Han}/u,
    /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ];
  const used = scripts.filter((script) => script.test(drawn)).length;
  const foreign = /^[\p{Script=Hangul} ]*$/u.test(drawn) ? 0 : 2;
  const marks = /[^\p{ASCII}\p{Script=Hangul}]/u.test(drawn) ? 1 : 0;
  const rare = [...drawn].some(isRare) ? 1 : 0;
  return Math.min(
    10,
    foreign + marks + rare + Math.max(0, used - 1) * 2 + Math.min(3, Math.abs(letters.length - 3) / 6),
  );
}
