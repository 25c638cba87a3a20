import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { applyFiles, readImport } from '../electron/api/imports';
import { currentBadgeCodes, issueMissingBadges } from '../electron/store/badges';
import { run, runOne, transaction, type WriteDb } from '../electron/store/db';
import { eligibleIds } from '../electron/store/eligibility';
import { listEvents } from '../electron/store/events';
import { setMeta } from '../electron/store/meta';
import { setRehearsalClock } from '../electron/store/program';
import { closeProgramFile, createProgramFile } from '../electron/store/programFile';
import { recordScan } from '../electron/store/scan';
import { AttendeeId, ScanId } from '../shared/contract/ids';

export interface GraduationSize {
  /** How many complete: where the sample has fewer, others with the same results come to it. */
  readonly complete?: number;
  /** How many of those came in; all, if not said. */
  readonly came?: number;
}

/** A program file: the sample cohort at its graduation, everybody who completes having come in, unless said otherwise. */
export function makeGraduation(file: string, sampleFolder: string, size: GraduationSize = {}): void {
  const db = createProgramFile(
    file,
    { name: '머신러닝 부트캠프 5기', nameEn: 'Machine learning bootcamp, cohort 5' },
    0,
  );
  const files = readdirSync(sampleFolder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => readImport(name, readFileSync(path.join(sampleFolder, name))));
  transaction(db, () => applyFiles(db, files, null, 1));
  transaction(db, () => addGraduates(db, size.complete ?? 0));
  const graduation = listEvents(db).find(({ kind }) => kind === 'graduation');
  if (!graduation) throw new Error('the sample has no graduation');
  setMeta(db, 'event.chosen', graduation.id);
  setRehearsalClock(db, graduation.startsAt, 1);
  const codes = currentBadgeCodes(db);
  for (const id of [...eligibleIds(db)].slice(0, size.came)) {
    const code = codes.get(id) ?? '';
    const scan = {
      id: ScanId.parse(uuidv7()),
      eventId: graduation.id,
      door: 'A',
      source: 'keyboard',
    } as const;
    recordScan(db, { ...scan, by: { by: 'code', code } }, graduation.startsAt);
  }
  closeProgramFile(db);
}

/** Adds people with the results of those who complete until so many do, and lets the hall hold them. */
function addGraduates(db: WriteDb, wanted: number): void {
  const known = [...eligibleIds(db)];
  for (let count = known.length; count < wanted; count++) {
    const like = known[count % known.length];
    if (like === undefined) throw new Error('nobody completes');
    const id = AttendeeId.parse(uuidv7());
    runOne(
      db,
      `INSERT INTO attendee (id, role, name, name_latin, affiliation, team, created_at, updated_at)
       SELECT ?, role, name, name_latin, affiliation, team, created_at, updated_at FROM attendee WHERE id = ?`,
      id,
      like,
    );
    run(
      db,
      'INSERT INTO track_result (attendee_id, track, result) SELECT ?, track, result FROM track_result WHERE attendee_id = ?',
      id,
      like,
    );
  }
  if (wanted > known.length) run(db, 'UPDATE event SET capacity = NULL');
  issueMissingBadges(db, 1);
}
