import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openProgram } from '../../electron/api/programs';
import { currentBadgeCodes } from '../../electron/store/badges';
import { transaction } from '../../electron/store/db';
import { recordScan } from '../../electron/store/scan';
import { startPostgres } from '../network/postgres';
import { median, type Row, row } from './row';
import { makeMachine, makeProgram, scanOf, start, untilRows } from './stations';

/**
 * A journal of `rows` rows goes from a host into an empty hub and from there into another host, each row checked against its
 * device's chain; psql copies the same rows, as a table of the same columns, in and out.
 */
export async function hubSync(folder: string, rows: number, rounds = 3): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'hub-'));
  const server = await startPostgres();
  const psql = (...commands: readonly string[]) =>
    execFileSync('psql', [
      ...['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', server.socket, '-p', String(server.port), '-U', 'boss'],
      ...commands.flatMap((command) => ['-c', command]),
      'postgres',
    ]);
  const file = path.join(work, 'main.stagedoor');
  const eventId = makeProgram(file, 489);
  const main = makeMachine(path.join(work, 'main'));
  try {
    await server.sql("CREATE ROLE host LOGIN SUPERUSER PASSWORD 'host'");
    await server.sql(readFileSync('electron/hub/migrations/0001_hub.sql', 'utf8'));
    const address = { url: server.url('host', 'host'), pin: server.cert };
    openProgram(main, file);
    const { db } = main.program();
    const codes = [...currentBadgeCodes(db).values()];
    transaction(db, () => {
      for (let i = 0; i < rows; i++)
        recordScan(db, scanOf(eventId, codes[i % codes.length] ?? ''), start + i);
    });
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
    const csv = path.join(work, 'rows.csv');
    execFileSync('sqlite3', [
      '-csv',
      file,
      '-cmd',
      `.output ${csv}`,
      'SELECT device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict, detail, by, form, hex(prev_hash), hex(hash) FROM journal',
    ]);
    psql(
      'CREATE TABLE plain (device_id uuid, device_seq int, id uuid, at bigint, kind text, event_id uuid, door text, source text, code text, badge_id text, attendee_id uuid, verdict text, detail text, by text, form int, prev_hash text, hash text, PRIMARY KEY (device_id, device_seq))',
    );
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const branch = makeMachine(path.join(work, `branch${i}`));
      const from = performance.now();
      await main.hub.publish(address, '본부');
      await branch.hub.join(address, '지부', main.hub.key());
      await untilRows(branch, rows);
      ours.push(performance.now() - from);
      branch.close();
      main.hub.leave(true);
      await server.sql('TRUNCATE stagedoor.program CASCADE');
      const before = performance.now();
      psql(
        'TRUNCATE plain',
        `\\copy plain FROM '${csv}' WITH (FORMAT csv)`,
        `\\copy plain TO '${path.join(work, 'out.csv')}' WITH (FORMAT csv)`,
      );
      theirs.push(performance.now() - before);
    }
    return [
      row(`hub.sync.${rows}`, 'ms', median(ours), 'psql’s COPY of the same rows in and out', median(theirs)),
    ];
  } finally {
    main.close();
    await server.stop();
    rmSync(work, { recursive: true });
  }
}
