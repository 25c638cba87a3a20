import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../electron/store/db';
import { migrate, migrations } from '../../electron/store/migrate';

const before = migrations.filter(({ version }) => version < 15);
const columns = `device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict, detail,
  undoes, refers, by, recorded_at, form, prev_hash, hash, moment, filed`;
const good = {
  device_id: 'laptop',
  device_seq: 1,
  id: 'scan-1',
  at: 1000,
  kind: 'scan',
  event_id: 'event',
  door: 'A',
  source: 'camera',
  code: 'a code',
  badge_id: null,
  attendee_id: 'someone',
  verdict: 'admitted',
  detail: '{"kind":"admitted"}',
  undoes: null,
  refers: null,
  by: '이수진',
  recorded_at: 7,
  form: 2,
  prev_hash: new Uint8Array(32),
  hash: new Uint8Array(32).fill(7),
  moment: 900,
  filed: 1,
};

test('the journal is carried over as it was, what waits to be filed too, and takes what it took and nothing else', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-migration-'));
  const raw = connect(path.join(folder, 'a.stagedoor'), { readonly: false });
  try {
    migrate(raw, before);
    const insert = `INSERT INTO journal (${columns}) VALUES (${Object.keys(good)
      .map((name) => `@${name}`)
      .join(', ')})`;
    const write = (row: Partial<Record<keyof typeof good, unknown>>) =>
      raw.prepare(insert).run({ ...good, ...row });
    for (let seq = 1; seq <= 40; seq++) {
      write({ device_seq: seq, id: `scan-${seq}`, form: seq < 3 ? 1 : 2, filed: seq > 37 ? 0 : 1 });
    }
    const rows = () => raw.prepare(`SELECT ${columns} FROM journal ORDER BY device_seq`).all();
    const [stored, filed] = [rows(), () => raw.prepare('SELECT count(*) FROM filed').pluck().get()];
    expect(filed()).toBe(37);
    migrate(raw);
    expect(rows()).toEqual(stored);
    expect(filed()).toBe(37);
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');

    let seq = 100;
    for (const [column, takes, refuses] of [
      ['kind', ['scan', 'undo', 'dispute', 'settlement'], ['', 'other', null]],
      ['source', ['camera', 'keyboard', 'search', 'kiosk', 'paper'], ['', 'other', null]],
      ['form', [1, 2], [0, 3, null]],
      ['filed', [0, 1], [-1, 2, null]],
      ['detail', ['{}'], ['', '{', null]],
    ] as const) {
      for (const value of takes) write({ device_seq: ++seq, id: `scan-${seq}`, [column]: value });
      for (const value of refuses) {
        expect(() => write({ device_seq: ++seq, id: `scan-${seq}`, [column]: value }), column).toThrow();
      }
    }
    expect(() => raw.exec("UPDATE journal SET door = 'B'")).toThrow('append-only');
    expect(() => raw.exec('DELETE FROM journal')).toThrow('append-only');
    expect(() => write({ device_seq: ++seq, id: 'scan-1' })).toThrow('UNIQUE');
  } finally {
    raw.close();
    rmSync(folder, { recursive: true });
  }
});
