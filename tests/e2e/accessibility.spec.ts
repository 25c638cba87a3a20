import path from 'node:path';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { storedBadges } from './storeReader.ts';

const languages = [
  ['ko', '한국어'],
  ['en', 'English'],
] as const;

for (const [language, choice] of languages) {
  test(`the door’s screens, without a serious violation, in ${language}`, async ({ start, rehearsal }) => {
    const desk = await start({ program: rehearsal });
    const { page } = desk;
    const [badge] = storedBadges(path.join(desk.documents, path.basename(rehearsal)));
    await page.getByText(choice, { exact: true }).click();
    await page.getByTestId('job-door').click();
    await page.getByTestId('lane').waitFor();
    await expectAccessible(page, 'the lane, waiting');

    const verdict = page.getByTestId('verdict');
    await scanByKeyboard(desk, badge?.code ?? '');
    await expect(verdict).toHaveAttribute('data-kind', 'admitted');
    await expectAccessible(page, 'the verdict admitted');
    // The same code again within three seconds is not judged.
    await expect(async () => {
      await scanByKeyboard(desk, badge?.code ?? '');
      await expect(verdict).toHaveAttribute('data-kind', 'alreadyIn', { timeout: 1000 });
    }).toPass({ timeout: 20_000 });
    await expectAccessible(page, 'the verdict alreadyIn');
    for (const [key, panel] of [
      ['F9', 'dispute'],
      ['F8', 'overrule'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByTestId(panel).waitFor();
      await expectAccessible(page, `the panel ${panel}`);
      await page.keyboard.press('Escape');
      await expect(page.getByTestId(panel)).toHaveCount(0);
    }
    await scanByKeyboard(desk, '8801234567893');
    await expect(verdict).toHaveAttribute('data-kind', 'unknown');
    await expectAccessible(page, 'the verdict unknown');

    for (const [key, panel] of [
      ['F2', 'search'],
      ['F6', 'walk-in'],
      ['F7', 'group'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      if (panel === 'search') {
        await page.getByTestId('search-input').fill('김');
        await page.getByTestId('search-result').first().waitFor();
      }
      await expectAccessible(page, `the panel ${panel}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }

    for (const [entry, screen] of [
      ['lane-paper', 'paper'],
      ['lane-selftest', 'selftest'],
      ['lane-kiosk', 'kiosk-start'],
    ] as const) {
      await page.getByTestId('job-today').click();
      await page.getByTestId('job-door').click();
      await page.getByTestId('lane-menu').click();
      await page.getByTestId(entry).click();
      await page.getByTestId(screen).waitFor();
      await expectAccessible(page, screen);
    }
    await page.getByTestId('kiosk-pin').fill('4071');
    await page.getByTestId('kiosk-begin').click();
    await page.getByTestId('kiosk').waitFor();
    await expectAccessible(page, 'the kiosk');
    // A kiosk does not close without its PIN.
    await desk.kill();
  });
}
