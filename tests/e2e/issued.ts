import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import path from 'node:path';
import { fromBase32, toBase32 } from '../../shared/domain/base32.ts';
import { writeGraduation } from '../project.ts';
import { expect } from './app.ts';
import { type Desk, type DeskOptions, documentsOf, newHome, removeHome } from './desk.ts';
import { rows } from './storeReader.ts';

/** A machine at a graduation to which three have come, and one PDF of their certificates. */
export async function issueThree(start: (options: DeskOptions) => Promise<Desk>) {
  const folder = newHome();
  const program = path.join(folder, 'graduation.stagedoor');
  await writeGraduation(program, { came: 3 });
  const desk = await start({ program });
  removeHome(folder);
  await desk.page.getByTestId('job-certificates').click();
  await desk.page.getByTestId('make-certificates-pdf').click({ timeout: 120_000 });
  await expect(desk.page.getByTestId('run-result')).toBeVisible({ timeout: 120_000 });
  const [pdf = ''] = documentsOf(desk, '.pdf');
  return { desk, file: path.join(desk.documents, path.basename(program)), pdf };
}

/** What was issued, by number. */
export function issuedIn(file: string) {
  return rows<{ serial: string; name: string; code: string; drawing: string }>(
    file,
    "SELECT serial, fields ->> 'name' AS name, code, drawing FROM certificate ORDER BY number",
  );
}

/** Presses a button of the page of proofs; gives the file that came of it. */
export async function exported(desk: Desk, button: string, shown: string): Promise<string> {
  await desk.page.getByTestId(button).click();
  await expect(desk.page.getByTestId(shown)).toBeVisible();
  return path.join(desk.documents, (await desk.page.getByTestId(shown).textContent()) ?? '');
}

/** A code of which one fact was changed and the signature left. */
export function alteredCode(code: string, from: string, to: string): string {
  const bytes = Buffer.from(fromBase32(code) ?? []).toString('latin1');
  return toBase32(Buffer.from(bytes.replace(from, to), 'latin1'));
}

/** The same facts, signed well by somebody else. */
export function foreignCode(code: string): string {
  const other = generateKeyPairSync('ed25519');
  const raw = other.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const body = Buffer.from((fromBase32(code) ?? new Uint8Array()).subarray(0, -64));
  createHash('sha256').update(raw).digest().copy(body, 1, 0, 4);
  return toBase32(Buffer.concat([body, sign(null, body, other.privateKey)]));
}
