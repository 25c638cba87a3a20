import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { certificateFrame, issueCertificate, type Recipient } from '../../electron/store/certificateIssue';
import { all, connect, runOne, transaction } from '../../electron/store/db';
import { getEvent } from '../../electron/store/events';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { AttendeeId, EventId } from '../../shared/contract/ids';
import { testFonts } from '../fonts';
import { median, type Row, row } from './row';

const families = ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임'];
const given = ['민수', '서연', '도윤', '하늘', '지우', '예린', '준호', '수빈', '현우', '나은'];

interface Frozen {
  readonly number: number;
  readonly serial: string;
  readonly attendeeId: string;
  readonly fields: string;
  readonly fonts: string;
  readonly code: string;
  readonly drawing: string;
  readonly hash: string;
}

/** A fresh program with people in it, ready to be issued to. */
async function graduation(file: string, people: number) {
  const db = createProgramFile(file, { name: '머신러닝 부트캠프 5기', nameEn: 'Cohort 5' }, 0);
  const eventId = EventId.parse(uuidv7());
  const recipients = transaction(db, () => {
    runOne(
      db,
      `INSERT INTO event (id, code, kind, title, starts_at, ends_at, admission, entry)
       VALUES (?, 'graduation', 'graduation', '졸업식', 0, 1, 'everyone', 'once')`,
      eventId,
    );
    return Array.from({ length: people }, (_, i): Recipient => {
      const attendeeId = AttendeeId.parse(uuidv7());
      const name = `${families[i % 10]}${given[Math.floor(i / 10) % 10]}${Math.floor(i / 100) || ''}`;
      runOne(
        db,
        `INSERT INTO attendee (id, role, name, created_at, updated_at) VALUES (?, 'participant', ?, 0, 0)`,
        attendeeId,
        name,
      );
      return {
        attendeeId,
        name,
        nameLatin: `Invented Person ${i}`,
        affiliation: '한빛대학교',
        results: [],
        honours: [],
      };
    });
  });
  const frame = certificateFrame(db, getEvent(db, eventId), await testFonts());
  return { db, frame, recipients };
}

/** Bare inserts of the same bytes into a store of the same engine and pragmas, a transaction each. */
function insertBare(file: string, rows: readonly Frozen[]): number {
  const raw = connect(file, { readonly: false });
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.exec(
    'CREATE TABLE frozen (number INTEGER PRIMARY KEY, serial TEXT UNIQUE, person TEXT, fields TEXT, fonts TEXT, code TEXT, drawing TEXT, hash TEXT) STRICT',
  );
  const insert = raw.prepare('INSERT INTO frozen VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const one = raw.transaction((it: Frozen) =>
    insert.run(it.number, it.serial, it.attendeeId, it.fields, it.fonts, it.code, it.drawing, it.hash),
  );
  const from = performance.now();
  for (const it of rows) one.immediate(it);
  const took = performance.now() - from;
  raw.close();
  return took;
}

/** `people` certificates issued, each frozen in a transaction of its own; `folder` must be on a real disk. */
export async function certificatesIssue(folder: string, people: number, rounds = 3): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'issue-'));
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const { db, frame, recipients } = await graduation(path.join(work, `${round}.stagedoor`), people);
      const from = performance.now();
      for (const recipient of recipients) issueCertificate(db, frame, recipient, 1);
      ours.push(performance.now() - from);
      const frozen = all<Frozen>(
        db,
        `SELECT number, serial, attendee_id AS attendeeId, fields, fonts, code, drawing, drawing_sha256 AS hash
         FROM certificate ORDER BY number`,
      );
      if (frozen.length !== people) throw new Error(`issued ${frozen.length} of ${people}`);
      theirs.push(insertBare(path.join(work, `${round}.db`), frozen));
      closeProgramFile(db);
    }
    const reference = 'bare better-sqlite3 inserts of the same bytes, a transaction each, same pragmas';
    return [row(`certificates.issue.${people}`, 'ms', median(ours), reference, median(theirs))];
  } finally {
    rmSync(work, { recursive: true });
  }
}
