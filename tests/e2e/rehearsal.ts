import type { Desk } from './desk.ts';

/** Starts a rehearsal through the program's page, or sets its clock, to a time of day in Seoul (`2024-10-18T13:05`). */
export async function startRehearsal(desk: Desk, at: string): Promise<void> {
  const { page } = desk;
  await page.getByTestId('job-program').click();
  await page.getByTestId('rehearsal-at').fill(at);
  await page.getByTestId('rehearsal-start').click();
  await page.getByTestId('rehearsal-banner').waitFor();
}
