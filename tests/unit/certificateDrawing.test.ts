import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { FontFiles } from '../../electron/store/fontFiles';
import { type DrawnFields, drawCertificate, judgeCertificate } from '../../shared/domain/certificateDrawing';
import {
  paperExtent,
  smallestQr,
  type TextElement,
  templateKinds,
} from '../../shared/domain/certificateTemplate';
import { shippedTemplates } from '../../shared/domain/shippedTemplates';
import { testFonts } from '../fonts';
import { sampleFields } from '../sampleFields';
import { drawnLines } from './drawnSvg';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

const fields = sampleFields;
const { completion } = shippedTemplates;
const drawing = (changes: Partial<DrawnFields> = {}) =>
  drawCertificate(completion, { ...fields, ...changes }, fonts);
const draw = (changes: Partial<DrawnFields> = {}) => drawing(changes).pages[0] ?? '';
const problems = (changes: Partial<DrawnFields>) =>
  judgeCertificate(completion, { ...fields, ...changes }, fonts).problems;

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
  expect(draw()).toBe(draw());
  expect(draw()).not.toBe(draw({ name: '김민서' }));
});

test('an A4 sheet, landscape, in millimetres, with nothing that a strict policy would stop', () => {
  const svg = draw({ name: '<script>"&\'' });
  expect(svg).toMatch(/^<svg [^>]*width="297mm" height="210mm" viewBox="0 0 297 210"/);
  expect(svg).not.toMatch(/\sstyle=|<style|<script|href|\son\w+=|<image|url\(|foreignObject/i);
});

test.each(names)('%s: every line lies inside the box of its text, and the name is the largest', (name) => {
  expect(problems({ name })).toEqual([]);
  for (const kind of templateKinds) {
    const template = shippedTemplates[kind];
    const drawn = drawCertificate(template, { ...fields, name, nameLatin: '' }, fonts);
    expect(drawn.problems).toEqual([]);
    const lines = drawn.pages.flatMap((page) => drawnLines(page, fonts));
    for (const line of lines) {
      const element = template.front.elements.find(({ id }) => id === line.element);
      if (element?.kind !== 'text') throw new Error(`no text ${line.element}`);
      expect(line.left, line.text).toBeGreaterThanOrEqual(element.x - 0.01);
      expect(line.right, line.text).toBeLessThanOrEqual(element.x + element.width + 0.01);
      expect(line.top, line.text).toBeGreaterThanOrEqual(element.y - 0.01);
      expect(line.bottom, line.text).toBeLessThanOrEqual(element.y + element.height + 0.01);
    }
    if ([...name].length <= 16) {
      const largest = lines.toSorted((one, other) => other.size - one.size)[0];
      expect(largest?.text).toBe(name);
    }
  }
});

test('whatever the name: listed, or inside its box and every character in the font that is named for it', () => {
  const letters = fc.constantFrom(
    ...'김이박민수가힣뷁똠 AaWwgjéñøßŁžơữỄ李小龙陈さくらサ·-.🎉ก\u202E\u3164\uFFFD',
  );
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 60 }), (characters) => {
      const name = characters.join('').trim() || '봄';
      const drawn = drawing({ name, nameLatin: '' });
      const listed = /[🎉ก\u3164\uFFFD]/u.test(name);
      expect(drawn.problems.some(({ kind }) => kind === 'glyphs')).toBe(listed);
      for (const line of drawnLines(draw({ name }), fonts)) {
        for (const { family, text } of line.runs) {
          for (const char of text) expect(fonts.has(family, char.codePointAt(0) ?? 0)).toBe(true);
        }
        if (line.element !== 'name' || drawn.problems.length > 0) continue;
        expect(line.left).toBeGreaterThan(41);
        expect(line.right).toBeLessThan(256);
      }
    }),
    { numRuns: 60 },
  );
});

test('a character that no bundled font has is a problem, and is named; what is drawn has a mark in its place', () => {
  expect(problems({ name: '홍길동🎉' })).toEqual([{ kind: 'glyphs', element: 'name', characters: ['🎉'] }]);
  expect(problems({ name: '𠀀田' })).toMatchObject([{ kind: 'glyphs', characters: ['𠀀'] }]);
  expect(problems({ nameLatin: 'سارة' })).toMatchObject([
    { kind: 'glyphs', element: 'name-latin', characters: ['س', 'ا', 'ر', 'ة'] },
  ]);
  expect(problems({ name: 'สมชาย' })).toMatchObject([{ kind: 'glyphs' }]);
  expect(problems({ name: '김민수', nameLatin: 'Zoë Müller' })).toEqual([]);
  expect(draw({ name: '홍길동🎉' })).toContain('>홍길동〓<');
});

test('what turns the direction of writing round is taken out; what prints as nothing is a problem', () => {
  expect(draw({ name: '김\u202E민수' })).toContain('>김민수<');
  expect(problems({ name: '김\u3164수' })).toMatchObject([{ kind: 'glyphs', characters: ['\u3164'] }]);
  expect(problems({ name: '\uFFFD\uFFFD수' })).toMatchObject([{ kind: 'glyphs', characters: ['\uFFFD'] }]);
});

test('a needed field without a value is a problem; another text is left out whole', () => {
  expect(problems({ name: ' ' })).toEqual([{ kind: 'empty', element: 'name', fields: ['name'] }]);
  const { project } = shippedTemplates;
  const without = drawCertificate(project, { ...fields, team: '', nameLatin: '' }, fonts);
  expect(without.problems).toEqual([]);
  expect(without.pages[0]).not.toContain('팀');
});

test('it says what gave way: the size, or the line between words and never inside of one', () => {
  const outcome = (changes: Partial<DrawnFields>, element: string) =>
    drawing(changes).outcomes.find((one) => one.element === element);
  expect(outcome({}, 'name')).toMatchObject({ size: 19, wanted: 19, lines: 1, broken: false });
  expect(outcome({ name: sixty }, 'name')).toMatchObject({ lines: 1, broken: false, wordBroken: false });
  expect(outcome({ name: sixty }, 'name')?.size).toBeLessThan(10);
  const long = outcome(
    { program: '긴 이름의 프로그램을 아주 오래 이어 온 사람들의 모임과 그 친구들 5기' },
    'sentence',
  );
  expect(long).toMatchObject({ broken: true, wordBroken: false, lines: 3 });
});

test('decomposed Hangul and accents are drawn as their composed letters', () => {
  const nfd = draw({ name: '김민수'.normalize('NFD'), nameLatin: 'Núñez'.normalize('NFD') });
  expect(nfd).toContain('>김민수</tspan>');
  expect(nfd).toContain('>Núñez</tspan>');
});

test('a name is drawn in one family where one has all of it; simplified Han by the Chinese one', () => {
  const family = (name: string) =>
    drawnLines(draw({ name }), fonts)
      .find((line) => line.text === name)
      ?.runs.map((run) => run.family);
  expect(family('김민수')).toEqual(['Noto Serif KR']);
  expect(family('陈伟')).toEqual(['Noto Serif SC']);
  expect(family('김민수 陈伟')).toEqual(['Noto Serif KR', 'Noto Serif SC']);
  expect(family('Łukasz Żółć')).toEqual(['Pretendard']);
  expect(drawing({ name: '陈伟' }).faces).toContainEqual({ family: 'Noto Serif SC', weight: 600 });
});

test('a name too long to be read on the sheet is a problem', () => {
  expect(problems({ name: '가'.repeat(2000) })).toEqual([{ kind: 'tooLong', element: 'name' }]);
});

test.each(templateKinds)(
  '%s: the QR is at least as wide as a phone needs, and everything lies on the sheet',
  (kind) => {
    const template = shippedTemplates[kind];
    const { width, height } = paperExtent(template.paper);
    const qrs = template.front.elements.filter((element) => element.kind === 'qr');
    expect(qrs.map((qr) => qr.width >= smallestQr)).toEqual([true]);
    for (const element of template.front.elements) {
      expect(element.x).toBeGreaterThanOrEqual(8);
      expect(element.x + element.width).toBeLessThanOrEqual(width - 8);
      expect(element.y + element.height).toBeLessThanOrEqual(height - 8);
    }
    const name = template.front.elements.find(({ id }) => id === 'name') as TextElement;
    const sizes = template.front.elements.map((one) => (one.kind === 'text' ? one.size : 0));
    expect(name.size).toBe(Math.max(...sizes));
  },
);

test('a back is a page of its own', () => {
  const back = { elements: [{ ...(completion.front.elements[2] as TextElement), id: 'back' }] };
  const { pages } = drawCertificate({ ...completion, back }, fields, fonts);
  expect(pages).toHaveLength(2);
  expect(pages[1]).toContain('No. C5-0001');
  expect(pages[1]).not.toContain('김민수</tspan>');
});

test('both dates and both languages are on it', () => {
  const said = drawnLines(draw(), fonts)
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
