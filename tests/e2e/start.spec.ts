import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { type Desk, newHome } from './desk.ts';

async function openLane({ page }: Desk): Promise<void> {
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
}

test('a first start makes an empty program; closing leaves one file of it', async ({ start }) => {
  const desk = await start();
  await expect(desk.page.getByTestId('clock')).toBeVisible();
  await desk.close();
  expect(readdirSync(desk.documents)).toEqual(['새 프로그램.stagedoor']);
  expect(existsSync(path.join(desk.home, 'data/settings.json'))).toBe(true);
});

test('what a crash left half-written among the documents is gone at the next start; what is finished stays', async ({
  start,
}) => {
  const home = newHome();
  const documents = path.join(home, 'Documents/Stagedoor');
  mkdirSync(documents, { recursive: true });
  const left = '.0192c0de-0000-7000-8000-000000000001.unfinished';
  mkdirSync(path.join(documents, left));
  writeFileSync(path.join(documents, left, '명단.csv'), '김민수');
  writeFileSync(path.join(documents, '명단.csv'), '김민수');
  const desk = await start({ home });
  await expect(desk.page.getByTestId('clock')).toBeVisible();
  expect(readdirSync(documents)).not.toContain(left);
  expect(readdirSync(documents)).toContain('명단.csv');
});

test('a machine that died at its door comes back to the lane without a click; one that was left at another job begins with Today', async ({
  start,
  rehearsal,
  sample,
}) => {
  let desk = await start({ program: rehearsal });
  await openLane(desk);
  await desk.kill();

  desk = await start({ home: desk.home });
  await expect(desk.page.getByTestId('lane')).toBeVisible();
  await expect(desk.page.getByTestId('job-door')).toHaveAttribute('aria-current', 'page');
  await desk.kill();

  // A day later it is another day.
  const settings = path.join(desk.home, 'data/settings.json');
  const left: unknown = JSON.parse(readFileSync(settings, 'utf8'));
  const long = Date.now() - 25 * 3_600_000;
  writeFileSync(settings, JSON.stringify({ ...Object(left), laneSince: long }));
  desk = await start({ home: desk.home });
  await expect(desk.page.getByTestId('today-card').first()).toBeVisible();
  await openLane(desk);
  await desk.kill();

  // Another program's door is another door.
  const other = path.join(desk.documents, 'other.stagedoor');
  copyFileSync(sample, other);
  desk = await start({ home: desk.home, program: other });
  await expect(desk.page.getByTestId('today-card').first()).toBeVisible();
  await desk.page.getByTestId('job-door').click();
  await desk.page.getByTestId('job-people').click();
  await expect(desk.page.getByTestId('job-people')).toHaveAttribute('aria-current', 'page');
  await desk.close();

  desk = await start({ home: desk.home });
  await expect(desk.page.getByTestId('today-card').first()).toBeVisible();
  await expect(desk.page.getByTestId('lane')).toHaveCount(0);
});

test('where the program that the lane was of can’t be opened any more, the start says so instead of showing a door', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  await openLane(desk);
  await desk.close();
  rmSync(path.join(desk.documents, path.basename(rehearsal)));
  const next = await start({ home: desk.home });
  await expect(next.page.getByTestId('start-refusal')).toBeVisible();
  await expect(next.page.getByTestId('lane')).toHaveCount(0);
});
