import { beforeAll, expect, test } from 'vitest';
import {
  certificateFrame,
  correctCertificate,
  issueCertificate,
} from '../../electron/store/certificateIssue';
import { currentCertificates, frozenDrawing } from '../../electron/store/certificates';
import { run, type WriteDb } from '../../electron/store/db';
import { getEvent } from '../../electron/store/events';
import type { FontFiles } from '../../electron/store/fontFiles';
import { findRecipient, listGraduates } from '../../electron/store/graduates';
import { listLeftovers, recordHandover, setPostalAddress, undoHandover } from '../../electron/store/handover';
import { listRegister, revokeCertificate } from '../../electron/store/register';
import { setSerialPattern } from '../../electron/store/serials';
import type { AttendeeId } from '../../shared/contract/ids';
import { testFonts } from '../fonts';
import { makeGraduation } from './graduation';
import { refusalOf } from './importing';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

function recipientOf(db: WriteDb, id: AttendeeId) {
  const recipient = findRecipient(db, id);
  if (!recipient) throw new Error('nobody');
  return recipient;
}

const note = { reason: '이름 오기', by: '오거나' };

test('a correction revokes the old serial and issues a new one that names it; the old number is never given again', () => {
  const { db, frame, people, issueAll } = makeGraduation(fonts);
  issueAll();
  const [person] = people;
  if (!person) throw new Error('nobody');
  run(db, 'UPDATE attendee SET name = ? WHERE id = ?', '김민서', person);
  const number = correctCertificate(db, frame, recipientOf(db, person), { number: 1, ...note }, 9);
  expect(number).toBe(4);
  const rows = listRegister(db);
  expect(rows.map(({ serial }) => serial)).toEqual(['C5-0001', 'C5-0002', 'C5-0003', 'C5-0004']);
  expect(rows[0]).toMatchObject({
    name: '김민수',
    replacedBy: 'C5-0004',
    revoked: { at: 9, reason: '이름 오기', by: '오거나' },
  });
  expect(rows[3]).toMatchObject({ name: '김민서', replaces: 'C5-0001', issuedBy: '오거나', revoked: null });
  expect(issueAll()).toEqual([4, 2, 3]);
});

test('a correction that can’t be drawn leaves the old one in force', () => {
  const { db, frame, people, issueAll } = makeGraduation(fonts);
  issueAll();
  const [person] = people;
  if (!person) throw new Error('nobody');
  run(db, 'UPDATE attendee SET name = ? WHERE id = ?', '홍길동🎉', person);
  const refusal = refusalOf(() =>
    correctCertificate(db, frame, recipientOf(db, person), { number: 1, ...note }, 9),
  );
  expect(refusal.reason).toBe('certificate.heldBack');
  expect(listRegister(db).map(({ revoked }) => revoked)).toEqual([null, null, null]);
});

test('revoked once, with a reason; a revoked one can still be looked at', () => {
  const { db, issueAll } = makeGraduation(fonts);
  issueAll();
  expect(refusalOf(() => revokeCertificate(db, 2, { reason: ' ', by: '' }, 5)).reason).toBe(
    'register.noReason',
  );
  revokeCertificate(db, 2, note, 5);
  expect(refusalOf(() => revokeCertificate(db, 2, note, 6)).reason).toBe('register.alreadyRevoked');
  expect(frozenDrawing(db, 2, fonts).pages[0]).toContain('C5-0002');
  expect(currentCertificates(db).map(({ number }) => number)).toEqual([1, 3]);
});

test('the store itself refuses to change or drop what was issued', () => {
  const { db, issueAll } = makeGraduation(fonts);
  issueAll();
  expect(() => run(db, "UPDATE certificate SET serial = 'C5-0009' WHERE number = 1")).toThrow(/frozen/);
  expect(() => run(db, 'DELETE FROM certificate WHERE number = 1')).toThrow(/kept/);
  revokeCertificate(db, 1, note, 5);
  expect(() => run(db, 'UPDATE certificate SET revoked_at = NULL WHERE number = 1')).toThrow(/stays revoked/);
});

test('one in force a person and kind: honours beside completion, numbered in the same row', () => {
  const { db, eventId, issueAll } = makeGraduation(fonts);
  issueAll();
  const honours = certificateFrame(db, getEvent(db, eventId), fonts, 'honours');
  const [first] = listGraduates(db, eventId);
  if (!first) throw new Error('nobody');
  expect(issueCertificate(db, honours, first, 5)).toBe(4);
  expect(issueCertificate(db, honours, first, 6)).toBe(4);
  expect(listRegister(db).map(({ kind }) => kind)).toEqual([
    'completion',
    'completion',
    'completion',
    'honours',
  ]);
});

test('a font that is another file than the one it was issued with: refused, and the file is named', async () => {
  const { db, issueAll } = makeGraduation(fonts);
  issueAll();
  const swapped: FontFiles = {
    ...fonts,
    hashed: (face) => ({ ...fonts.hashed(face), ...(face.weight === 600 ? { sha256: '0'.repeat(64) } : {}) }),
  };
  const refusal = refusalOf(() => frozenDrawing(db, 1, swapped));
  expect(refusal).toMatchObject({
    reason: 'certificate.fontChanged',
    params: { serial: 'C5-0001', file: 'NotoSerifKR-SemiBold.ttf' },
  });
});

test('serials by the program’s pattern from the next number on; one that could give a serial twice is refused', () => {
  const { db, eventId, issueAll, people } = makeGraduation(fonts);
  issueAll();
  expect(refusalOf(() => setSerialPattern(db, 'C5-{x}')).reason).toBe('register.badPattern');
  expect(refusalOf(() => setSerialPattern(db, 'C5-{00}/{00}')).reason).toBe('register.badPattern');
  // Numbers up to 3 were given: by this pattern C5-0003 would be the serial of number 3 only, so nothing comes twice.
  setSerialPattern(db, '제2024-{000}호');
  const frame = certificateFrame(db, getEvent(db, eventId), fonts);
  const [, person] = people;
  if (!person) throw new Error('nobody');
  correctCertificate(db, frame, recipientOf(db, person), { number: 3, ...note }, 9);
  expect(listRegister(db).at(-1)?.serial).toBe('제2024-004호');
});

test('a pattern by which a later number would repeat a serial that was given is refused', () => {
  const { db, eventId } = makeGraduation(fonts);
  setSerialPattern(db, 'C5{0}');
  const frame = certificateFrame(db, getEvent(db, eventId), fonts);
  for (const graduate of listGraduates(db, eventId)) issueCertificate(db, frame, graduate, 1);
  // Number 51 would be written C51 again, which number 1 has.
  expect(refusalOf(() => setSerialPattern(db, 'C{00}'))).toMatchObject({
    reason: 'register.patternClash',
    params: { serial: 'C51' },
  });
  setSerialPattern(db, 'C5{000}');
  expect(certificateFrame(db, getEvent(db, eventId), fonts).serials.digits).toBe(3);
});

test('hand-over: who took it and when, once, taken back when it was a mistake; what is left is a list with addresses', () => {
  const { db, people, issueAll } = makeGraduation(fonts);
  issueAll();
  const given = { takenBy: '어머니', by: '데스크', read: 'badge' } as const;
  recordHandover(db, 2, given, 7);
  expect(refusalOf(() => recordHandover(db, 2, given, 8)).reason).toBe('handover.already');
  expect(listRegister(db)[1]?.handedOver).toEqual({ at: 7, takenBy: '어머니', by: '데스크' });
  revokeCertificate(db, 3, note, 9);
  expect(refusalOf(() => recordHandover(db, 3, given, 10)).reason).toBe('register.alreadyRevoked');
  const [person] = people;
  if (!person) throw new Error('nobody');
  setPostalAddress(db, person, { postcode: '06236', address: '서울 강남구 테헤란로 1', recipient: '' });
  expect(listLeftovers(db)).toMatchObject([{ number: 1, name: '김민수', postcode: '06236' }]);
  undoHandover(db, 2);
  expect(listLeftovers(db).map(({ number }) => number)).toEqual([1, 2]);
  expect(refusalOf(() => undoHandover(db, 2)).reason).toBe('handover.nothingToUndo');
});
