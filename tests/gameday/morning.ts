import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { backupsIn } from '../e2e/backupsIn.ts';
import { type Desk, startDesk } from '../e2e/desk.ts';
import { answerDialog } from '../e2e/dialogs.ts';

/** On a machine under load a window may take its time (ms). */
export const patience = 180_000;

/** The two places of the backups: a folder on the laptop, and a stick. */
export function backupPlaces(home: string): { readonly laptop: string; readonly stick: string } {
  return { laptop: path.join(home, 'laptop'), stick: path.join(home, 'stick') };
}

/** The evening before: the program with its people, and two places for its backups. Gives the program's file. */
export async function prepare(home: string, env: Readonly<Record<string, string>>): Promise<string> {
  const desk = await startDesk({ home, env, patience });
  const { page } = desk;
  page.setDefaultTimeout(patience);
  await page.getByTestId('open-sample').click();
  await page.getByTestId('today-card').waitFor();
  await page.getByTestId('choose-event').click();
  await page.getByTestId('event-graduation').click();
  await page.getByTestId('job-program').click();
  const { laptop, stick } = backupPlaces(home);
  for (const [slot, folder] of [
    ['first', laptop],
    ['second', stick],
  ] as const) {
    mkdirSync(folder);
    await answerDialog(desk, folder);
    await page.getByTestId(`backup-choose-${slot}`).click();
    await expect.poll(() => backupsIn(folder).length, { timeout: patience }).toBeGreaterThan(0);
    // A copy under way would be taken for the next place's too.
    await expect(page.getByTestId('backup-now')).toBeEnabled({ timeout: patience });
  }
  const file = readdirSync(desk.documents).find((name) => name.endsWith('.stagedoor')) ?? '';
  await desk.close();
  return path.join(desk.documents, file);
}

/** Takes the day's own files in. */
export async function importDay({ page }: Pick<Desk, 'page'>, files: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = '/people/import';
  });
  await page.getByTestId('import-file').setInputFiles([...files]);
  await page.getByTestId('import-commit').click();
  await page.getByTestId('import-done').waitFor();
}

/** Opens the lane with its camera on. */
export async function openLane(page: Page): Promise<void> {
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
  // It is as it was left, but for what the power cut took.
  if ((await page.getByTestId('camera-toggle').getAttribute('aria-pressed')) !== 'true')
    await page.keyboard.press('F4');
  await page.getByTestId('camera-state').waitFor();
}
