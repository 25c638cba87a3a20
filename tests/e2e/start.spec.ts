import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { newHome } from './desk.ts';

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
