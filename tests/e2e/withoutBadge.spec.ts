import path from 'node:path';
import { expect, test } from './app.ts';
import { AppCalls } from './appCalls.ts';
import type { Desk } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { jobsOf, pdfCodes, pdfText, spooled, testPrinter } from './printQueue.ts';
import { rows, storedBadges } from './storeReader.ts';

const fileOf = (desk: Desk, program: string) => path.join(desk.documents, path.basename(program));
const queue = testPrinter();

/** The job that came to the queue after those that were there. */
async function nextJob(before: readonly number[]): Promise<number> {
  let fresh: number | undefined;
  await expect
    .poll(
      () => {
        fresh = jobsOf(queue).find((job) => !before.includes(job));
        return fresh;
      },
      { timeout: 60_000 },
    )
    .toBeDefined();
  return fresh ?? -1;
}

test('without a badge: confirmed by the phone, admitted, and a fresh label comes out; the old badge is stopped', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const old = storedBadges(file).find(({ name }) => name === '박훈주');
  if (!old) throw new Error('the sample lacks somebody');
  await page.getByTestId('job-door').click();
  await page.keyboard.press('F2');
  // Asked for by the digits that they said: said once is enough.
  await page.getByTestId('search-input').fill('1040');
  await page.getByTestId('search-result').filter({ hasText: '박훈주' }).click();
  await expect(page.getByTestId('confirm-digits')).toHaveValue('1040');
  await page.getByTestId('badge-printer').selectOption(queue);
  const before = jobsOf(queue);
  await page.getByTestId('confirm-print').click();
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');
  const job = spooled(await nextJob(before));
  const fresh = storedBadges(file).find(({ attendeeId }) => attendeeId === old.attendeeId);
  expect(fresh?.code).not.toBe(old.code);
  expect(job.pages).toBe(1);
  expect(pdfText(job.file, 1)).toContain('박훈주');
  expect(pdfCodes(job.file)).toEqual([fresh?.code]);
  await scanByKeyboard(desk, old.code);
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-kind', 'revoked');
});

test('a walk-in: a guest with a badge from the queue, in the list, and not beyond the capacity', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  await page.getByTestId('job-door').click();
  await page.keyboard.press('F6');
  await page.getByTestId('walk-in-name').fill('나그네');
  await page.getByTestId('walk-in-affiliation').fill('한빛대학교');
  await page.getByTestId('walk-in-phone').fill('010-5555-7777');
  await page.getByTestId('badge-paper').selectOption('a6');
  await page.getByTestId('badge-printer').selectOption(queue);
  const before = jobsOf(queue);
  await page.getByTestId('walk-in-save').click();
  await expect(page.getByTestId('verdict-name')).toHaveText('나그네');
  await expect(page.getByTestId('count-present')).toHaveText('1');
  const job = spooled(await nextJob(before));
  const badge = storedBadges(file).find(({ name }) => name === '나그네');
  expect(badge?.role).toBe('guest');
  expect(pdfCodes(job.file)).toEqual([badge?.code]);
  // Whoever is in the list already is not made twice.
  await page.keyboard.press('F6');
  await page.getByTestId('walk-in-name').fill('나그네');
  await page.getByTestId('walk-in-phone').fill('01055557777');
  await page.getByTestId('walk-in-save').click();
  await expect(page.getByTestId('walk-in-problem')).toContainText('이미 명단에');
  expect(rows(file, "SELECT 1 FROM attendee WHERE name = '나그네'")).toHaveLength(1);
});

/** The page does not get the next answer to that procedure: it is told that something went wrong on the way. */
const loseNextAnswer = (page: Desk['page'], procedure: string) =>
  page.evaluate((name) => {
    const send = MessagePort.prototype.postMessage;
    const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
    let lost: string | undefined;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...sent: Parameters<typeof send>) {
      const [message] = sent;
      if (typeof message === 'string' && message.includes(`"/${name}"`)) {
        lost = JSON.parse(message).i;
        MessagePort.prototype.postMessage = send;
      }
      return send.apply(this, sent);
    } as typeof send;
    Object.defineProperty(MessageEvent.prototype, 'data', {
      configurable: true,
      get(this: MessageEvent) {
        const got: unknown = data?.get?.call(this);
        return lost !== undefined && typeof got === 'string' && got.startsWith(`{"i":"${lost}"`)
          ? JSON.stringify({ i: lost, p: { s: 500, h: {}, b: { json: null } } })
          : got;
      },
    });
  }, procedure);

test('a walk-in whose answer was lost is sent again, and is one guest', async ({ start, rehearsal }) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  await page.getByTestId('job-door').click();
  await page.keyboard.press('F6');
  await page.getByTestId('walk-in-name').fill('나그네');
  await page.getByTestId('badge-printer').selectOption(queue);
  await loseNextAnswer(page, 'desk/walkIn');
  await page.getByTestId('walk-in-save').click();
  await expect(page.getByTestId('walk-in-problem')).toBeVisible();
  await page.getByTestId('walk-in-save').click();
  await expect(page.getByTestId('verdict-name')).toHaveText('나그네');
  await expect(page.getByTestId('count-present')).toHaveText('1');
  expect(rows(file, "SELECT 1 FROM attendee WHERE name = '나그네'")).toHaveLength(1);
});

test('a group arrives: ticked in one go, those left out stay outside', async ({ start, rehearsal }) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const [noted] = rows<{ id: string; name: string }>(
    fileOf(desk, rehearsal),
    "SELECT id, name FROM attendee WHERE affiliation = '한빛대학교' ORDER BY name DESC",
  );
  if (!noted) throw new Error('the sample lacks somebody');
  const calls = await AppCalls.over(desk);
  await calls.call('roster/edit', { edits: [{ id: noted.id, edit: { attention: '휠체어 자리' } }] });
  await page.getByTestId('job-door').click();
  await page.keyboard.press('F7');
  await page.getByTestId('group-find').fill('한빛대학교');
  await page.getByTestId('group-name').first().click();
  const members = page.getByTestId('group-member');
  const count = await members.count();
  expect(count).toBeGreaterThan(1);
  await members.first().uncheck();
  await page.getByTestId('group-admit').click();
  await expect(page.getByTestId('count-present')).toHaveText(String(count - 1));
  await expect(members.first()).not.toBeChecked();
  // What the steward must know of one of them is said, and stays in sight.
  await expect(page.getByRole('alert').filter({ hasText: `${noted.name}: 휠체어 자리` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('last-scans')).toContainText('휠체어 자리');
});
