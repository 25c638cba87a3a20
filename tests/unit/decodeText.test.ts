import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decodeText } from '../../shared/domain/decodeText';

const utf8 = (text: string) => new TextEncoder().encode(text);

test('UTF-8 is read with a byte order mark and without, and decomposed Hangul is composed', () => {
  expect(decodeText(utf8('이름\n가온'), 'a.csv')).toEqual({ text: '이름\n가온', encoding: 'UTF-8' });
  expect(decodeText(utf8('\ufeff이름\n가온'), 'a.csv').text).toBe('이름\n가온');
  expect(decodeText(utf8('이름\n가온'.normalize('NFD')), 'a.csv').text).toBe('이름\n가온');
});

test('what Korean Excel saves is read as CP949, also a file of few letters', () => {
  const sample = path.resolve(import.meta.dirname, '../../resources/sample/cohort5-signup-form-cp949.csv');
  const { text, encoding } = decodeText(readFileSync(sample), 'a.csv');
  expect(encoding).toBe('CP949');
  expect(text.split('\r\n')[1]).toContain('박훈주');
  expect(decodeText(Uint8Array.from([0xb0, 0xa1, 0x2c, 0xb3, 0xaa]), 'a.csv').text).toBe('가,나');
});

test('a syllable that EUC-KR lacks is read where the runtime can, and never mangled where it can not', () => {
  const read = () => {
    try {
      return decodeText(Uint8Array.from([0x8c, 0x63, 0x2c, 0xb0, 0xa1]), 'a.csv').text;
    } catch (error) {
      return error;
    }
  };
  expect(['똠,가', expect.objectContaining({ reason: 'import.encoding' })]).toContainEqual(read());
});

test.each([
  ['UTF-16, little end first', [0xff, 0xfe, 0x74, 0xc7]],
  ['UTF-16, big end first', [0xfe, 0xff, 0xc7, 0x74]],
  ['neither of the two', [0x61, 0xff, 0x61]],
])('%s is refused', (_what, bytes) => {
  expect(() => decodeText(Uint8Array.from(bytes), 'a.csv')).toThrow(
    expect.objectContaining({ reason: 'import.encoding', params: { file: 'a.csv' } }),
  );
});
