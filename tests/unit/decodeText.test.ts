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
  ['UTF-16LE', 'utf16le', true],
  ['UTF-16BE', 'utf16be', true],
  ['UTF-16LE', 'utf16le', false],
  ['UTF-16BE', 'utf16be', false],
] as const)('%s is read as %s, with a mark: %s', (encoding, bytes, mark) => {
  const text = '이름,이메일\n가온,gaon@example.com\n';
  const little = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  expect(decodeText(bytes === 'utf16be' ? little.swap16() : little, 'a.csv')).toEqual({ text, encoding });
});

test('the encoding that was asked for is taken where it can be, and refused where it can not', () => {
  const korean = Uint8Array.from([0xb0, 0xa1, 0x2c, 0xb3, 0xaa]);
  expect(decodeText(korean, 'a.csv', 'CP949').text).toBe('가,나');
  expect(() => decodeText(korean, 'a.csv', 'UTF-8')).toThrow(
    expect.objectContaining({ reason: 'import.encoding', params: { file: 'a.csv' } }),
  );
});

test.each([
  ['neither of the two', [0x61, 0xff, 0x61]],
  ['zero bytes on both sides', [0x61, 0, 0, 0x61, 0, 0]],
])('%s is refused', (_what, bytes) => {
  expect(() => decodeText(Uint8Array.from(bytes), 'a.csv')).toThrow(
    expect.objectContaining({ reason: 'import.encoding', params: { file: 'a.csv' } }),
  );
});
