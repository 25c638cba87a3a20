import path from 'node:path';
import { expect, test } from './app.ts';
import type { Desk } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { pdfCodes, pdfFacts, pdfFonts, pdfText } from './printQueue.ts';
import { rows, storedBadges } from './storeReader.ts';
import { startTray, type Tray } from './tray.ts';

// Who completes, in words of the store and with none of the app's code.
const completes = `SELECT a.id, a.name FROM attendee a
  JOIN track_result c ON c.attendee_id = a.id AND c.track = 'course' AND c.result ->> 'done' >= c.result ->> 'of'
  JOIN track_result k ON k.attendee_id = a.id AND k.track = 'competition' AND k.result ->> 'joined' = 1
  JOIN track_result p ON p.attendee_id = a.id AND p.track = 'project' AND p.result ->> 'title' <> ''
  ORDER BY a.email_key LIMIT 12`;
const people = 12;
const chunk = 10;

const faults = ['cancelled', 'paused', 'stopped', 'killed'] as const;
type Fault = (typeof faults)[number];

const serialOf = (page: string) => /No\. ?(C5-\d{4})/.exec(pdfText(page, 1))?.[1] ?? '?';

/** Waits until so many pages lie in the tray, and no more than that. */
async function comeOut(tray: Tray, pages: number): Promise<void> {
  await expect.poll(() => tray.pages().length, { timeout: 60_000, intervals: [50] }).toBe(pages);
}

async function openDesk(desk: Desk): Promise<void> {
  await desk.page.getByTestId('job-certificates').click();
  await desk.page.getByTestId('tab-certificates').click();
}

/**
 * The operator takes what is left out of the queue, reads the tray, and says which sheet is the last good one. What is shown of
 * the queue may be a moment old: a reading that the app refuses, since the queue still has something, is made again.
 */
async function readTray({ page }: Desk, sheets: readonly string[]): Promise<void> {
  const queue = page.getByTestId('spool-queue');
  const last = sheets.at(-1);
  await expect(async () => {
    await expect(queue).toHaveAttribute('data-kind', /empty|busy/, { timeout: 60_000 });
    // What can be clicked now may be gone in a moment: then it is looked at again.
    if ((await queue.getAttribute('data-kind')) === 'busy')
      await page.getByTestId('spool-clear').click({ timeout: 3000 });
    await expect(queue).toHaveAttribute('data-kind', 'empty', { timeout: 60_000 });
    if (last === undefined) await page.getByTestId('spool-none').click({ timeout: 3000 });
    else {
      await page.getByTestId('last-good').fill(last.slice(-4), { timeout: 3000 });
      await page.getByTestId('spool-here').click({ timeout: 3000 });
    }
    await expect(page.getByTestId('spool-sent')).toHaveCount(0);
  }).toPass({ timeout: 120_000 });
}

/** Says that all of what was sent came out, until the app has taken it: what is shown of the queue may be a moment old. */
async function sayAllCameOut({ page }: Desk): Promise<void> {
  const counted = async () => (await page.getByTestId('spool-count').allTextContents()).join();
  const before = await counted();
  await expect(async () => {
    const all = page.locator('[data-testid="spool-all"]:enabled');
    if (await all.count()) await all.click({ timeout: 3000 });
    await expect.poll(counted).not.toBe(before);
  }).toPass({ timeout: 90_000 });
}

test('a print run goes on from exactly where it was: print system stopped, queue paused, job cancelled, app killed', async ({
  start,
  rehearsal,
}) => {
  const soak = process.env.STAGEDOOR_SOAK === '1';
  const rounds = soak ? 30 : 5;
  test.setTimeout(rounds * 120_000);
  const tray = await startTray();
  try {
    const env = { CUPS_SERVER: tray.server };
    let desk = await start({ program: rehearsal, env });
    const file = path.join(desk.documents, path.basename(rehearsal));
    const badges = new Map(storedBadges(file).map(({ attendeeId, code }) => [attendeeId, code]));
    await desk.page.getByTestId('job-door').click();
    await desk.page.getByTestId('lane').waitFor();
    for (const { id, name } of rows<{ id: string; name: string }>(file, completes)) {
      await scanByKeyboard(desk, badges.get(id) ?? '');
      await expect(desk.page.getByTestId('verdict')).toContainText(name);
    }
    await openDesk(desk);

    for (let round = 0; round < rounds; round++) {
      const fault: Fault = faults[round % faults.length] ?? 'killed';
      const k = Math.floor(Math.random() * chunk);
      const what = `round ${round}: ${fault} after ${k} sheets`;
      const before = tray.pages().length;
      const inTray = () => tray.pages().slice(before).map(serialOf);
      const { page } = desk;
      await page.getByTestId('choice-present').click();
      await page.getByTestId('chunk-select').selectOption(String(chunk));
      if (round > 0) await page.getByTestId('again-reason').fill(what);
      tray.let(k);
      await page.getByTestId('print-certificates').click();
      await expect(page.getByTestId('spool-sent'), what).toBeVisible({ timeout: 60_000 });
      await comeOut(tray, before + k);

      if (fault === 'cancelled') tray.cancelAll();
      else if (fault === 'paused') tray.pause();
      else if (fault === 'stopped') {
        await tray.stop();
        await expect(page.getByTestId('spool-queue')).toHaveAttribute('data-kind', 'unknown', {
          timeout: 60_000,
        });
        await expect(page.getByTestId('spool-all')).toBeDisabled();
        await tray.start();
      } else {
        await desk.kill();
        desk = await start({ home: desk.home, env });
        await openDesk(desk);
      }
      await readTray(desk, inTray());
      // From here on the printer is well, and the operator lets everything out.
      if (fault === 'paused') tray.resume();
      tray.let(2 * people);
      while (inTray().length < people || (await desk.page.getByTestId('spool').count()) > 0) {
        // Whatever can be pressed: the next sheets, or that the last ones came out. Neither once it is over.
        const next = desk.page.locator('[data-testid="spool-next"]:enabled');
        const all = desk.page.locator('[data-testid="spool-all"]:enabled');
        const over = desk.page.getByTestId('run-result');
        await next.or(all).or(over).first().waitFor({ timeout: 60_000 });
        if (await next.count()) await next.click();
        else if (await all.count()) await sayAllCameOut(desk);
      }
      tray.hold();
      const expected = rows<{ serial: string }>(file, 'SELECT serial FROM certificate ORDER BY number');
      expect(inTray().sort(), what).toEqual(expected.map(({ serial }) => serial));
      expect(
        rows(file, 'SELECT DISTINCT printed FROM certificate WHERE revoked_at IS NULL'),
        `${what}: each counted once more`,
      ).toEqual([{ printed: round + 1 }]);
    }

    // What the queue received, not what was asked for.
    const [received = ''] = tray.spooled();
    expect(pdfFacts(received)).toEqual({ pages: chunk, size: { width: 841.92, height: 594.96 } });
    expect(pdfFonts(received).filter(({ type, embedded }) => type !== 'CID TrueType' || !embedded)).toEqual(
      [],
    );
    const codes = rows<{ code: string }>(file, 'SELECT code FROM certificate').map(({ code }) => code);
    expect(pdfCodes(received)).toHaveLength(chunk);
    expect(pdfCodes(received).filter((code) => !codes.includes(code))).toEqual([]);
  } finally {
    await tray.close();
  }
});
