import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Paper } from '../../shared/domain/certificateTemplate.ts';
import { writeGraduation } from '../project.ts';
import { expect, test } from './app.ts';
import { type Desk, documentsOf } from './desk.ts';
import { startTray, type Tray } from './tray.ts';

const people = 3;
const pointsAMm = 72 / 25.4;

/** Upright, in mm; B5 is that of JIS. */
const papers = { A4: [210, 297], Letter: [215.9, 279.4], B5: [182, 257] } as const;

function extentOf({ size, orientation }: Paper) {
  const [short, long] = papers[size];
  return orientation === 'portrait' ? { width: short, height: long } : { width: long, height: short };
}

/** Where each of a page's words begins, by pdftotext: mm from the left and the top of the page. */
function wordsOf(
  file: string,
  page: number,
): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const args = ['-f', String(page), '-l', String(page), '-bbox', file, '-'];
  const html = execFileSync('pdftotext', args, { encoding: 'utf8' });
  const found = html.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)"[^>]*>([^<]*)</g);
  return new Map(
    [...found].map(([, x, y, word]) => [word ?? '', { x: Number(x) / pointsAMm, y: Number(y) / pointsAMm }]),
  );
}

/** The size of every page of a PDF, in mm, upright or level as it was sent. */
function sizesOf(file: string): readonly { readonly width: number; readonly height: number }[] {
  const info = execFileSync('pdfinfo', ['-f', '1', '-l', '999', file], { encoding: 'utf8' });
  return [...info.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+)/gm)].map(([, width, height]) => ({
    width: Number(width) / pointsAMm,
    height: Number(height) / pointsAMm,
  }));
}

/** The graduation, three having come. */
async function graduation(): Promise<string> {
  const program = path.join(mkdtempSync(path.join(tmpdir(), 'paper-')), 'graduation.stagedoor');
  await writeGraduation(program, { came: people });
  return program;
}

/** A template as a file: name, serial and QR on that paper, and the serial on the back where it has one. */
function templateOn(paper: Paper, back: boolean): Buffer {
  const { width, height } = extentOf(paper);
  const text = (id: string, y: number, words: string) => ({
    ...{ id, kind: 'text', x: 15, y, width: width - 30, height: 20, locked: false, text: words, size: 8 },
    ...{ font: 'serif', weight: 400, floor: 3, gives: 'size', maxLines: 1, leading: 1.4, tracking: 0 },
    ...{ align: 'middle', valign: 'middle', colour: '#1d2747', needed: true },
  });
  const qr = { id: 'qr', kind: 'qr', x: 20, y: height - 55, width: 34, height: 34, locked: false };
  const elements = [
    text('name', 30, '{name}'),
    text('serial', 60, 'No. {serial}'),
    { ...qr, colour: '#1d2747' },
  ];
  const template = {
    ...{ format: 2, kind: 'completion', name: '다른 종이', nameEn: 'Another paper', paper },
    words: { issuer: '운영위원회', issuerEn: '', signer: '위원장', signerEn: '' },
    ...{ front: { elements }, back: back ? { elements: [text('back', 40, '뒷면 {serial}')] } : null },
  };
  return Buffer.from(JSON.stringify({ file: 'stagedoor-certificate-template', template }));
}

/** Takes the template in from its file, chooses it, and opens the desk: everybody who came, one side or both. */
async function openRun({ page }: Desk, tray: Tray, paper: Paper, sides: 'front' | 'duplex'): Promise<void> {
  await page.getByTestId('job-certificates').click();
  await page.getByTestId('tab-templates').click();
  await page.getByTestId('templates').waitFor();
  const buffer = templateOn(paper, sides === 'duplex');
  await page
    .getByTestId('template-file')
    .setInputFiles({ name: 'paper.json', mimeType: 'application/json', buffer });
  await page.locator('article', { hasText: '다른 종이' }).locator('[data-testid^=choose-]').click();
  await page.getByTestId('tab-certificates').click();
  await page.getByTestId('choice-present').click();
  await page.getByTestId('printer-select').selectOption(tray.printer);
  await page.getByTestId('sides-select').selectOption(sides);
}
/** Does `work`, and gives the queue's own copy of the one job that came of it, and what the printer is told with it. */
async function received(tray: Tray, work: () => Promise<void>) {
  const before = tray.spooled();
  await work();
  await expect.poll(() => tray.spooled().length, { timeout: 60_000 }).toBe(before.length + 1);
  const file = tray.spooled().find((name) => !before.includes(name)) ?? '';
  const job = Number(/d(\d+)-001$/.exec(file)?.[1]);
  await expect.poll(() => tray.optionsOf(job)).toBeDefined();
  const option = (name: string) => new RegExp(`\\b${name}=(\\S+)`).exec(tray.optionsOf(job) ?? '')?.[1];
  return { file, paper: option('PageSize'), duplex: option('Duplex') };
}

for (const { paper, duplex, turn } of [
  { paper: { size: 'Letter', orientation: 'landscape' }, duplex: false, turn: 'None' },
  { paper: { size: 'Letter', orientation: 'landscape' }, duplex: true, turn: 'DuplexTumble' },
  { paper: { size: 'B5', orientation: 'portrait' }, duplex: true, turn: 'DuplexNoTumble' },
  { paper: { size: 'B5', orientation: 'landscape' }, duplex: false, turn: 'None' },
] as const) {
  const how = `${paper.size} ${paper.orientation}, ${duplex ? 'both sides' : 'one side'}`;
  test(`what the queue receives: ${how}`, async ({ start }) => {
    const program = await graduation();
    const tray = await startTray();
    try {
      const desk = await start({ program, env: { CUPS_SERVER: tray.server } });
      await openRun(desk, tray, paper, duplex ? 'duplex' : 'front');
      const print = () => desk.page.getByTestId('print-certificates').click();
      const { file, ...told } = await received(tray, print);
      const sizes = sizesOf(file);
      expect(sizes).toHaveLength(duplex ? 2 * people : people);
      const { width, height } = extentOf(paper);
      for (const size of sizes) {
        expect(size.width).toBeCloseTo(width, 0);
        expect(size.height).toBeCloseTo(height, 0);
      }
      expect(told).toEqual({ paper: paper.size, duplex: turn });
      for (let sheet = 0; sheet < people; sheet++) {
        const serial = `C5-000${sheet + 1}`;
        const front = wordsOf(file, duplex ? 2 * sheet + 1 : sheet + 1);
        expect([...front.keys()]).toContain(serial);
        if (duplex) expect([...wordsOf(file, 2 * sheet + 2).keys()]).toEqual(['뒷면', serial]);
      }
    } finally {
      await tray.close();
      rmSync(path.dirname(program), { recursive: true });
    }
  });
}

test('a printer’s offset, front and back: what the queue receives is moved by it to a tenth of a millimetre, a PDF is not', async ({
  start,
}) => {
  const program = await graduation();
  const tray = await startTray();
  try {
    // A job waits for the one before it, so whatever comes may come out.
    tray.let(50);
    const desk = await start({ program, env: { CUPS_SERVER: tray.server } });
    const { page } = desk;
    await openRun(desk, tray, { size: 'A4', orientation: 'landscape' }, 'duplex');
    await page.getByTestId('open-offset').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('양면', { exact: false }).click();
    const print = () => received(tray, () => page.getByTestId('offset-print').click());
    const before = await print();
    // As they would be measured with a ruler on a printer that is off by this much.
    for (const [side, left, top] of [
      ['front', '18.5', '21'],
      ['back', '22.3', '19.2'],
    ] as const) {
      await page.getByTestId(`offset-${side}-left`).fill(left);
      await page.getByTestId(`offset-${side}-top`).fill(top);
    }
    await page.getByTestId('offset-apply').click();
    await expect(page.getByTestId('offset-front')).toContainText('1.5');
    await expect(page.getByTestId('offset-back')).toContainText('-2.3');
    const after = await print();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    const expected = [
      { x: 1.5, y: -1 },
      { x: -2.3, y: 0.8 },
    ] as const;
    /** Of a page, every word is moved by so much, or those that are named. */
    const expectMoved = (
      from: string,
      to: string,
      number: number,
      by: { x: number; y: number },
      words?: readonly string[],
    ) => {
      const [was, is] = [wordsOf(from, number), wordsOf(to, number)];
      expect([...is.keys()]).toEqual(words ? expect.arrayContaining([...words]) : [...was.keys()]);
      const both = (words ?? [...was.keys()]).map((word) => {
        const [at, now] = [was.get(word), is.get(word)];
        return { x: (now?.x ?? Number.NaN) - (at?.x ?? 0), y: (now?.y ?? Number.NaN) - (at?.y ?? 0) };
      });
      expect(both.length).toBeGreaterThan(0);
      for (const moved of both) {
        expect(Math.abs(moved.x - by.x)).toBeLessThan(0.1);
        expect(Math.abs(moved.y - by.y)).toBeLessThan(0.1);
      }
    };
    // The sheet to measure by has other numbers on it now; its headings stand where they stood on the page.
    const headings = [
      ['앞면', 'Front'],
      ['뒷면', 'Back'],
    ];
    for (const [side, by] of expected.entries())
      expectMoved(before.file, after.file, side + 1, by, headings[side]);

    await page.getByTestId('make-certificates-pdf').click();
    await expect(page.getByTestId('run-result')).toBeVisible({ timeout: 60_000 });
    const [pdf = ''] = documentsOf(desk, '.pdf');
    const sent = await received(tray, () => page.getByTestId('print-certificates').click());
    expect(sizesOf(sent.file)).toHaveLength(2 * people);
    for (let number = 1; number <= 2 * people; number++)
      expectMoved(pdf, sent.file, number, expected[(number - 1) % 2] ?? { x: 0, y: 0 });
  } finally {
    await tray.close();
    rmSync(path.dirname(program), { recursive: true });
  }
});
