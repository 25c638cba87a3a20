import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, storedBadges } from './storeReader.ts';

const pins = { organizer: '4071', steward: '7304', mc: '6293', showCaller: '5182' } as const;
type Role = keyof typeof pins;

async function setPins(page: Page): Promise<void> {
  await page.getByTestId('job-program').click();
  for (const role of ['organizer', 'steward', 'mc', 'showCaller'] as const) {
    await page.getByTestId(`role-pin-${role}`).fill(pins[role]);
    await page.getByTestId(`role-save-${role}`).click();
    await expect(page.getByTestId(`role-remove-${role}`)).toBeVisible();
  }
}

async function unlock(page: Page, role: Role, name = ''): Promise<void> {
  const label = { organizer: '운영자', steward: '입구 담당', mc: '사회자', showCaller: '무대 진행' }[role];
  await page.getByTestId('lock-role').getByText(label, { exact: true }).click();
  await page.getByTestId('lock-name').fill(name);
  await page.getByTestId('lock-pin').fill(pins[role]);
  await page.getByTestId('lock-unlock').click();
  await page.getByTestId('lock-screen').waitFor({ state: 'detached' });
}

test('locked by key, and opened by a role’s PIN: a steward scans, sees only the door, and nothing they had stays', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(rehearsal));
  const [guest] = storedBadges(file).filter(({ role }) => role === 'participant');
  if (!guest) throw new Error('no badge');
  await setPins(page);
  await page.keyboard.press('Control+l');
  const lock = page.getByTestId('lock-screen');
  await lock.waitFor();
  await expect(page.getByTestId('job-people')).toHaveCount(0);

  await page.getByTestId('lock-pin').fill('0000');
  await page.getByTestId('lock-unlock').click();
  await expect(page.getByTestId('lock-problem')).toContainText('PIN이 다릅니다');

  await unlock(page, 'steward', '이수');
  await page.getByTestId('lane').waitFor();
  expect(await page.getByTestId(/^job-/).count()).toBe(1);
  await expect(page.getByTestId('working-as')).toHaveText('이수');
  await scanByKeyboard(desk, guest.code);
  await expect(page.getByTestId('verdict')).toContainText(guest.name);
  await page.keyboard.press('F2');
  await page.getByTestId('search-input').fill(guest.name);
  await expect(page.getByTestId('search-result').first()).toContainText(guest.name);
  await page.keyboard.press('Escape');
  // A route typed by hand leads nowhere else.
  await page.evaluate(() => {
    window.location.hash = '/people';
  });
  await page.getByTestId('lane').waitFor();
  expect(rows(file, 'SELECT by FROM journal')).toEqual([{ by: '이수' }]);

  await page.getByTestId('lock').click();
  await lock.waitFor();
  await unlock(page, 'organizer');
  await page.getByTestId('job-people').waitFor();
});

test('a restart finds it locked; the MC’s window goes on while the machine is locked', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  await setPins(desk.page);
  await desk.page.getByTestId('job-stage').click();
  await desk.page.getByTestId('tab-screens').click();
  const opening = desk.app.waitForEvent('window');
  await desk.page.getByTestId('open-mc').click();
  const mc = await opening;
  await mc.getByTestId('picture').waitFor();
  await desk.page.keyboard.press('Control+l');
  await desk.page.getByTestId('lock-screen').waitFor();
  await mc.reload();
  await mc.getByTestId('picture').waitFor();
  await unlock(desk.page, 'showCaller');
  await expect(desk.page.getByTestId('job-stage')).toBeVisible();
  await expect(desk.page.getByTestId('job-people')).toHaveCount(0);
  await desk.page.keyboard.press('Space');
  await expect(mc.getByTestId('picture')).toHaveAttribute('data-phase', /./);
  await desk.page.keyboard.press('Control+l');
  await unlock(desk.page, 'mc');
  await desk.page.getByTestId('mc-window').waitFor();
  await desk.kill();
  const again = await start({ home: desk.home });
  await again.page.getByTestId('lock-screen').waitFor();
});
