import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { all, connect, get } from '../../electron/store/db';
import { append } from '../../electron/store/journal';
import { checkJournal } from '../../electron/store/journalCheck';
import { migrate, migrations } from '../../electron/store/migrate';
import { EventId } from '../../shared/contract/ids';
import { scanId } from './door';

const before = migrations.filter(({ version }) => version < 4);

/** A row as the first version of the app wrote it: hashed over the values that it had. */
function firstForm(device: string, seq: number, id: string, previous: Uint8Array) {
  const values = [
    device,
    seq,
    id,
    seq * 1000,
    'scan',
    'event',
    'A',
    'camera',
    `code ${seq}`,
    null,
    null,
    'unknown',
    '{}',
    null,
  ];
  const hash = createHash('sha256').update(previous).update(JSON.stringify(values), 'utf8').digest();
  return { values: [...values, previous, hash], hash };
}

test('rows of the first form are carried over whole, and rows of the second go on after them', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-migration-'));
  const raw = connect(path.join(folder, 'a.stagedoor'), { readonly: false });
  try {
    migrate(raw, before);
    raw.prepare("INSERT INTO meta VALUES ('device.id', 'laptop')").run();
    let previous: Uint8Array = new Uint8Array(32);
    for (let seq = 1; seq <= 50; seq++) {
      const { values, hash } = firstForm('laptop', seq, `scan-${seq}`, previous);
      raw
        .prepare(
          `INSERT INTO journal (device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id,
             verdict, detail, undoes, prev_hash, hash) VALUES (${values.map(() => '?').join(', ')})`,
        )
        .run(values);
      previous = hash;
    }
    raw.prepare("INSERT INTO attendance VALUES ('event', 'someone', 7, 'A', 'scan-1')").run();
    const rows = raw.prepare('SELECT id, at, code, hash FROM journal ORDER BY device_seq').all();
    migrate(raw);
    const db = { raw, writable: true } as const;
    expect(all(db, 'SELECT id, at, code, hash FROM journal ORDER BY device_seq')).toEqual(rows);
    expect(all(db, 'SELECT inside FROM attendance')).toEqual([{ inside: 1 }]);
    expect(all(db, 'SELECT present, inside FROM door_count')).toEqual([{ present: 1, inside: 1 }]);
    append(db, {
      id: scanId(),
      at: 60_000,
      kind: 'scan',
      eventId: EventId.parse('0190a000-0000-7000-8000-000000000002'),
      door: 'A',
      source: 'paper',
      code: '',
      badgeId: null,
      attendeeId: null,
      verdict: 'unknown',
      detail: '{}',
      undoes: null,
      refers: null,
      by: '이수진',
      recordedAt: 70_000,
    });
    const result = () => [...checkJournal(db, [])].at(-1)?.result;
    expect(result()).toEqual({ kind: 'whole', rows: 51, heads: 0 });
    expect(() => raw.exec("UPDATE journal SET door = 'B'")).toThrow('append-only');
    raw.exec('DROP TRIGGER journal_no_update');
    raw.exec('UPDATE journal SET recorded_at = 80000 WHERE device_seq = 51');
    expect(result()).toMatchObject({ kind: 'broken', deviceSeq: 51, why: 'changed' });
    raw.exec('UPDATE journal SET recorded_at = 70000 WHERE device_seq = 51');
    raw.exec("UPDATE journal SET door = 'B' WHERE device_seq = 7");
    expect(result()).toMatchObject({ kind: 'broken', deviceSeq: 7, at: 7000, why: 'changed' });
  } finally {
    raw.close();
    rmSync(folder, { recursive: true });
  }
});

test('a cut tail and a journal written anew show against a head noted elsewhere', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-tail-'));
  const raw = connect(path.join(folder, 'a.stagedoor'), { readonly: false });
  try {
    migrate(raw);
    raw.prepare("INSERT INTO meta VALUES ('device.id', 'laptop')").run();
    const db = { raw, writable: true } as const;
    const write = (code: string) =>
      append(db, {
        id: scanId(),
        at: 1,
        kind: 'scan',
        eventId: EventId.parse('0190a000-0000-7000-8000-000000000002'),
        door: 'A',
        source: 'camera',
        code,
        badgeId: null,
        attendeeId: null,
        verdict: 'unknown',
        detail: '{}',
        undoes: null,
        refers: null,
        by: '',
        recordedAt: null,
      });
    for (const code of ['a', 'b', 'c', 'd', 'e']) write(code);
    const row = get<{ hash: Uint8Array }>(db, 'SELECT hash FROM journal WHERE device_seq = 4');
    const head = {
      rows: 4,
      hash: Buffer.from(row?.hash ?? [])
        .toString('hex')
        .slice(0, 8),
      where: 'typed',
    } as const;
    const result = () => [...checkJournal(db, [head])].at(-1)?.result;
    expect(result()).toEqual({ kind: 'whole', rows: 5, heads: 1 });
    raw.exec('DROP TRIGGER journal_no_delete');
    raw.exec('DELETE FROM journal WHERE device_seq > 2');
    expect(result()).toEqual({ kind: 'tailMissing', rows: 2, expected: 4, where: 'typed' });
    for (const code of ['x', 'y', 'z']) write(code);
    expect(result()).toEqual({ kind: 'rewritten', deviceSeq: 4, where: 'typed' });
  } finally {
    raw.close();
    rmSync(folder, { recursive: true });
  }
});
