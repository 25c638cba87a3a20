import { createHash } from 'node:crypto';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { listBadgeHolders, markBadgesPrinted } from '../../electron/store/badgeHolders';
import {
  certificateFrame,
  draftDrawing,
  issueCertificate,
  whyHeldBack,
} from '../../electron/store/certificateIssue';
import { certificateKey } from '../../electron/store/certificateKeys';
import { currentCertificates, frozenDrawing } from '../../electron/store/certificates';
import { all, get, run, transaction } from '../../electron/store/db';
import { getEvent } from '../../electron/store/events';
import type { FontFiles } from '../../electron/store/fontFiles';
import { listGraduates } from '../../electron/store/graduates';
import { setMeta } from '../../electron/store/meta';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { readSignedFacts } from '../../shared/domain/signedFacts';
import { testFonts } from '../fonts';
import { startsAt } from './door';
import { makeGraduation as graduation } from './graduation';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

const makeGraduation = (names?: readonly string[]) => graduation(fonts, names);

test('who is due: those who complete, in 가나다 order, present once they were scanned in', () => {
  const { db, eventId, people, codeOf, scan } = makeGraduation();
  const [first] = people;
  if (!first) throw new Error('nobody');
  scan(codeOf(first));
  expect(listGraduates(db, eventId).map(({ name, present }) => [name, present])).toEqual([
    ['김민수', true],
    ['박도윤', false],
    ['이서연', false],
  ]);
});

test('numbers run 1, 2, 3 without a gap; issued again, everyone keeps theirs', () => {
  const { db, issueAll } = makeGraduation();
  expect(issueAll()).toEqual([1, 2, 3]);
  expect(issueAll(2)).toEqual([1, 2, 3]);
  expect(currentCertificates(db).map(({ serial }) => serial)).toEqual(['C5-0001', 'C5-0002', 'C5-0003']);
});

test('an issue that fails in the middle uses no number up', () => {
  const { db, frame, eventId, issueAll } = makeGraduation();
  const [first] = listGraduates(db, eventId);
  if (!first) throw new Error('nobody');
  expect(() => issueCertificate(db, frame, { ...first, name: '🎉' }, 1)).toThrow();
  expect(issueAll()).toEqual([1, 2, 3]);
});

test('frozen: a new name of the person or of the program changes nothing that was issued', () => {
  const { db, eventId, people, issueAll } = makeGraduation();
  issueAll();
  const before = frozenDrawing(db, 1, fonts);
  expect(before.pages).toEqual([expect.stringContaining('김민수')]);
  run(db, 'UPDATE attendee SET name = ? WHERE id = ?', '김민서', people[0] ?? '');
  setMeta(db, 'program.name', '다른 프로그램 6기');
  expect(frozenDrawing(db, 1, fonts)).toEqual(before);
  const frame = certificateFrame(db, getEvent(db, eventId), fonts);
  expect(
    listGraduates(db, eventId)
      .map((one) => issueCertificate(db, frame, one, 3))
      .sort(),
  ).toEqual([1, 2, 3]);
  expect(currentCertificates(db).map(({ name }) => name)).toContain('김민수');
});

test('its fonts are named by the hash of their files, and the drawing by its own', () => {
  const { db, issueAll } = makeGraduation();
  issueAll();
  const row = get<{ fonts: string; drawing: string; hash: string }>(
    db,
    'SELECT fonts, drawing, drawing_sha256 AS hash FROM certificate WHERE number = 1',
  );
  expect(JSON.parse(row?.fonts ?? '[]')).toContainEqual({
    family: 'Noto Serif KR',
    weight: 600,
    file: 'NotoSerifKR-SemiBold.ttf',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(
    createHash('sha256')
      .update(row?.drawing ?? '')
      .digest('hex'),
  ).toBe(row?.hash);
});

test('a drawing that was changed behind our back is not printed', () => {
  const { db, issueAll } = makeGraduation();
  issueAll();
  db.raw.exec('DROP TRIGGER certificate_frozen');
  run(db, "UPDATE certificate SET drawing = replace(drawing, '김민수', '김민서') WHERE number = 1");
  expect(() => frozenDrawing(db, 1, fonts)).toThrow(/changed/);
});

test('its QR holds the facts, signed by the key that the program keeps', () => {
  const { db, folder, issueAll } = makeGraduation();
  issueAll();
  const code = get<{ code: string }>(db, 'SELECT code FROM certificate WHERE number = 2')?.code ?? '';
  const file = path.join(folder, 'a.stagedoor');
  closeProgramFile(db);
  const again = openProgramFile(file);
  const read = readSignedFacts(code, certificateKey(again, '5기'));
  closeProgramFile(again);
  expect(read).toMatchObject({
    kind: 'genuine',
    facts: {
      name: '박도윤',
      program: '5기',
      serial: 'C5-0002',
      date: '2024-10-18',
      issuer: '5기 운영위원회',
    },
  });
});

test('a preview carries no valid signature and no number', () => {
  const { db, frame, eventId } = makeGraduation();
  const [first] = listGraduates(db, eventId);
  if (!first) throw new Error('nobody');
  expect(draftDrawing(frame, first).pages[0]).toContain('No. C5-0000');
  expect(currentCertificates(db)).toEqual([]);
  expect(get(db, "SELECT 1 FROM secret WHERE name = 'certificate.private'")).toBeUndefined();
});

test('a name that no font has is held back until it is mended', () => {
  const { db, frame, eventId, people } = makeGraduation(['홍길동🎉', '끝']);
  const held = () => listGraduates(db, eventId).map((one) => whyHeldBack(frame, one));
  expect(held()).toEqual([{ kind: 'glyphs', element: 'name', characters: ['🎉'] }]);
  run(db, 'UPDATE attendee SET name = ? WHERE id = ?', '홍길동', people[0] ?? '');
  expect(held()).toEqual([undefined]);
});

test('the certificate is dated by the day of the event at its place', () => {
  const { db, eventId } = makeGraduation();
  expect(startsAt).toBe(Date.parse('2024-10-18T14:00+09:00'));
  run(db, 'UPDATE event SET starts_at = ? WHERE id = ?', Date.parse('2024-10-18T00:30+09:00'), eventId);
  expect(certificateFrame(db, getEvent(db, eventId), fonts).date).toBe('2024-10-18');
});

test('a badge is marked as printed by its code; one that was replaced since is not', () => {
  const { db } = makeGraduation();
  const codes = listBadgeHolders(db).map(({ code }) => code);
  const [first = '', second = ''] = codes;
  run(db, 'UPDATE badge SET revoked_at = 1 WHERE id = ?', second.split('-')[1] ?? '');
  transaction(db, () => markBadgesPrinted(db, [first, second], 7));
  expect(all(db, 'SELECT printed_at AS at FROM badge WHERE printed_at IS NOT NULL')).toEqual([{ at: 7 }]);
});
