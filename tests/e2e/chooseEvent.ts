import { expect, type Page } from '@playwright/test';

/** Chooses an event by its code, and waits until the page has it: a scan goes to the event that the page shows. */
export async function chooseEvent(page: Page, code: string): Promise<void> {
  const chooser = page.getByTestId('choose-event');
  const before = (await chooser.textContent()) ?? '';
  await chooser.click();
  await page.getByTestId(`event-${code}`).click();
  await expect(chooser).not.toHaveText(before);
}
