import { createHash } from 'node:crypto';
import https from 'node:https';
import path from 'node:path';
import log from 'electron-log/node';
import { expect, test, vi } from 'vitest';
import type { AppContext } from '../../electron/api/context';
import { fetchInto } from '../../electron/network/fetchInto';
import { readHost } from '../../electron/network/hostRecord';
import { rebuildAttendance } from '../../electron/store/attendance';
import { all, transaction, type WriteDb } from '../../electron/store/db';
import { verifyJournal } from '../../electron/store/journal';
import { recordScan, recordUndo } from '../../electron/store/scan';
import { addStation, cutOffStation } from '../../electron/store/stations';
import { isEntry } from '../../shared/domain/verdict';
import { addEvent, scanId, startsAt } from '../store/door';
import {
  codeOf,
  hostState,
  invite,
  loopback,
  makeHost,
  makeMachine,
  makeStation,
  scanAt,
  scanCode,
  until,
} from './machines';

const names = Array.from({ length: 30 }, (_, i) => `참가자 ${i}`);
const many = 2500;

const journalOf = (db: WriteDb) => all(db, 'SELECT * FROM journal ORDER BY device_id, device_seq');
const standingOf = (db: WriteDb) => ({
  who: all(db, 'SELECT * FROM attendance ORDER BY event_id, attendee_id'),
  counts: all(db, 'SELECT * FROM door_count ORDER BY event_id'),
});
const countRows = ({ program }: AppContext) => journalOf(program().db).length;

/** A host with many rows: people come, go out and come back, some are taken back, and a door has a name to be escaped. */
async function makeBusyHost(rows = many) {
  const host = await makeHost(names);
  const { db } = host.context.program();
  const open = addEvent(db, { entry: 'leave_and_return' });
  const codes = host.people.map((person) => codeOf(host.context, person));
  transaction(db, () => {
    for (let i = 0; i < rows; i++) {
      const scan = {
        id: scanId(),
        eventId: i % 3 === 0 ? host.eventId : open,
        door: i % 2 === 0 ? '동문 "가"\\' : 'B',
        source: 'camera',
        direction: i % 7 === 3 ? 'out' : 'in',
        by: { by: 'code', code: i % 50 === 0 ? '\u0007😀 nobody' : (codes[i % codes.length] ?? '') },
      } as const;
      const { verdict } = recordScan(db, scan, startsAt + i * 10);
      if (i % 41 === 0 && isEntry(verdict))
        recordUndo(db, { id: scanId(), scanId: scan.id, door: scan.door }, startsAt + i * 10 + 1);
    }
  });
  return host;
}

/** What a host holds ready for whoever comes new. */
async function offered(host: AppContext) {
  const offer = await host.shell.network.journal.offer(host.program(), null);
  if (!offer) throw new Error('nothing is offered');
  return offer;
}

test('a station that comes new gets a long journal whole: each row, each time by the host’s clock, and who is in', async () => {
  const host = await makeBusyHost();
  // Rows of another device, whose clock is off.
  const early = await makeStation(host.context, host.folder, '서문', 90_000);
  const [first] = host.people;
  if (!first) throw new Error();
  const rows = countRows(host.context);
  await scanAt(early, host.eventId, first, '서문');
  await until(host.context, () => countRows(host.context) === rows + 1);
  const fetched = vi.spyOn(host.context.shell.network.journal, 'bytes');
  const warned = vi.spyOn(log, 'warn');
  const station = await makeStation(host.context, host.folder, '동문');
  expect([fetched.mock.calls.length, warned.mock.calls]).toEqual([1, []]);
  const { db } = station.program();
  expect(journalOf(db)).toEqual(journalOf(host.context.program().db));
  expect(verifyJournal(db)).toMatchObject({ kind: 'whole' });
  const taken = standingOf(db);
  expect(taken.who.length).toBeGreaterThan(20);
  rebuildAttendance(db);
  expect(taken).toEqual(standingOf(db));
  expect(taken).toEqual(standingOf(host.context.program().db));
  // It goes on from there, both ways.
  await scanAt(station, host.eventId, first, '동문');
  await until(host.context, () => countRows(host.context) === rows + 2);
  expect(journalOf(host.context.program().db)).toEqual(journalOf(db));
});

test('a long journal of which one row was changed is not taken: not a row of it, and all of them come one by one', async () => {
  const host = await makeBusyHost();
  const { journal } = host.context.shell.network;
  const [first] = host.people;
  if (!first) throw new Error();
  const code = codeOf(host.context, first);
  const given = journal.bytes.bind(journal);
  vi.spyOn(journal, 'bytes').mockImplementation((program, id) => {
    const bytes = given(program, id);
    if (!bytes) return undefined;
    const changed = new SharedArrayBuffer(bytes.byteLength);
    const view = Buffer.from(changed);
    view.set(new Uint8Array(bytes));
    view.write(code.endsWith('7') ? '6' : '7', view.lastIndexOf(code) + code.length - 1);
    return changed;
  });
  const warned = vi.spyOn(log, 'warn').mockImplementation(() => {});
  const station = await makeStation(host.context, host.folder, '동문');
  expect(warned.mock.calls.flat().join()).toMatch(/not taken: row \d+ was changed/);
  warned.mockRestore();
  expect(journalOf(station.program().db)).toEqual(journalOf(host.context.program().db));
  expect(standingOf(station.program().db)).toEqual(standingOf(host.context.program().db));
});

test('somebody is judged at a station that is still getting the journal: both come together, row by row where need be', async () => {
  const host = await makeBusyHost();
  const [first] = host.people;
  if (!first) throw new Error();
  const station = makeMachine(path.join(host.folder, 'new'));
  await station.shell.network.join(station, invite(host.context, '동문').text);
  const { db } = station.program();
  await until(station, () => all(db, 'SELECT 1 FROM badge').length === names.length);
  const rows = countRows(host.context);
  const code = codeOf(station, first);
  for (let i = 0; i < 5; i++) await scanCode(station, host.eventId, code, '동문');
  await until(host.context, () => countRows(host.context) === rows + 5);
  await until(station, () => countRows(station) === rows + 5);
  expect(journalOf(db)).toEqual(journalOf(host.context.program().db));
  expect(verifyJournal(db)).toMatchObject({ kind: 'whole' });
  expect(standingOf(db)).toEqual(standingOf(host.context.program().db));
});

/** Fetches what a host offers as somebody with that token. */
function ask(host: AppContext, id: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = hostState(host).open ?? { port: 0 };
    const to = {
      host: loopback,
      port,
      path: `/journal/${id}?from=0`,
      headers,
      rejectUnauthorized: false,
      agent: false,
    };
    https
      .get(to, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .once('error', reject);
  });
}

test('the whole journal goes to stations that keep a copy, under its name, and to nobody else', async () => {
  const host = await makeBusyHost();
  const { context } = host;
  const { db } = context.program();
  const { id } = await offered(context);
  const app = addStation(db, { name: '앱', role: 'lane', kind: 'app' }, 0);
  const browser = addStation(db, { name: '브라우저', role: 'lane', kind: 'browser' }, 0);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  expect(await ask(context, id, bearer(app.token))).toBe(200);
  expect(await ask(context, id, {})).toBe(404);
  expect(await ask(context, id, bearer(browser.token))).toBe(404);
  expect(await ask(context, id, { cookie: `__Host-stagedoor=${app.token}` })).toBe(404);
  expect(await ask(context, id, bearer(createHash('sha256').update('x').digest('base64url')))).toBe(404);
  expect(await ask(context, '01a21c6d-9084-70ae-9b5a-af95b7e269a9', bearer(app.token))).toBe(404);
  cutOffStation(db, app.id, 1);
  expect(await ask(context, id, bearer(app.token))).toBe(404);
});

test('what was cut off is gone on with from there', async () => {
  const host = await makeBusyHost();
  const station = await makeStation(host.context, host.folder, '동문');
  const { id, size } = await offered(host.context);
  const from = { ...readHost(station.program().db), path: `/journal/${id}`, size };
  const whole = new SharedArrayBuffer(size);
  expect(await fetchInto(whole, 0, from)).toBe(size);
  const half = new SharedArrayBuffer(size);
  const at = size >> 1;
  new Uint8Array(half).set(new Uint8Array(whole, 0, at));
  expect(await fetchInto(half, at, { ...from, path: '/journal/none' })).toBe(at);
  expect(await fetchInto(half, at, from)).toBe(size);
  expect(Buffer.from(half).equals(Buffer.from(whole))).toBe(true);
  // The same one as long as somebody is at it.
  expect(await host.context.shell.network.journal.offer(host.context.program(), id)).toMatchObject({
    id,
    size,
  });
});
