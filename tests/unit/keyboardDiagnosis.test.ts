import { expect, test } from 'vitest';
import { diagnose, type HeardKey } from '../../renderer/checkin/keyboardDiagnosis';
import { scannerTestCode } from '../../shared/domain/scannerSheet';

const codeOf = (char: string) => (char === '-' ? 'Minus' : /\d/.test(char) ? `Digit${char}` : `Key${char}`);

/** The sheet scanned, `every` ms a key, ended by `end`; `keyOf` says what the system makes of each letter. */
function scan(every = 5, end: string | null = 'Enter', keyOf = (char: string) => char): HeardKey[] {
  const keys = [...scannerTestCode].map((char, i) => ({
    code: codeOf(char),
    key: keyOf(char),
    at: 1000 + i * every,
    capsLock: false,
  }));
  const last = keys.at(-1)?.at ?? 0;
  return end === null ? keys : [...keys, { code: end, key: end, at: last + every, capsLock: false }];
}

test('a scanner that types the sheet as it is: nothing to mend', () => {
  expect(diagnose(scan())).toEqual({ text: scannerTestCode, pace: 5, findings: ['good'] });
});

test.each([
  ['slow', scan(80)],
  ['noEnd', scan(5, null)],
  ['capsLock', scan().map((key) => ({ ...key, capsLock: true }))],
] as const)('%s is found and said', (finding, keys) => {
  expect(diagnose(keys)?.findings).toEqual([finding]);
});

test('another layout and an input method are named, and read all the same', () => {
  const german = scan(5, 'Enter', (char) => (char === '-' ? 'ß' : char));
  expect(diagnose(german)).toMatchObject({ text: scannerTestCode, findings: ['good', 'layout'] });
  const korean = scan(5, 'Enter', (char) => (/[A-Z]/.test(char) ? 'ㅁ' : char));
  expect(diagnose(korean)).toMatchObject({ text: scannerTestCode, findings: ['good', 'inputMethod'] });
});

test('keys that are not the sheet are told from it; a few keys say nothing', () => {
  const mixed = scan().map((key) => (key.code === 'KeyT' ? { ...key, code: 'KeyY', key: 'Y' } : key));
  expect(diagnose(mixed)?.findings).toContain('misread');
  const ean = [...'4006381333931'].map((char, i) => ({
    code: `Digit${char}`,
    key: char,
    at: i * 5,
    capsLock: false,
  }));
  expect(diagnose(ean)?.findings).toContain('otherCode');
  expect(diagnose(ean.slice(0, 3))).toBeUndefined();
});
