import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { all, transaction } from '../../electron/store/db';
import { insertRow } from '../../electron/store/journal';
import { genesis } from '../../electron/store/journalRow';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { recoverProgram } from '../../electron/store/recover';
import { makeDoor, scanId, startsAt } from './door';

const devices = ['a', 'b', 'c'];
const rowsEach = 300;
const pageSize = 4096;

/** The pages on which a text lies that is in one row only. */
function spoilPageOf(file: string, text: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(text);
  expect(at).toBeGreaterThan(0);
  const page = Math.floor(at / pageSize) * pageSize;
  writeFileSync(file, bytes.fill(0xff, page, page + pageSize));
}

test('a door whose rows lie between two damaged places is found by the indexes, though nobody counted it', () => {
  const { db, eventId, people, folder } = makeDoor();
  transaction(db, () => {
    for (const deviceId of devices) {
      for (let deviceSeq = 1; deviceSeq <= rowsEach; deviceSeq++) {
        insertRow(
          db,
          {
            deviceId,
            deviceSeq,
            id: scanId(),
            at: startsAt,
            kind: 'scan',
            eventId,
            door: 'A',
            source: 'keyboard',
            code: `row-${deviceId}-${deviceSeq}.`,
            badgeId: null,
            attendeeId: people[0] ?? null,
            verdict: 'alreadyIn',
            detail: '{}',
            undoes: null,
            refers: null,
            by: '',
            recordedAt: null,
            form: 2,
            prevHash: genesis,
            hash: genesis,
          },
          startsAt,
        );
      }
    }
  });
  const file = db.raw.name;
  closeProgramFile(db);
  spoilPageOf(file, 'row-a-150.');
  spoilPageOf(file, 'row-c-150.');
  const into = `${folder}/recovered.stagedoor`;
  recoverProgram(file, into, []);
  const recovered = openProgramFile(into);
  const counts = all<{ device: string; n: number }>(
    recovered,
    'SELECT device_id AS device, count(*) AS n FROM journal GROUP BY 1 ORDER BY 1',
  );
  closeProgramFile(recovered);
  expect(counts.map(({ device }) => device)).toEqual(devices);
  expect(counts[1]?.n).toBe(rowsEach);
  for (const { n } of [counts[0], counts[2]].filter((one) => one !== undefined)) {
    expect(n).toBeLessThan(rowsEach);
    expect(n).toBeGreaterThan(rowsEach - 30);
  }
});
