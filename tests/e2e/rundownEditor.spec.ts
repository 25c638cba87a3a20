import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './app.ts';
import type { Desk } from './desk.ts';
import { startRehearsal } from './rehearsal.ts';
import { openStage } from './stageWindows.ts';

async function openEditor(desk: Desk): Promise<void> {
  await desk.page.getByTestId('job-stage').click();
  await desk.page.evaluate(() => {
    window.location.hash = '/stage/editor';
  });
  await desk.page.getByTestId('editor').waitFor();
}

/** The document of that kind that was written, once the app has said so. */
async function saved(desk: Desk, ending: string): Promise<string> {
  const notice = desk.page.locator(`[data-testid=saved-document][data-name$="${ending}"]`).last();
  await expect(notice).toBeVisible({ timeout: 60_000 });
  return path.join(desk.documents, (await notice.getAttribute('data-name')) ?? '');
}

async function choose(desk: Desk, code: string): Promise<void> {
  await desk.page.getByTestId('choose-event').click();
  await desk.page.getByTestId(`event-${code}`).click();
}

test('a show is built from a template by keyboard and by drag; everything is undone and done again', async ({
  start,
  rehearsal,
}, info) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  await openEditor(desk);
  await page.getByTestId('choose-event').click();
  await page.locator('[data-testid^=event-]:not([data-testid=event-graduation])').first().click();
  await page.getByTestId('editor-empty').waitFor();
  await page.screenshot({ path: info.outputPath('empty.png') });
  await page.getByTestId('start-meetup').click();
  const cues = page.getByTestId('editor-cue');
  await expect(cues).toHaveCount(8);
  const order = () =>
    page.getByTestId('open-cue').evaluateAll((rows) => rows.map((row) => row.textContent ?? ''));
  const first = await order();

  // By keyboard: the second cue one place down.
  await page.getByTestId('drag').nth(1).focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.querySelector('[data-dragging]') !== null);
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[aria-live]').filter({ hasText: '3번째' })).toHaveCount(1);
  await page.keyboard.press('Space');
  await expect(cues.nth(2)).toContainText('인사와 안내');
  await expect(cues.nth(1)).toContainText('진행 상황 공유');

  // By drag: the last to the top of the list.
  const from = await page.getByTestId('drag').last().boundingBox();
  const to = await page.getByTestId('drag').first().boundingBox();
  if (!from || !to) throw new Error('the handles are not there');
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y - 30, { steps: 4 });
  await page.mouse.move(to.x + 20, to.y + 6, { steps: 10 });
  await page.mouse.up();
  await expect(cues.first()).toContainText('단체 사진');

  // Fields, with the reading of a name above it.
  // A click within a moment of a drop belongs to the drop, so that letting go opens nothing.
  await expect(async () => {
    await cues.nth(1).getByTestId('open-cue').click();
    await expect(page.getByTestId('cue-title')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByTestId('cue-title').fill('문 열기');
  await page.getByTestId('cue-duration').fill('12.5');
  await page.getByTestId('cue-script').fill('{아무개} 님을 모십니다');
  await page.getByTestId('cue-notes').focus();
  await expect(page.getByTestId('script-preview')).toContainText('아무개 님을 모십니다');
  await expect(cues.nth(1)).toContainText('문 열기');
  await page.keyboard.press('Escape');

  // Several together: deleted, and back.
  await cues.nth(3).getByTestId('open-cue').click();
  await cues
    .nth(5)
    .getByTestId('open-cue')
    .click({ modifiers: ['Shift'] });
  await expect(page.getByTestId('many-form')).toContainText('큐 3개');
  await page.keyboard.press('Delete');
  await expect(cues).toHaveCount(5);
  const last = await order();

  const undo = page.getByTestId('editor-undo');
  const redo = page.getByTestId('editor-redo');
  const revision = () => page.getByTestId('editor').getAttribute('data-revision');
  await expect(undo).toHaveAttribute('aria-label', '되돌리기: 큐 3개 삭제');
  const edits = Number(await revision()) - 1;
  for (let i = 0; i < edits; i++) {
    const seen = await revision();
    await undo.click();
    await expect.poll(revision).not.toBe(seen);
  }
  await expect.poll(order).toEqual(first);
  await undo.click();
  await expect(page.getByTestId('editor-empty')).toBeVisible();
  for (let i = 0; i < edits + 1; i++) {
    const seen = await revision();
    await page.keyboard.press('Control+y');
    await expect.poll(revision).not.toBe(seen);
  }
  await expect(redo).toBeDisabled();
  await expect.poll(order).toEqual(last);
  await page.getByTestId('open-cue').nth(1).click();
  await page.screenshot({ path: info.outputPath('editor.png') });
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .include('[data-testid=editor]')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test('the sample graduation while it runs: what has begun stays, the rest is edited; cue sheet with actual times; afterwards', async ({
  start,
  rehearsal,
}, info) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  await choose(desk, 'graduation');
  await startRehearsal(desk, '2024-10-18T13:00');
  await openStage(desk);
  await page.keyboard.press('Space');
  for (const time of ['14:00', '14:07', '14:12']) {
    await startRehearsal(desk, `2024-10-18T${time}`);
    await openStage(desk);
    await page.keyboard.press('Space');
  }
  await openEditor(desk);
  const cues = page.getByTestId('editor-cue');
  await expect(cues).toHaveCount(16);
  await expect(cues.nth(3)).toContainText('진행 중');
  await cues.nth(3).getByTestId('open-cue').click();
  await page.keyboard.press('Delete');
  await expect(page.getByText('이미 시작했거나 지나간 순서는', { exact: false })).toBeVisible();
  await expect(cues).toHaveCount(16);
  await cues.nth(8).getByTestId('open-cue').click();
  await page.keyboard.press('Delete');
  await expect(cues).toHaveCount(15);
  await page.screenshot({ path: info.outputPath('running.png') });

  // A file is merged in while the show runs.
  await page.getByTestId('editor-files').click();
  await page.getByTestId('export-csv').click();
  const csv = await saved(desk, '.csv');
  expect(readFileSync(csv, 'utf8')).toContain('축사 1 (주최사 대표)');
  await page.getByTestId('editor-files').click();
  await page.getByTestId('export-xlsx').click();
  await saved(desk, '.xlsx');

  await page.getByTestId('editor-cueSheet').click();
  const pdf = await saved(desk, '.pdf');
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  expect(text).toMatch(/14:04\s+14:07/);
  expect(text).toContain('Congratulatory remarks 1');
  expect(text).toContain('직함을 끝까지 읽을 것');
  expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(
    /841\.\d+ x 595|842 x 595|841\.\d+ x 594/,
  );

  await page.getByText('결과', { exact: true }).click();
  await page.getByTestId('afterwards').waitFor();
  await expect(page.getByTestId('report-line').nth(1)).toContainText('+3');
  // Seven minutes, and the moments that the clock ran on between two of these commands.
  await expect(page.getByTestId('report-line').nth(1)).toContainText(/다음에는 [78]분/);
  await page.screenshot({ path: info.outputPath('afterwards.png') });
});
