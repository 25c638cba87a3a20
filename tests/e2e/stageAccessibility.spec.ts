import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeGraduation } from '../project.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { startRehearsal } from './rehearsal.ts';
import { openScreens, openStage, screens } from './stageWindows.ts';

for (const language of ['ko', 'en'] as const) {
  test(`the stage’s screens, without a serious violation, in ${language}`, async ({ start }, info) => {
    test.slow();
    const folder = mkdtempSync(path.join(tmpdir(), 'stage-'));
    const program = path.join(folder, 'graduation.stagedoor');
    await writeGraduation(program);
    const desk = await start({ program, language });
    const { page } = desk;
    await page.setViewportSize({ width: 1280, height: 720 });
    /** Looks at the caller’s page, and at each window that is open, as they are now. */
    const look = async (where: string, windows?: Awaited<ReturnType<typeof openScreens>>) => {
      await page.screenshot({ path: info.outputPath(`${where}.png`) });
      await expectAccessible(page, where);
      for (const kind of windows ? screens : []) {
        const window = windows?.[kind];
        if (!window) continue;
        await window.screenshot({ path: info.outputPath(`${where}-${kind}.png`) });
        await expectAccessible(window, `${where}, ${kind}`);
      }
    };
    await startRehearsal(desk, '2024-10-18T13:50');
    await openStage(desk);
    const windows = await openScreens(desk);
    await look('waiting', windows);
    await page.keyboard.press('Space');
    for (const time of ['14:00', '14:04', '14:10']) {
      await startRehearsal(desk, `2024-10-18T${time}`);
      await openStage(desk);
      await page.keyboard.press('Space');
    }
    await startRehearsal(desk, '2024-10-18T14:45');
    await openStage(desk);
    await page.getByTestId('offer-catchUp').waitFor();
    await page.keyboard.press('Control+1');
    await windows.mc.getByTestId('mc-message').waitFor();
    await page.getByTestId('tab-messages').click();
    await look('late', windows);
    await page.getByTestId('tab-screens').click();
    await look('screens');
    await windows.mc.keyboard.press('Space');

    // The conferral: names on the caller’s page and on the MC’s.
    await startRehearsal(desk, '2024-10-18T16:30');
    await openStage(desk);
    const conferral = page.getByTestId('cue-row').nth(13);
    for (let i = 0; i < 16 && (await conferral.getAttribute('data-selected')) !== 'true'; i++)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F4');
    await windows.mc.getByTestId('mc-name').first().waitFor();
    // The caller's page has the names too.
    await expect(page.getByTestId('call-next')).toBeEnabled();
    await page.keyboard.press('PageDown');
    // Whoever is passed over is the one after.
    await page.getByTestId('call-last').waitFor();
    await page.keyboard.press('PageUp');
    await page.getByTestId('call-passed').first().waitFor();
    await look('names', windows);
    await page.keyboard.press('F5');
    await expect(windows.mc.getByTestId('picture')).toHaveAttribute('data-due', /held/);
    await look('held', windows);
    await page.keyboard.press('Control+b');
    await windows.mc.getByTestId('black').waitFor();
    await look('black', windows);

    for (const [hash, screen] of [
      ['/stage/editor', 'editor'],
      ['/stage/afterwards', 'afterwards'],
    ] as const) {
      await page.evaluate((to) => {
        window.location.hash = to;
      }, hash);
      await page.getByTestId(screen).waitFor();
      await look(screen);
    }
    await page.evaluate(() => {
      window.location.hash = '/stage/editor';
    });
    await page.getByTestId('open-cue').nth(14).click();
    await page.getByTestId('cue-title').waitFor();
    await look('editor-cue');

    // An event without a rundown: what to do first.
    await page.getByTestId('choose-event').click();
    await page.locator('[data-testid^=event-]:not([data-testid=event-graduation])').first().click();
    await page.getByTestId('editor-empty').waitFor();
    await look('editor-empty');
    await page.getByTestId('job-today').click();
    await page.getByTestId('job-stage').click();
    await page.getByTestId('no-rundown').waitFor();
    await look('no-rundown', windows);
    rmSync(folder, { recursive: true });
  });
}
