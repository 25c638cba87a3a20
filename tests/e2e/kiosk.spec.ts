import path from 'node:path';
import { expect, test } from './app.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { again } from './mainProcess.ts';
import { rows, storedBadges } from './storeReader.ts';

test('the kiosk: greets by name, goes back by itself, and is left by nothing but its PIN', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(rehearsal));
  const [first] = storedBadges(file).filter(({ role }) => role === 'participant');
  if (!first) throw new Error('no badge');
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane-menu').click();
  await page.getByTestId('lane-kiosk').click();
  await page.getByTestId('kiosk-pin').fill('4071');
  await page.getByTestId('kiosk-begin').click();
  const kiosk = page.getByTestId('kiosk');
  await kiosk.waitFor();
  const window = await again(() => desk.app.browserWindow(page));
  expect(await again(() => window.evaluate((main) => main.isKiosk()))).toBe(true);

  await scanByKeyboard(desk, first.code);
  const answer = page.getByTestId('kiosk-answer');
  await expect(answer).toHaveAttribute('data-answer', 'welcome');
  await expect(answer).toContainText(first.name);
  await expect(answer).toContainText('Welcome');
  await expect(answer).toHaveCount(0, { timeout: 15_000 });
  await scanByKeyboard(desk, first.code);
  await expect(answer).toHaveAttribute('data-answer', 'already');
  expect(await kiosk.textContent()).not.toContain(first.name);
  await scanByKeyboard(desk, '8801234567893');
  await expect(answer).toHaveAttribute('data-answer', 'desk');

  for (const keys of ['Alt+F4', 'Control+w', 'Control+q', 'Control+r', 'F5', 'F11', 'Escape', 'F2']) {
    await window.evaluate((main, pressed) => {
      const [keyCode = '', ...modifiers] = pressed.split('+').reverse();
      for (const type of ['keyDown', 'keyUp'] as const) {
        main.webContents.sendInputEvent({
          type,
          keyCode,
          modifiers: modifiers.map((one) => (one === 'Alt' ? 'alt' : 'control')),
        });
      }
    }, keys);
  }
  // The system's own way to close a window.
  await again(() => window.evaluate((main) => main.close()));
  await expect(kiosk).toBeVisible();
  await expect(page.getByTestId('search-input')).toHaveCount(0);
  expect(await again(() => window.evaluate((main) => main.isKiosk()))).toBe(true);

  await page.getByTestId('kiosk-staff').click();
  await page.getByTestId('pin-pad').waitFor();
  await page.keyboard.type('0000', { delay: 100 });
  await page.getByTestId('pin-leave').click();
  await expect(page.getByTestId('pin-problem')).not.toBeEmpty();
  await expect(kiosk).toBeVisible();

  // A power cut opens nothing either.
  await desk.kill();
  const next = await start({ home: desk.home });
  await next.page.getByTestId('kiosk').waitFor();
  await next.page.getByTestId('kiosk-staff').click();
  for (const digit of '4071') {
    await next.page.getByTestId('pin-pad').getByRole('button', { name: digit, exact: true }).click();
  }
  await next.page.getByTestId('pin-leave').click();
  await next.page.getByTestId('job-door').waitFor();
  const held = await again(() =>
    next.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((one) => one.isKiosk())),
  );
  expect(held).toBe(false);
  expect(rows(file, "SELECT 1 FROM journal WHERE verdict = 'admitted'")).toHaveLength(1);
});
