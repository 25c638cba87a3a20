import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { Verifier } from '../../renderer/verify/verifier';
import { fromBase32, toBase32 } from '../../shared/domain/base32';
import { type RevocationList, signRevocationList } from '../../shared/domain/revocationList';
import { type CertificateFacts, writeSignedFacts } from '../../shared/domain/signedFacts';

interface Issuer {
  readonly key: KeyObject;
  readonly raw: Buffer;
}

function issuer(): Issuer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    key: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    raw: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32),
  };
}

const ours = issuer();
const facts: CertificateFacts = {
  program: '머신러닝 부트캠프 5기',
  name: '김민수',
  nameLatin: 'Minsu Kim',
  result: 'completed',
  honours: '',
  serial: 'C5-0001',
  date: '2024-10-18',
  issuer: '머신러닝 부트캠프 5기 운영위원회',
};

function certificate(by: Issuer, changes: Partial<CertificateFacts> = {}): string {
  const keyId = createHash('sha256').update(by.raw).digest().subarray(0, 4);
  return writeSignedFacts({ ...facts, ...changes }, { keyId, sign: (bytes) => sign(null, bytes, by.key) });
}

function list(by: Issuer, changes: Partial<RevocationList> = {}) {
  const whole: RevocationList = {
    version: 1,
    key: by.raw.toString('hex'),
    date: '2024-10-19T01:00:00.000Z',
    revoked: [{ serial: 'C5-0002', date: '2024-10-18', replacedBy: 'C5-0334' }],
    ...changes,
  };
  return signRevocationList(whole, (bytes) => sign(null, bytes, by.key));
}

function verifier(revocations = list(ours)): Verifier {
  return new Verifier({ program: facts.program, programEn: '', key: ours.raw.toString('hex'), revocations });
}

test('genuine, revoked, altered, foreign and no certificate at all are told apart', () => {
  const check = (code: string) => verifier().check(code);
  expect(check(certificate(ours))).toEqual({ kind: 'genuine', facts });
  expect(check(certificate(ours, { serial: 'C5-0002' }))).toMatchObject({
    kind: 'revoked',
    revoked: { replacedBy: 'C5-0334' },
  });
  const bytes = Buffer.from(fromBase32(certificate(ours)) ?? []).toString('latin1');
  const altered = toBase32(Buffer.from(bytes.replace('Minsu Kim', 'Minso Kim'), 'latin1'));
  expect(check(altered)).toMatchObject({ kind: 'altered', facts: { nameLatin: 'Minso Kim' } });
  expect(check(certificate(issuer())).kind).toBe('foreign');
  expect(check('8801234567893').kind).toBe('unknown');
});

test('a newer list is taken; an older one, another program’s or a changed one is not', () => {
  const page = verifier();
  const first = certificate(ours);
  const changed = list(ours, { date: '2024-11-01T00:00:00.000Z' });
  const newer = list(ours, {
    date: '2024-11-01T00:00:00.000Z',
    revoked: [{ serial: 'C5-0001', date: '2024-10-31', replacedBy: null }],
  });
  expect(
    page.takeList(JSON.stringify({ ...changed, list: changed.list.replace('C5-0002', 'C5-0001') })),
  ).toBe('refused');
  expect(page.takeList(JSON.stringify(list(issuer())))).toBe('refused');
  expect(page.takeList('no JSON')).toBe('refused');
  expect(page.check(first).kind).toBe('genuine');
  expect(page.takeList(JSON.stringify(newer))).toBe('taken');
  expect(page.check(first).kind).toBe('revoked');
  expect(page.takeList(JSON.stringify(list(ours)))).toBe('older');
  expect(page.check(first).kind).toBe('revoked');
});

test('a list whose signature is torn counts for nothing, and the page knows it', () => {
  const torn = { ...list(ours), signature: 'A'.repeat(103) };
  expect(verifier(torn).listDate).toBeUndefined();
  expect(verifier().listDate).toBe('2024-10-19T01:00:00.000Z');
});
