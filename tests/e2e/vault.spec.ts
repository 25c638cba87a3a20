import { watch } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { filesWith } from './filesWith.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { startRehearsal } from './rehearsal.ts';
import { rows, storedBadges } from './storeReader.ts';

const passphrase = '졸업식 2024 열쇠말';

async function give(page: Page, words: string): Promise<void> {
  await page.getByTestId('passphrase').fill(words);
  await page.getByTestId('passphrase-open').click();
}

test('a sealed program: the app killed while it is open and while it is sealed loses nothing, and nothing on the disk names anybody once it is closed', async ({
  start,
  sample,
}) => {
  test.slow();
  let desk = await start({ program: sample });
  const file = path.join(desk.documents, path.basename(sample));
  const people = rows<{ name: string; email: string | null; phone: string }>(
    file,
    'SELECT name, email, phone FROM attendee',
  );
  const words = people
    .flatMap(({ name, email, phone }) => [name, email ?? '', phone])
    .filter((word) => word !== '');
  const badges = storedBadges(file);

  await desk.page.getByTestId('job-program').click();
  await desk.page.getByTestId('passphrase-next').fill(passphrase);
  await desk.page.getByTestId('passphrase-again').fill(passphrase);
  await desk.page.getByTestId('passphrase-set').click();
  await expect(desk.page.getByTestId('passphrase-on')).toBeVisible();
  await expectAccessible(desk.page, 'the program page of a sealed program');
  // Its day is past: the people come to a rehearsal of it, which is sealed by the same passphrase.
  await startRehearsal(desk, '2024-10-18T13:05');
  const rehearsals = path.join(desk.home, 'data/rehearsal');
  let present = 0;
  const scanMore = async (count: number) => {
    await desk.page.getByTestId('job-door').click();
    await desk.page.getByTestId('lane').waitFor();
    for (let i = 0; i < count; i++) {
      await scanByKeyboard(desk, badges[present]?.code ?? '');
      present++;
      // What is shown for this one, and not for the one before.
      await expect(desk.page.getByTestId('verdict')).toContainText(badges[present - 1]?.name ?? '');
      await expect(desk.page.getByTestId('verdict')).toHaveAttribute('data-kind', /^admitted/);
      await expect(desk.page.getByTestId('count-present')).toHaveText(String(present));
    }
  };
  await scanMore(3);
  await desk.kill();

  desk = await start({ home: desk.home });
  await expect(desk.page.getByTestId('passphrase-left')).toBeVisible();
  await expectAccessible(desk.page, 'a passphrase is asked for');
  await give(desk.page, 'not the passphrase');
  await expect(desk.page.getByTestId('passphrase-problem')).toContainText('암호가 맞지 않습니다');
  await give(desk.page, passphrase);
  await scanMore(1);

  // Killed at the moment at which it is sealed: the file of before is whole, and the working copy is found again.
  const sealing = new Promise<void>((resolve) => {
    const watcher = watch(rehearsals, (_event, name) => {
      if (!name?.endsWith('.sealing')) return;
      watcher.close();
      resolve();
    });
  });
  void desk.close().catch(() => {});
  await sealing;
  await desk.kill();
  desk = await start({ home: desk.home });
  await give(desk.page, passphrase);
  await scanMore(1);
  await desk.close();
  expect(filesWith(desk.home, words)).toEqual([]);

  desk = await start({ home: desk.home });
  await expect(desk.page.getByTestId('passphrase-screen')).toBeVisible();
  await expect(desk.page.getByTestId('passphrase-left')).toBeHidden();
  await give(desk.page, passphrase);
  await scanMore(0);
  await expect(desk.page.getByTestId('count-present')).toHaveText(String(present));
});
