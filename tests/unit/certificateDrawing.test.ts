import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { FontFiles } from '../../electron/store/fontFiles';
import {
  certificateHeight,
  certificateProblem,
  certificateWidth,
  drawCertificate,
} from '../../shared/domain/certificateDrawing';
import { type CertificateFields, completionTemplate } from '../../shared/domain/certificateTemplate';
import { qrSymbol } from '../../shared/domain/qr';
import { testFonts } from '../fonts';
import { drawnLines } from './drawnSvg';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

const fields: CertificateFields = {
  name: '김민수',
  nameLatin: 'Minsu Kim',
  program: '머신러닝 부트캠프 5기',
  programEn: 'Machine learning bootcamp, cohort 5',
  issuer: '머신러닝 부트캠프 5기 운영위원회',
  issuerEn: 'Machine learning bootcamp, cohort 5 Organizing Committee',
  serial: 'C5-0001',
  date: '2024-10-18',
};
const qr = qrSymbol('A'.repeat(300), 'M');
const draw = (changes: Partial<CertificateFields> = {}) =>
  drawCertificate(completionTemplate, { ...fields, ...changes }, qr, fonts);
const problem = (changes: Partial<CertificateFields>) =>
  certificateProblem(completionTemplate, { ...fields, ...changes }, fonts);

const sixty = 'Wolfeschlegelsteinhausenbergerdorffmontgomeryalexanderkimlee';
const names = [
  '김민수',
  '봄',
  '남궁하늘별이',
  '李小龙',
  '陈伟',
  '田中 さくら',
  'Nguyễn Thị Hương',
  'Zoë Müller',
  'Łukasz Żółć',
  "Liam O'Brien",
  sixty,
  `${sixty.slice(0, 30)} ${sixty.slice(30)}`,
  '가'.repeat(60),
];

test('the same input gives the same bytes', () => {
  expect(draw().svg).toBe(draw().svg);
  expect(draw().svg).not.toBe(draw({ name: '김민서' }).svg);
});

test('an A4 sheet, landscape, in millimetres, with nothing that a strict policy would stop', () => {
  const { svg } = draw({ name: '<script>"&\'' });
  expect(svg).toMatch(/^<svg [^>]*width="297mm" height="210mm" viewBox="0 0 297 210"/);
  expect(svg).not.toMatch(/\sstyle=|<style|<script|href|\son\w+=|<image|url\(|foreignObject/i);
});

test.each(names)('%s: every line lies inside the frame, and the name is the largest', (name) => {
  expect(problem({ name })).toBeUndefined();
  const lines = drawnLines(draw({ name, nameLatin: name === '김민수' ? 'Minsu Kim' : '' }).svg, fonts);
  for (const line of lines) {
    expect(line.left, line.text).toBeGreaterThan(25);
    expect(line.right, line.text).toBeLessThan(certificateWidth - 25);
    expect(line.baseline).toBeGreaterThan(25);
    expect(line.baseline).toBeLessThan(certificateHeight - 20);
  }
  if ([...name].length <= 16) {
    const largest = lines.toSorted((a, b) => b.size - a.size)[0];
    expect(largest?.text).toBe(name);
  }
});

test('whatever the name: held back, or inside the frame and every character in the font that is named for it', () => {
  const letters = fc.constantFrom(...'김이박민수가힣뷁 AaWwgjéñøßŁžơữ李小龙陈さくらサ·-.🎉ก');
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 60 }), (characters) => {
      const name = characters.join('').trim() || '봄';
      const held = problem({ name });
      if (held) {
        expect(held.kind).toBe('glyphs');
        return;
      }
      for (const line of drawnLines(draw({ name }).svg, fonts)) {
        expect(line.left).toBeGreaterThan(12.2);
        expect(line.right).toBeLessThan(certificateWidth - 12.2);
        for (const { family, text } of line.runs) {
          for (const char of text) expect(fonts.has(family, char.codePointAt(0) ?? 0)).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a character that no bundled font has holds the person back, and is named', () => {
  expect(problem({ name: '홍길동🎉' })).toEqual({ kind: 'glyphs', characters: ['🎉'] });
  expect(problem({ name: '𠀀田' })).toEqual({ kind: 'glyphs', characters: ['𠀀'] });
  expect(problem({ nameLatin: 'سارة' })).toMatchObject({ kind: 'glyphs', characters: ['س', 'ا', 'ر', 'ة'] });
  expect(problem({ name: 'สมชาย' })).toMatchObject({ kind: 'glyphs' });
  expect(problem({ name: '김민수', nameLatin: 'Zoë Müller' })).toBeUndefined();
});

test('decomposed Hangul and accents are drawn as their composed letters', () => {
  const nfd = draw({ name: '김민수'.normalize('NFD'), nameLatin: 'Núñez'.normalize('NFD') });
  expect(nfd.svg).toContain('>김민수</tspan>');
  expect(nfd.svg).toContain('>Núñez</tspan>');
});

test('a name is drawn in one family where one has all of it; simplified Han by the Chinese one', () => {
  const family = (name: string) =>
    drawnLines(draw({ name }).svg, fonts)
      .find((line) => line.text === name)
      ?.runs.map((run) => run.family);
  expect(family('김민수')).toEqual(['Noto Serif KR']);
  expect(family('陈伟')).toEqual(['Noto Serif SC']);
  expect(family('김민수 陈伟')).toEqual(['Noto Serif KR', 'Noto Serif SC']);
  expect(family('Łukasz Żółć')).toEqual(['Pretendard']);
  expect(draw({ name: '陈伟' }).faces).toContainEqual({ family: 'Noto Serif SC', weight: 600 });
});

test('a name too long to be read on the sheet is held back', () => {
  expect(problem({ name: '가'.repeat(2000) })).toEqual({ kind: 'tooLong' });
});

test('the QR is at least 30 mm wide', () => {
  const scale = Number(/scale\(([\d.]+)\)" fill="[^"]*" fill-rule/.exec(draw().svg)?.[1]);
  expect(scale * qr.size).toBeGreaterThanOrEqual(30);
});

test('both dates and both languages are on it', () => {
  const said = drawnLines(draw().svg, fonts)
    .map((line) => line.text)
    .join('\n');
  for (const part of [
    '수료증',
    'CERTIFICATE OF COMPLETION',
    '2024년 10월 18일',
    'October 18, 2024',
    'No. C5-0001',
  ]) {
    expect(said).toContain(part);
  }
});
