import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { fromBase32, toBase32 } from '../../shared/domain/base32.ts';
import { expect, test } from './app.ts';
import { type Desk, documentsOf } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, storedBadges } from './storeReader.ts';

/** Lets the first three who complete in and makes the PDF of their certificates; gives pictures of its pages. */
async function issueThree(desk: Desk, file: string): Promise<readonly string[]> {
  const { page } = desk;
  const ids = rows<{ id: string }>(
    file,
    `SELECT a.id FROM attendee a
       JOIN track_result c ON c.attendee_id = a.id AND c.track = 'course' AND c.result ->> 'done' >= c.result ->> 'of'
       JOIN track_result k ON k.attendee_id = a.id AND k.track = 'competition' AND k.result ->> 'joined' = 1
       JOIN track_result p ON p.attendee_id = a.id AND p.track = 'project' AND p.result ->> 'title' <> ''
     ORDER BY a.email_key LIMIT 3`,
  ).map(({ id }) => id);
  const badges = storedBadges(file).filter(({ attendeeId }) => ids.includes(attendeeId));
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
  for (const { code, name } of badges) {
    await scanByKeyboard(desk, code);
    await expect(page.getByTestId('verdict')).toContainText(name);
  }
  await page.getByTestId('job-certificates').click();
  await page.getByTestId('make-certificates-pdf').click();
  await expect(page.getByTestId('run-result')).toBeVisible({ timeout: 60_000 });
  const [pdf = ''] = documentsOf(desk, '.pdf');
  execFileSync('pdftoppm', ['-png', '-r', '150', pdf, path.join(desk.home, 'sheet')]);
  return readdirSync(desk.home)
    .filter((name) => name.startsWith('sheet'))
    .sort()
    .map((name) => path.join(desk.home, name));
}

/** Opens the page as a stranger's browser would: from the disk, with nothing of the app, and with no way out. */
async function openVerifier(desk: Desk, file: string): Promise<Page> {
  const opening = desk.app.waitForEvent('window');
  await desk.app.evaluate(async ({ BrowserWindow, session }, name) => {
    const apart = session.fromPartition(`verify-${name}`);
    await apart.enableNetworkEmulation({ offline: true });
    const window = new BrowserWindow({
      width: 900,
      height: 1100,
      webPreferences: { session: apart, sandbox: true },
    });
    await window.loadFile(name);
  }, file);
  const page = await opening;
  await page.locator('main').waitFor();
  return page;
}

async function exported(desk: Desk, button: string, shown: string): Promise<string> {
  await desk.page.getByTestId(button).click();
  await expect(desk.page.getByTestId(shown)).toBeVisible();
  return path.join(desk.documents, (await desk.page.getByTestId(shown).textContent()) ?? '');
}

test('the exported page tells genuine, altered, revoked and foreign certificates apart, offline', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const file = path.join(desk.documents, path.basename(rehearsal));
  const sheets = await issueThree(desk, file);
  expect(sheets).toHaveLength(3);
  const issued = rows<{ serial: string; name: string; code: string }>(
    file,
    "SELECT serial, fields ->> 'name' AS name, code FROM certificate ORDER BY number",
  );
  const [first, second] = issued;
  if (!first || !second) throw new Error('nothing was issued');
  await desk.page.getByTestId('tab-proof').click();
  await expect(desk.page.getByTestId('proof-counts')).toContainText('3');
  const html = await exported(desk, 'export-verifier', 'verifier-document');
  expect(readFileSync(html, 'utf8')).not.toMatch(/(src|href)="?https?:/);

  const verifier = await openVerifier(desk, html);
  const result = verifier.locator('.result');
  for (const sheet of sheets) {
    await verifier.locator('#picture').setInputFiles(sheet);
    await expect(result).toHaveAttribute('data-kind', 'genuine');
  }
  const shown = await verifier.locator('[data-fact="serial"]').textContent();
  const one = issued.find(({ serial }) => shown === `No. ${serial}`);
  await expect(verifier.locator('[data-fact="name"]')).toHaveText(one?.name ?? 'nobody');
  await expect(verifier.locator('.facts caption')).toContainText(/비교|compare/);

  await verifier.locator('summary').click();
  const type = (code: string) => verifier.locator('#code').fill(code);
  const bytes = Buffer.from(fromBase32(first.code) ?? []).toString('latin1');
  await type(toBase32(Buffer.from(bytes.replace(first.serial, second.serial), 'latin1')));
  await expect(result).toHaveAttribute('data-kind', 'altered');

  const other = generateKeyPairSync('ed25519');
  const raw = other.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const body = Buffer.from((fromBase32(first.code) ?? new Uint8Array()).subarray(0, -64));
  createHash('sha256').update(raw).digest().copy(body, 1, 0, 4);
  await type(toBase32(Buffer.concat([body, sign(null, body, other.privateKey)])));
  await expect(result).toHaveAttribute('data-kind', 'foreign');

  await type('8801234567893');
  await expect(result).toHaveAttribute('data-kind', 'unknown');

  // Revoked since: the page at hand does not know it until it is given the newer list.
  await type(first.code);
  await expect(result).toHaveAttribute('data-kind', 'genuine');
  execFileSync('sqlite3', [
    file,
    `UPDATE certificate SET revoked_at = issued_at, revoked_reason = 'wrong name' WHERE serial = '${first.serial}'`,
  ]);
  const list = await exported(desk, 'export-revocations', 'list-document');
  await verifier.locator('#list').setInputFiles(list);
  await expect(verifier.locator('.note[role="alert"]')).toBeVisible();
  await verifier.locator('summary').click();
  await type(first.code);
  await expect(result).toHaveAttribute('data-kind', 'revoked');
  await type(second.code);
  await expect(result).toHaveAttribute('data-kind', 'genuine');
});

test('a sealed key: nothing is issued while it is locked; its passphrase opens it', async ({
  start,
  rehearsal,
}) => {
  const passphrase = '졸업식 열쇠 2024';
  const first = await start({ program: rehearsal });
  await first.page.getByTestId('job-certificates').click();
  await first.page.getByTestId('tab-proof').click();
  await expect(first.page.getByTestId('key-state')).toHaveAttribute('data-state', 'none');
  await first.page.getByTestId('passphrase').fill(passphrase);
  await expect(first.page.getByTestId('key-submit')).toBeDisabled();
  await first.page.getByTestId('passphrase-again').fill(passphrase);
  await first.page.getByTestId('key-submit').click();
  await expect(first.page.getByTestId('key-state')).toHaveAttribute('data-state', 'unlocked');
  await first.close();

  const desk = await start({ home: first.home });
  const { page } = desk;
  await page.getByTestId('job-certificates').click();
  await page.getByTestId('tab-proof').click();
  await expect(page.getByTestId('key-state')).toHaveAttribute('data-state', 'locked');
  await page.getByTestId('export-verifier').click();
  await expect(page.getByText('서명 열쇠가 잠겨 있습니다')).toBeVisible();
  await page.getByTestId('passphrase').fill('not the passphrase');
  await page.getByTestId('key-submit').click();
  await expect(page.getByText('암호가 맞지 않습니다')).toBeVisible();
  await page.getByTestId('passphrase').fill(passphrase);
  await page.getByTestId('passphrase').press('Enter');
  await expect(page.getByTestId('key-state')).toHaveAttribute('data-state', 'unlocked');
  await exported(desk, 'export-verifier', 'verifier-document');
  const keys = JSON.parse(readFileSync(await exported(desk, 'key-export', 'key-document'), 'utf8')) as object;
  expect(Object.keys(keys).sort()).toEqual(['program', 'public', 'sealed', 'stagedoor']);
});
