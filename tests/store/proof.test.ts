import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import Ajv from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import jwt from 'jsonwebtoken';
import { expect, test } from 'vitest';
import { withFiles } from '../../electron/api/attachedFiles';
import { credentialFile } from '../../electron/api/attachment';
import { signedRevocations } from '../../electron/api/verifyPage';
import {
  certificateKey,
  certificatePublicKey,
  certificateSigner,
  exportKeys,
  importKeys,
  keyState,
  lockKeys,
  sealKeys,
  unlockKeys,
} from '../../electron/store/certificateKeys';
import { credentialSources, credentialWriter } from '../../electron/store/credentials';
import { all, run, runOne, type WriteDb } from '../../electron/store/db';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { Verifier } from '../../renderer/verify/verifier';
import type { AttendeeId } from '../../shared/contract/ids';
import { type CertificateFacts, readSignedFacts, writeSignedFacts } from '../../shared/domain/signedFacts';
import { makeDoor } from './door';

const passphrase = '졸업식 열쇠 2024';
const facts: CertificateFacts = {
  program: '5기',
  name: '김민수',
  nameLatin: 'Minsu Kim',
  result: 'completed',
  honours: '',
  serial: 'C5-0001',
  date: '2024-10-18',
  issuer: '5기 운영위원회',
};

/** A certificate in the register with nothing but what proofs are made of. */
function issue(db: WriteDb, attendeeId: AttendeeId | undefined, number: number, name: string): string {
  const serial = `C5-${String(number).padStart(4, '0')}`;
  const code = writeSignedFacts({ ...facts, name, serial }, certificateSigner(db));
  run(
    db,
    `INSERT INTO certificate_template (id, version, body, created_at) VALUES ('plain', 1, '{}', 0) ON CONFLICT DO NOTHING`,
  );
  runOne(
    db,
    `INSERT INTO certificate (number, serial, attendee_id, template_id, template_version, fields, fonts, code, drawing,
       drawing_sha256, issued_at) VALUES (?, ?, ?, 'plain', 1, ?, '[]', ?, '<svg/>', '', ?)`,
    number,
    serial,
    attendeeId ?? '',
    JSON.stringify({ name }),
    code,
    Date.UTC(2024, 9, 18, 7),
  );
  return code;
}

function makeIssued() {
  const door = makeDoor(['김민수', '이서연']);
  const [first, second] = door.people;
  run(
    door.db,
    "UPDATE attendee SET email = 'Minsu@Example.com', email_key = 'minsu@example.com' WHERE id = ?",
    first ?? '',
  );
  const codes = [issue(door.db, first, 1, '김민수'), issue(door.db, second, 2, '이서연')];
  return { ...door, codes, file: path.join(door.folder, 'a.stagedoor') };
}

test('an Open Badge verifies with another JOSE library; one letter changed, and it does not', async () => {
  const { db } = makeIssued();
  const writer = await credentialWriter(db);
  const [source] = credentialSources(db);
  if (!source) throw new Error('nothing issued');
  const token = await writer.write(source);
  const decoded = jwt.decode(token, { complete: true });
  const header = decoded?.header as unknown as { alg: string; jwk: Record<string, string> };
  expect(header.alg).toBe('RS256');
  expect(Object.keys(header.jwk).sort()).toEqual(['e', 'kty', 'n']);
  const key = createPublicKey({ key: header.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const payload = jwt.verify(token, key, { algorithms: ['RS256'] }) as Record<string, unknown>;
  expect(payload).toMatchObject({
    jti: payload.id,
    nbf: Date.UTC(2024, 9, 18, 7) / 1000,
    credentialSubject: { licenseNumber: 'C5-0001' },
  });
  expect(JSON.stringify(payload).toLowerCase()).not.toContain('minsu@example.com');
  const [head = '', body = '', signature = ''] = token.split('.');
  const changed = Buffer.from(body, 'base64url').toString('utf8').replace('C5-0001', 'C5-0002');
  const forged = [head, Buffer.from(changed, 'utf8').toString('base64url'), signature].join('.');
  expect(() => jwt.verify(forged, key, { algorithms: ['RS256'] })).toThrow('invalid signature');
});

test('a badge has the form that Open Badges 3.0 asks for, and says the same each time', async () => {
  const { db } = makeIssued();
  const writer = await credentialWriter(db);
  // What the published schema of an AchievementCredential asks of the parts that are written here, in our own words; and the
  // published one itself (ob_v3p0_achievementcredential_schema.json) where STAGEDOOR_OB_SCHEMA names it: it is not ours to hand on.
  const files = [
    path.join(import.meta.dirname, '../fixtures/open-badge.schema.json'),
    process.env.STAGEDOOR_OB_SCHEMA,
  ].filter((file) => file !== undefined);
  for (const file of files) {
    const ajv = new Ajv({ allErrors: true, strict: false });
    addFormats(ajv);
    const valid = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
    for (const source of credentialSources(db)) {
      const payload = jwt.decode(await writer.write(source)) as object;
      expect(valid(payload) ? [] : valid.errors).toEqual([]);
      expect(jwt.decode(await writer.write(source))).toEqual(payload);
    }
    const [first] = credentialSources(db);
    const { validFrom: _, ...without } = first
      ? (jwt.decode(await writer.write(first)) as Record<string, unknown>)
      : {};
    expect(valid(without)).toBe(false);
  }
});

test('badges lie inside the PDF as they are, in the order of their names, each with its page', async () => {
  const blank = await PDFDocument.create();
  for (let page = 0; page < 3; page++) blank.addPage([841.89, 595.28]);
  const at = { issuedAt: 0 };
  const files = [
    credentialFile('d.e.f', { serial: 'C5-0002', ...at }, 0),
    credentialFile('a.b.c', { serial: 'C5-0001', ...at }, 2),
  ];
  const whole = await withFiles(await blank.save(), files, { title: '수료증', subject: 'No. C5-0001' });
  const read = await PDFDocument.load(whole);
  expect(read.getTitle()).toBe('수료증');
  expect(read.getSubject()).toBe('No. C5-0001');
  expect(read.getAttachments().map(({ name, data }) => [name, Buffer.from(data).toString()])).toEqual([
    ['open-badge-C5-0001.jwt', 'a.b.c'],
    ['open-badge-C5-0002.jwt', 'd.e.f'],
  ]);
  const filesOf = (page: number) => {
    const files = read.getPage(page).node.lookupMaybe(PDFName.of('AF'), PDFArray);
    return files
      ?.asArray()
      .map((_, i) => files.lookup(i, PDFDict).lookup(PDFName.of('F'), PDFString).asString());
  };
  expect([0, 1, 2].map(filesOf)).toEqual([['open-badge-C5-0002.jwt'], undefined, ['open-badge-C5-0001.jwt']]);
});

test('sealed: locked when the program is opened again, opened by its passphrase alone, and nowhere open in the file', async () => {
  const { db, file, codes } = makeIssued();
  expect(keyState(db)).toBe('open');
  await credentialWriter(db);
  const secrets = all<{ value: Uint8Array }>(db, "SELECT value FROM secret WHERE name LIKE '%.private'");
  expect(secrets).toHaveLength(2);
  await sealKeys(db, passphrase);
  expect(keyState(db)).toBe('unlocked');
  closeProgramFile(db);
  const bytes = readFileSync(file);
  expect(secrets.filter(({ value }) => bytes.includes(Buffer.from(value)))).toEqual([]);

  const again = openProgramFile(file);
  expect(keyState(again)).toBe('locked');
  expect(() => certificateSigner(again)).toThrow('key.locked');
  await expect(credentialWriter(again)).rejects.toThrow('key.locked');
  await expect(unlockKeys(again, `${passphrase}!`)).rejects.toThrow('key.wrongPassphrase');
  expect(keyState(again)).toBe('locked');
  await unlockKeys(again, passphrase);
  const code = writeSignedFacts(facts, certificateSigner(again));
  const trusted = certificateKey(again, '5기');
  expect(readSignedFacts(code, trusted).kind).toBe('genuine');
  expect(codes.map((one) => readSignedFacts(one, trusted).kind)).toEqual(['genuine', 'genuine']);
  lockKeys(again);
  expect(() => certificateSigner(again)).toThrow('key.locked');
  closeProgramFile(again);
});

test('the keys go on in the next cohort’s program, but never into one that has issued', async () => {
  const last = makeIssued();
  expect(() => exportKeys(last.db, '5기')).toThrow('key.notSealed');
  await sealKeys(last.db, passphrase);
  const text = exportKeys(last.db, '5기');
  const next = makeDoor(['박도윤']);
  await expect(importKeys(next.db, '{"a":1}', passphrase)).rejects.toThrow('key.notAKeyFile');
  await expect(importKeys(next.db, text, 'not the passphrase')).rejects.toThrow('key.wrongPassphrase');
  expect(keyState(next.db)).toBe('none');
  await importKeys(next.db, text, passphrase);
  expect(keyState(next.db)).toBe('unlocked');
  expect(certificatePublicKey(next.db)).toEqual(certificatePublicKey(last.db));
  issue(next.db, next.people[0], 1, '박도윤');
  await expect(importKeys(next.db, text, passphrase)).rejects.toThrow('key.alreadyIssued');
});

test('the page that checks knows what the program has revoked', () => {
  const { db, codes } = makeIssued();
  const verifier = () =>
    new Verifier({
      program: '5기',
      programEn: '',
      key: Buffer.from(certificatePublicKey(db)).toString('hex'),
      revocations: signedRevocations(db, Date.UTC(2024, 9, 20)),
    });
  expect(codes.map((code) => verifier().check(code).kind)).toEqual(['genuine', 'genuine']);
  run(
    db,
    "UPDATE certificate SET revoked_at = ?, revoked_reason = 'wrong name' WHERE number = 1",
    Date.UTC(2024, 9, 19),
  );
  expect(codes.map((code) => verifier().check(code).kind)).toEqual(['revoked', 'genuine']);
  expect(JSON.stringify(signedRevocations(db, 0))).not.toContain('wrong name');
});
