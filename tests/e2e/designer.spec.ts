import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { writeGraduation } from '../project.ts';
import { expect, test } from './app.ts';
import { type Desk, documentsOf } from './desk.ts';
import { rows } from './storeReader.ts';

/** Opens the designer for the template of completion. */
async function openDesigner({ page }: Desk): Promise<void> {
  await page.getByTestId('job-certificates').click();
  await page.getByTestId('tab-templates').click();
  await page.getByTestId('edit-completion').click();
  await page.getByTestId('design-drawing').locator('svg').waitFor();
}

/** An element's box on the sheet, in mm. */
async function boxOf(page: Page, id: string) {
  const box = page.getByTestId(`box-${id}`);
  const [x, y] = await Promise.all(['x', 'y'].map((name) => box.getAttribute(name)));
  return { x: Number(x), y: Number(y) };
}

/** Where the true drawing has a text's first line, in mm. */
const drawnAt = async (page: Page, id: string) => {
  const line = page.getByTestId('design-drawing').locator(`[data-element="${id}"] text`).first();
  return { x: Number(await line.getAttribute('x')), y: Number(await line.getAttribute('y')) };
};

/** Screen pixels a millimetre of the sheet. */
async function scaleOf(page: Page): Promise<number> {
  const drawing = await page.getByTestId('design-drawing').boundingBox();
  return (drawing?.width ?? 0) / 297;
}

/** Drags an element by so many screen pixels; looks at the guides before it is let go. */
async function drag(page: Page, id: string, by: { x: number; y: number }, free = false): Promise<number> {
  const box = await page.getByTestId(`box-${id}`).boundingBox();
  if (!box) throw new Error(`${id} is not on the sheet`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (free) await page.keyboard.down('Alt');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x / 2, y + by.y / 2, { steps: 3 });
  await page.mouse.move(x + by.x, y + by.y, { steps: 3 });
  const lines = page.getByTestId('design-sheet').locator('svg > line');
  if (!free) await expect(lines).not.toHaveCount(0);
  const guides = await lines.count();
  await page.mouse.up();
  if (free) await page.keyboard.up('Alt');
  return guides;
}

const layersOf = (page: Page) =>
  page
    .locator('[data-testid^="layer-"][aria-pressed]')
    .evaluateAll((layers) => layers.map((layer) => (layer as HTMLElement).dataset.testid ?? ''));

test('an element by exact numbers, by keys and by drag, caught and free; layers, lock, undo and redo; the drawing follows', async ({
  start,
  rehearsal,
}, info) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  await openDesigner(desk);
  await page.getByTestId('layer-title').click();
  const x = page.getByTestId('field-x');
  const at = await boxOf(page, 'title');
  const drawn = await drawnAt(page, 'title');

  // Exact numbers.
  await x.fill('52.35');
  await expect.poll(async () => (await boxOf(page, 'title')).x).toBe(52.35);
  await expect.poll(async () => (await drawnAt(page, 'title')).x - drawn.x).toBeCloseTo(52.35 - at.x, 2);

  // Keys on the sheet: a tenth of a millimetre, with Shift a whole one.
  await page.getByTestId('design-sheet').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(x).toHaveValue('52.65');
  expect((await boxOf(page, 'title')).y).toBeCloseTo(at.y + 1.9, 5);
  await expect.poll(async () => (await drawnAt(page, 'title')).y - drawn.y).toBeCloseTo(1.9, 2);

  // A new text stands in the middle of the sheet. Four millimetres aside its right edge is caught by that of the ornament
  // behind it, and a line says so.
  await page.getByTestId('add-element').click();
  await page.getByTestId('add-text').click();
  const middle = await boxOf(page, 'text');
  const scale = await scaleOf(page);
  const guides = await drag(page, 'text', { x: -Math.round(4 * scale), y: Math.round(30 * scale) });
  expect(guides).toBeGreaterThan(0);
  const caught = await boxOf(page, 'text');
  expect(middle.x).toBe(98.5);
  expect(caught.x).toBe(94);
  expect(Math.abs(caught.y - middle.y - 30)).toBeLessThan(6 / scale + 0.5);
  await page.screenshot({ path: info.outputPath('designer.png') });
  // With Alt nothing catches it.
  expect(await drag(page, 'text', { x: 3, y: 0 }, true)).toBe(0);
  const free = await boxOf(page, 'text');
  expect(Math.abs(free.x - caught.x - 3 / scale)).toBeLessThan(0.1);
  expect(free.y).toBe(caught.y);

  // Layers: it lies on top, and one lower; locked it can't be picked on the sheet.
  const before = await layersOf(page);
  expect(before[0]).toBe('layer-text');
  await page.getByTestId('layer-down').click();
  const after = await layersOf(page);
  expect(after[1]).toBe('layer-text');
  const order = () =>
    page
      .getByTestId('design-drawing')
      .locator('[data-element]')
      .evaluateAll((groups) => groups.map((group) => `layer-${group.getAttribute('data-element')}`));
  await expect.poll(async () => (await order()).reverse()).toEqual(after);
  await page.getByTestId('layer-lock').click();
  await page.getByTestId('layer-title').click();
  await expect(page.getByTestId('box-text')).toHaveCount(0);

  // Everything back, step by step, to the template as it is stored; and done again.
  const state = page.getByTestId('design-state');
  await expect(state).toHaveAttribute('data-changed', 'true');
  let steps = 0;
  while (await page.getByTestId('design-undo').isEnabled()) {
    await page.keyboard.press('Control+z');
    steps++;
  }
  expect(steps).toBeGreaterThanOrEqual(7);
  await expect(state).not.toHaveAttribute('data-changed');
  expect(await boxOf(page, 'title')).toEqual(at);
  await expect(page.getByTestId('layer-text')).toHaveCount(0);
  await expect.poll(() => drawnAt(page, 'title')).toEqual(drawn);
  for (let i = 0; i < steps; i++) await page.keyboard.press('Control+y');
  await expect(page.getByTestId('design-redo')).toBeDisabled();
  expect(await layersOf(page)).toEqual(after);
  await expect(page.getByTestId('box-title')).toHaveAttribute('x', '52.65');

  // A text too long for its box is said, and which one.
  await page.getByTestId('layer-serial').click();
  await page.getByTestId('field-text').fill('긴'.repeat(400));
  await expect(page.getByTestId('layer-serial')).toHaveAttribute('data-troubled', 'true');
});

test('a template goes out as a file and comes in again the same; once it was issued by, saving makes its next version', async ({
  start,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'designer-'));
  const program = path.join(folder, 'graduation.stagedoor');
  await writeGraduation(program, { came: 1 });
  const desk = await start({ program });
  const { page } = desk;
  const file = path.join(desk.documents, 'graduation.stagedoor');
  const versions = () =>
    rows<{ version: number; title: string }>(
      file,
      `SELECT version, (SELECT value ->> 'text' FROM json_each(body -> 'front' -> 'elements') WHERE value ->> 'id' = 'title') AS title
       FROM certificate_template WHERE id = 'completion' ORDER BY version`,
    );
  const retitle = async (title: string) => {
    await page.getByTestId('layer-title').click();
    await page.getByTestId('field-text').fill(title);
    await page.getByTestId('design-save').click();
    await expect(page.getByTestId('design-state')).not.toHaveAttribute('data-changed');
  };
  // Nothing was issued by it: it is saved in its place.
  await openDesigner(desk);
  await retitle('이수증');
  expect(versions()).toEqual([{ version: 1, title: '이수증' }]);

  // Out, in, and out again.
  const exported = async (id: string) => {
    const known = documentsOf(desk, '.json');
    await page.getByTestId(`more-${id}`).click();
    await page.getByTestId('template-export').click();
    await expect.poll(() => documentsOf(desk, '.json').length).toBe(known.length + 1);
    await expect(page.getByTestId('template-export')).toHaveCount(0);
    return documentsOf(desk, '.json').find((name) => !known.includes(name)) ?? '';
  };
  await page.getByTestId('designer-back').click();
  const out = await exported('completion');
  await page.getByTestId('template-file').setInputFiles(out);
  const cards = page.locator('article[data-testid^="template-"]');
  await expect(cards).toHaveCount(4);
  const ids = await cards.evaluateAll((all) =>
    all.map((card) => (card as HTMLElement).dataset.testid?.replace('template-', '') ?? ''),
  );
  const taken = ids.find((id) => !['completion', 'honours', 'project'].includes(id)) ?? '';
  expect(readFileSync(await exported(taken), 'utf8')).toBe(readFileSync(out, 'utf8'));
  // What is no template is refused with a sentence.
  await page.getByTestId('template-file').setInputFiles({
    name: 'no.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"file":"stagedoor-certificate-template","template":{"format":2}}'),
  });
  await expect(
    page.getByText('템플릿', { exact: false }).and(page.locator('[role=alert] *')).first(),
  ).toBeVisible();
  await expect(cards).toHaveCount(4);

  // Issued by: from now on this version stays as it is.
  await page.getByTestId('tab-certificates').click();
  await page.getByTestId('make-certificates-pdf').click();
  await expect(page.getByTestId('run-result')).toBeVisible({ timeout: 60_000 });
  await openDesigner(desk);
  await retitle('졸업장');
  await expect(page.getByTestId('design-state')).toContainText('2');
  expect(versions()).toEqual([
    { version: 1, title: '이수증' },
    { version: 2, title: '졸업장' },
  ]);
  expect(rows(file, 'SELECT template_id AS id, template_version AS version FROM certificate')).toEqual([
    { id: 'completion', version: 1 },
  ]);
  await retitle('수료증서');
  expect(versions().map(({ title }) => title)).toEqual(['이수증', '수료증서']);
  rmSync(folder, { recursive: true });
});
