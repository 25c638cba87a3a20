import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeBackup } from '../../electron/store/backup';
import { closeProgramFile } from '../../electron/store/programFile';
import { recordScanAtOnce } from '../../electron/store/scanAtOnce';
import { median, percentile, type Row, row } from './row';
import { manyPeople, scanOf } from './scanVerdict';

const rounds = 7;
/** Between two scans (ms): faster than any lane. */
const between = 4;
const quietScans = 1500;

/**
 * A backup of a large program, as the app makes it, beside the shell of SQLite; and what scans take meanwhile. `worker`: the
 * built backupWorker.
 */
export async function backup(folder: string, people: number, worker: string): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'backup-'));
  const { db, file, eventId, codes } = manyPeople(work, people);
  const place = path.join(work, 'place');
  mkdirSync(place);
  let scanned = 0;
  const scan = () => {
    const from = performance.now();
    recordScanAtOnce(db, scanOf(eventId, codes[(scanned * 7919) % people] ?? ''), Date.now());
    scanned++;
    return performance.now() - from;
  };
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    const meanwhile: number[] = [];
    const quiet: number[] = [];
    for (let round = -1; round < rounds; round++) {
      const from = performance.now();
      await makeBackup(file, place, worker, Date.now());
      const middle = performance.now();
      await promisify(execFile)('sqlite3', [file, `.backup '${path.join(work, 'shell.db')}'`]);
      const end = performance.now();
      rmSync(path.join(work, 'shell.db'));
      rmSync(place, { recursive: true });
      mkdirSync(place);
      if (round < 0) continue;
      ours.push(middle - from);
      theirs.push(end - middle);
      for (let n = 0; n < quietScans / rounds; n++) {
        quiet.push(scan());
        await pause(between);
      }
      let going = true;
      const made = makeBackup(file, place, worker, Date.now()).finally(() => {
        going = false;
      });
      while (going) {
        meanwhile.push(scan());
        await pause(between);
      }
      await made;
      rmSync(place, { recursive: true });
      mkdirSync(place);
    }
    return [
      row(
        `backup.${people}`,
        'ms',
        median(ours),
        "sqlite3's .backup, which checks nothing (goal: 1.2)",
        median(theirs),
      ),
      row(
        `backup.scans.p99.${people}`,
        'ms',
        percentile(meanwhile, 99),
        'a scan while no backup is made (goal: 2)',
        percentile(quiet, 99),
      ),
    ];
  } finally {
    closeProgramFile(db);
    rmSync(work, { recursive: true });
  }
}
