import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './app.ts';

/** Expects that axe finds nothing serious or critical on the page as it stands; `where` names the screen in the error. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // The newer mode opens a page of its own, which an app does not let it.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary ?? ''}`),
    );
  expect.soft(found, where).toEqual([]);
}
