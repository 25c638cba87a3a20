import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import jwt from 'jsonwebtoken';
import { expect, test } from './app.ts';
import type { Desk } from './desk.ts';
import { alteredCode, exported, foreignCode, issuedIn, issueThree } from './issued.ts';
import { again } from './mainProcess.ts';

/** Pictures of a PDF's pages, as a scanner makes them. */
function picturesOf(desk: Desk, pdf: string): readonly string[] {
  execFileSync('pdftoppm', ['-png', '-r', '150', pdf, path.join(desk.home, 'sheet')]);
  return readdirSync(desk.home)
    .filter((name) => name.startsWith('sheet'))
    .sort()
    .map((name) => path.join(desk.home, name));
}

/** Opens the page as a stranger's browser would: from the disk, with nothing of the app, and with no way out. */
async function openVerifier(desk: Desk, file: string): Promise<Page> {
  const opening = desk.app.waitForEvent('window');
  await again(() =>
    desk.app.evaluate(async ({ BrowserWindow, session }, name) => {
      const apart = session.fromPartition(`verify-${name}`);
      // Everything would have to go through somebody who isn't there.
      await apart.setProxy({ proxyRules: '127.0.0.1:9', proxyBypassRules: '<-loopback>' });
      const window = new BrowserWindow({
        width: 900,
        height: 1100,
        webPreferences: { session: apart, sandbox: true },
      });
      await window.loadFile(name);
    }, file),
  );
  const page = await opening;
  await page.locator('main').waitFor();
  return page;
}

test('the exported page tells genuine, altered, revoked and foreign certificates apart, offline', async ({
  start,
}) => {
  const { desk, file, pdf } = await issueThree(start);
  const sheets = picturesOf(desk, pdf);
  expect(sheets).toHaveLength(3);
  const issued = issuedIn(file);
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
  await type(alteredCode(first.code, first.serial, second.serial));
  await expect(result).toHaveAttribute('data-kind', 'altered');

  await type(foreignCode(first.code));
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

test('one PDF of everybody has each person’s Open Badge in it: taken out by another reader, each verifies and is that person’s', async ({
  start,
}) => {
  const { file, pdf } = await issueThree(start);
  execFileSync('qpdf', ['--check', pdf]);
  const folder = mkdtempSync(path.join(tmpdir(), 'badges-'));
  try {
    execFileSync('pdfdetach', ['-saveall', '-o', folder, pdf]);
    const issued = issuedIn(file);
    expect(readdirSync(folder).sort()).toEqual(issued.map(({ serial }) => `open-badge-${serial}.jwt`));
    for (const { serial, name } of issued) {
      const token = readFileSync(path.join(folder, `open-badge-${serial}.jwt`), 'utf8');
      const header = jwt.decode(token, { complete: true })?.header as unknown as {
        jwk: Record<string, string>;
      };
      const key = createPublicKey({ key: header.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      const { credentialSubject } = jwt.verify(token, key, { algorithms: ['RS256'] }) as Record<
        string,
        object
      >;
      expect(credentialSubject).toMatchObject({
        licenseNumber: serial,
        identifier: expect.arrayContaining([expect.objectContaining({ identityHash: name })]),
      });
      const at = token.lastIndexOf('.') + 9;
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(() => jwt.verify(changed, key, { algorithms: ['RS256'] })).toThrow('invalid signature');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
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
