import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { applyFiles, readImport } from '../electron/api/imports';
import { currentBadgeCodes } from '../electron/store/badges';
import { transaction } from '../electron/store/db';
import { eligibleIds } from '../electron/store/eligibility';
import { listEvents } from '../electron/store/events';
import { setMeta } from '../electron/store/meta';
import { setRehearsalClock } from '../electron/store/program';
import { closeProgramFile, createProgramFile } from '../electron/store/programFile';
import { recordScan } from '../electron/store/scan';
import { ScanId } from '../shared/contract/ids';

/** A program file: the sample cohort at its graduation, everybody who completes having come in. */
export function makeGraduation(file: string, sampleFolder: string): void {
  const db = createProgramFile(
    file,
    { name: '머신러닝 부트캠프 5기', nameEn: 'Machine learning bootcamp, cohort 5' },
    0,
  );
  const files = readdirSync(sampleFolder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => readImport(name, readFileSync(path.join(sampleFolder, name))));
  transaction(db, () => applyFiles(db, files, null, 1));
  const graduation = listEvents(db).find(({ kind }) => kind === 'graduation');
  if (!graduation) throw new Error('the sample has no graduation');
  setMeta(db, 'event.chosen', graduation.id);
  setRehearsalClock(db, graduation.startsAt, 1);
  const codes = currentBadgeCodes(db);
  for (const id of eligibleIds(db)) {
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
