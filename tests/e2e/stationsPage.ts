import type { Page } from '@playwright/test';
import { expect } from './app.ts';
import type { Desk } from './desk.ts';

/** Opens the host to this machine through its page. */
export async function openNetwork(host: Desk): Promise<void> {
  const { page } = host;
  await page.getByTestId('job-program').click();
  await page.getByTestId('open-stations').click();
  await page.getByTestId('network-address').click();
  await page.getByRole('option', { name: /^127\.0\.0\.1 / }).click();
  await page.getByTestId('network-open').click();
  await expect(page.getByTestId('network-url')).toContainText('https://127.0.0.1:');
}

/** The text by which one more machine comes in. */
export async function invite(page: Page, name: string, role: string | 'app'): Promise<string> {
  await page
    .getByTestId('station-kind')
    .getByText(role === 'app' ? /다른 Stagedoor/ : /브라우저/)
    .click();
  await page.getByTestId('station-name').fill(name);
  if (role !== 'app') {
    await page.getByTestId('station-role').click();
    await page.getByRole('option', { name: role, exact: true }).click();
  }
  await page.getByTestId('station-code').click();
  return (await page.getByTestId('pair-copy').getAttribute('data-text')) ?? '';
}

/** Another Stagedoor comes in with that text, through its own page. */
export async function joinHost(page: Page, text: string): Promise<void> {
  await page.getByTestId('job-program').click();
  await page.getByTestId('open-stations').click();
  await page.getByTestId('join-text').fill(text);
  await page.getByTestId('join-go').click();
  await expect(page.getByTestId('lane')).toBeVisible();
}

/** Where the host that is open to this machine is, as its page has it. */
export async function placeOfHost(
  page: Page,
): Promise<{ readonly port: number; readonly fingerprint: string }> {
  const url = (await page.getByTestId('network-url').textContent()) ?? '';
  const fingerprint = (await page.getByTestId('network-fingerprint').textContent()) ?? '';
  return { port: Number(new URL(url).port), fingerprint: fingerprint.replaceAll(' ', '') };
}
