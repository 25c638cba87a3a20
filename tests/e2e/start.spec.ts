import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';

test('a first start makes an empty program; closing leaves one file of it', async ({ start }) => {
  const desk = await start();
  await expect(desk.page.getByTestId('clock')).toBeVisible();
  await desk.close();
  expect(readdirSync(desk.documents)).toEqual(['새 프로그램.stagedoor']);
  expect(existsSync(path.join(desk.home, 'data/settings.json'))).toBe(true);
});
