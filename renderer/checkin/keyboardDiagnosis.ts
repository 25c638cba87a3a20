import { scannerTestCode } from '../../shared/domain/scannerSheet';
import { finish, idle, press } from './keyboardScanner';

/** One key as it came, for the page that tries a scanner out. */
export interface HeardKey {
  /** KeyboardEvent.code: the physical key. */
  readonly code: string;
  /** KeyboardEvent.key: what the system made of it. */
  readonly key: string;
  /** Milliseconds, of any clock that never goes back. */
  readonly at: number;
  readonly capsLock: boolean;
}

export type Finding =
  /** Read whole, as it is on the sheet: nothing to mend. */
  | 'good'
  /** A hand, or a scanner that is set to type slowly. */
  | 'slow'
  /** No Enter or Tab after the code. It works, a fifth of a second later. */
  | 'noEnd'
  /** The system's keyboard layout or the scanner's is another than the US one. The door reads physical keys all the same. */
  | 'layout'
  /** A Korean input method was on. The door reads physical keys all the same. */
  | 'inputMethod'
  | 'capsLock'
  /** The physical keys were not those of the test sheet's code. */
  | 'misread'
  /** It was another code than the sheet's. */
  | 'otherCode';

export interface Diagnosis {
  readonly text: string;
  /** Mean time from key to key (ms). */
  readonly pace: number;
  readonly findings: readonly Finding[];
}

const ends = new Set(['Enter', 'NumpadEnter', 'Tab']);
const slowest = 35;

/** What a US keyboard would make of a physical key with capitals, as far as a badge code needs it. */
function expectedKey(code: string): string | undefined {
  if (code === 'Minus') return '-';
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
}

/** Says of the keys of one scan what is right and what is to be mended. Undefined where there are too few to say anything. */
export function diagnose(keys: readonly HeardKey[]): Diagnosis | undefined {
  const typed = keys.filter(({ code }) => expectedKey(code) !== undefined || code === '');
  if (typed.length < 4) return undefined;
  const first = typed[0];
  const last = typed.at(-1);
  if (!first || !last) return undefined;
  const pace = (last.at - first.at) / (typed.length - 1);
  let state = idle<undefined>();
  let scanned: string | undefined;
  for (const { code, at } of keys) {
    const next = press(state, { code, at, repeat: false, chord: false, mark: undefined });
    state = next.state;
    if (next.reaction.kind === 'scan') scanned = next.reaction.text;
  }
  const text = scanned ?? finish(state)?.text ?? typed.map(({ code }) => expectedKey(code) ?? '?').join('');
  const findings: Finding[] = [];
  if (pace > slowest) findings.push('slow');
  if (!keys.some(({ code }) => ends.has(code))) findings.push('noEnd');
  if (keys.some(({ key }) => key === 'Process' || /[ㄱ-ㅎㅏ-ㅣ가-힣]/.test(key)))
    findings.push('inputMethod');
  else if (typed.some(({ code, key }) => key.length === 1 && key.toUpperCase() !== expectedKey(code)))
    findings.push('layout');
  if (keys.some(({ capsLock }) => capsLock)) findings.push('capsLock');
  if (text !== scannerTestCode)
    findings.push(/^TEST/.test(text) || text.length === scannerTestCode.length ? 'misread' : 'otherCode');
  const worksAnyway = findings.every((finding) => finding === 'layout' || finding === 'inputMethod');
  return { text, pace, findings: worksAnyway ? ['good', ...findings] : findings };
}
