import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './app.ts';

/** What axe finds serious or critical on the page as it stands. */
async function violationsOn(page: Page): Promise<string[]> {
  // What comes or goes is looked at when it is there or gone: half seen it has the contrast of neither.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && Number.isFinite(Number(effect?.getComputedTiming().endTime)),
        )
        .map(({ finished }) => finished),
    ),
  );
  // The newer mode opens a page of its own, which an app does not let it.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary ?? ''}`),
    );
}

/**
 * Expects that axe finds nothing serious or critical on the page as it stands; `where` names the screen in the error.
 * A tooltip may begin to fade in while axe looks: what it finds then is looked at again, and what stays is an error.
 */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  let found = await violationsOn(page);
  for (let again = 0; found.length > 0 && again < 3; again++) found = await violationsOn(page);
  expect.soft(found, where).toEqual([]);
}
