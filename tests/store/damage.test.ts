import { execFileSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call } from '@orpc/server';
import log from 'electron-log/node';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { lookAtClock } from '../../electron/api/clockBack';
import { type AppContext, createContext, type Shell } from '../../electron/api/context';
import { createProgram, openFirstProgram } from '../../electron/api/programs';
import { router } from '../../electron/api/router';
import { whyNotStarted } from '../../electron/shell/whyNotStarted';
import { currentBadgeCodes, issueMissingBadges } from '../../electron/store/badges';
import { all, get, transaction } from '../../electron/store/db';
import { verifyJournal } from '../../electron/store/journal';
import { closeProgramFile, openProgramFile, sha256 } from '../../electron/store/programFile';
import type { EventId } from '../../shared/contract/ids';
import { runs } from '../runs';
import { fill } from '../smallDisk';
import { addAttendee, addEvent, scanId } from './door';
import { diceFrom } from './fuzz/inputs';

const opened: { readonly context: AppContext; readonly folder: string }[] = [];
const mounts: string[] = [];
afterEach(() => {
  for (const { context } of opened) {
    try {
      context.close();
    } catch {
      // Its disk is gone.
    }
  }
  for (const mount of mounts.splice(0)) execFileSync('umount', ['-l', mount]);
  for (const { folder } of opened.splice(0)) rmSync(folder, { recursive: true, force: true });
});

beforeAll(() => {
  // Each damage is noted there.
  log.transports.console.level = false;
});

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'stagedoor-damage-'));
/** Only root may mount; the disk is a real file system of its own. */
const mayMount = process.getuid?.() === 0;

function smallDisk(size: string): string {
  const folder = newFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  mounts.push(folder);
  return folder;
}

function machineIn(folder: string, more: Partial<Shell> = {}) {
  const shell: Partial<Shell> = {
    programFolder: folder,
    rehearsalFolder: path.join(folder, 'rehearsal'),
    vaultFolder: path.join(folder, 'opened'),
    keepAwake: () => {},
    rememberProgram: () => {},
    chosenFolder: () => undefined,
    ...more,
  };
  const context = createContext(shell as Shell, ({ db }) => {
    if (db.raw.open) closeProgramFile(db);
  });
  opened.push({ context, folder });
  return context;
}

/** A program with people and an event, in that folder; scans go through the app's own router. */
function doorIn(folder: string, people = 300) {
  const context = machineIn(folder);
  const file = path.join(folder, 'p.stagedoor');
  createProgram(context, file, { name: '5기', nameEn: 'Cohort 5' });
  const { db } = context.program();
  transaction(db, () => {
    for (let n = 0; n < people; n++) addAttendee(db, `사람${n}`);
  });
  transaction(db, () => issueMissingBadges(db, 0));
  const eventId = addEvent(db, { entry: 'unlimited', startsAt: Date.now() });
  const codes = [...currentBadgeCodes(db).values()];
  return { context, file, eventId, codes };
}

type Door = ReturnType<typeof doorIn>;

const scanOnce = (
  { context, eventId }: { readonly context: AppContext; readonly eventId: EventId },
  code: string,
  id = scanId(),
) =>
  call(
    router.checkin.scan,
    { id, eventId, door: 'A', source: 'keyboard', by: { by: 'code', code } },
    { context },
  );

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: { data?: { reason?: string } }) => error.data?.reason ?? String(error),
  );

const rowsOf = ({ context }: Door) =>
  get<{ n: number }>(context.program().db, 'SELECT count(*) AS n FROM journal')?.n ?? 0;

test.skipIf(!mayMount)(
  'a full disk: said in a sentence, nothing of the scan is stored, and it goes on when there is room',
  async () => {
    const disk = smallDisk('3m');
    const door = doorIn(disk, 50);
    const filler = path.join(disk, 'filler');
    const fd = openSync(filler, 'w');
    try {
      for (;;) writeSync(fd, Buffer.alloc(4096));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    } finally {
      closeSync(fd);
    }
    let stored = 0;
    let refused: string | undefined;
    const id = scanId();
    for (let n = 0; n < 2000 && refused === undefined; n++) {
      const reason = await reasonOf(
        scanOnce(door, door.codes[n % door.codes.length] ?? '', n === 0 ? id : scanId()),
      );
      if (reason === 'answered') stored++;
      else refused = reason;
    }
    expect(refused).toBe('disk.full');
    expect(rowsOf(door)).toBe(stored);
    rmSync(filler);
    expect((await scanOnce(door, door.codes[0] ?? '')).verdict.kind).toBe('admitted');
    expect(rowsOf(door)).toBe(stored + 1);
    expect(verifyJournal(door.context.program().db).kind).toBe('whole');
    expect(door.context.program().db.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  },
);

test.skipIf(!mayMount)(
  'a disk that is pulled, or may only be read from now on: no scan is answered that nobody finds again',
  async () => {
    const disk = smallDisk('8m');
    const door = doorIn(disk, 20);
    await scanOnce(door, door.codes[0] ?? '');
    const stored = rowsOf(door);
    execFileSync('umount', ['-l', disk]);
    mounts.splice(0);
    expect(await reasonOf(scanOnce(door, door.codes[1] ?? ''))).toBe('disk.gone');
    expect(rowsOf(door)).toBe(stored);
  },
);

test('a file that was deleted or moved away while it is open: no scan goes into what nobody finds', async () => {
  const door = doorIn(newFolder(), 20);
  await scanOnce(door, door.codes[0] ?? '');
  renameSync(door.file, `${door.file}.moved`);
  expect(await reasonOf(scanOnce(door, door.codes[1] ?? ''))).toBe('disk.gone');
  // Another file in its place is not it.
  copyFileSync(`${door.file}.moved`, door.file);
  expect(await reasonOf(scanOnce(door, door.codes[1] ?? ''))).toBe('disk.gone');
  renameSync(`${door.file}.moved`, door.file);
  expect(await reasonOf(scanOnce(door, door.codes[1] ?? ''))).toBe('answered');
  expect(rowsOf(door)).toBe(2);
});

test.skipIf(!mayMount)('a disk that may only be read: the program is not opened, and that is said', () => {
  const disk = smallDisk('8m');
  const door = doorIn(disk, 5);
  door.context.close();
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  const next = machineIn(newFolder());
  openFirstProgram(next, [door.file]);
  expect(next.start.refusal?.reason).toBe('program.cannotWrite');
  expect(next.program().file).not.toBe(door.file);
});

test('a second copy of the app on the same file is told so, and the first goes on', async () => {
  const door = doorIn(newFolder(), 5);
  expect(readdirSync(path.dirname(door.file)).filter((name) => name.includes('lock'))).toEqual([
    'p.stagedoor-lock',
  ]);
  expect(() => openProgramFile(door.file, true)).toThrow(
    expect.objectContaining({ reason: 'program.inUse' }),
  );
  await scanOnce(door, door.codes[0] ?? '');
  door.context.close();
  expect(readdirSync(path.dirname(door.file))).toEqual(['p.stagedoor']);
  const again = openProgramFile(door.file, true);
  expect(get(again, 'SELECT count(*) AS n FROM journal')).toEqual({ n: 1 });
  closeProgramFile(again);
});

test('a clock that lies a year behind what was written down is said at the start', async () => {
  const door = doorIn(newFolder(), 5);
  await scanOnce(door, door.codes[0] ?? '');
  lookAtClock(door.context);
  expect(door.context.start.refusal).toBeUndefined();
  lookAtClock(door.context, Date.now() - 365 * 86_400_000);
  expect(door.context.start.refusal).toMatchObject({
    reason: 'clock.back',
    params: { days: expect.closeTo(365, -0.5) },
  });
  expect(rowsOf(door)).toBe(1);
});

test('a damaged file: left as it is, what can be read is opened as a new one, and the missing numbers are named', async () => {
  const door = doorIn(newFolder(), 400);
  const { db } = door.context.program();
  for (let n = 0; n < 600; n++) await scanOnce(door, door.codes[n % door.codes.length] ?? '');
  const people = all<{ name: string }>(db, 'SELECT name FROM attendee').length;
  const pageSize = Number(db.raw.pragma('page_size', { simple: true }));
  // A leaf page of the journal: the one that holds a row from its middle.
  const [leaf] = all<{ page: number }>(
    db,
    "SELECT pageno AS page FROM dbstat WHERE name = 'journal' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 20",
  );
  door.context.close();
  if (!leaf) throw new Error('no leaf');
  const damage = openSync(door.file, 'r+');
  writeSync(damage, Buffer.alloc(pageSize, 0xa5), 0, pageSize, (leaf.page - 1) * pageSize);
  closeSync(damage);
  const before = sha256(readFileSync(door.file));

  const next = machineIn(newFolder());
  openFirstProgram(next, [door.file]);
  expect(sha256(readFileSync(door.file))).toBe(before);
  expect(next.program().file).toBe(door.file.replace('.stagedoor', ' (복구).stagedoor'));
  const recovered = next.program().db;
  expect(get(recovered, 'SELECT count(*) AS n FROM attendee')).toEqual({ n: people });
  const seqs = all<{ seq: number }>(recovered, 'SELECT device_seq AS seq FROM journal ORDER BY 1').map(
    ({ seq }) => seq,
  );
  const lost = Array.from({ length: 600 }, (_, n) => n + 1).filter((n) => !seqs.includes(n));
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.length).toBeLessThan(40);
  expect(next.start.refusal).toMatchObject({
    reason: 'program.recovered',
    params: { missing: lost.length, numbers: `${lost[0]}–${lost.at(-1)}`, rows: seqs.length },
  });
  const report = readFileSync(door.file.replace('.stagedoor', ' (복구) 보고.txt'), 'utf8');
  expect(report).toContain(`${lost[0]}–${lost.at(-1)}`);
  expect(report).not.toContain('사람1');
  expect(recovered.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(recovered.raw.pragma('foreign_key_check')).toEqual([]);
  // The door goes on, and gives no number twice.
  expect((await scanOnce({ context: next, eventId: door.eventId }, door.codes[0] ?? '')).verdict.kind).toBe(
    'admitted',
  );
});

/** Overwrites the middle of a program that nobody has open: its people can be read, some rows of its journal can't. */
async function damagedIn(folder: string): Promise<string> {
  const door = doorIn(folder, 40);
  for (let n = 0; n < 300; n++) await scanOnce(door, door.codes[n % door.codes.length] ?? '');
  const { raw } = door.context.program().db;
  const pageSize = Number(raw.pragma('page_size', { simple: true }));
  const page = raw
    .prepare("SELECT pageno FROM dbstat WHERE name = 'journal' AND pagetype = 'leaf' LIMIT 1 OFFSET 10")
    .pluck()
    .get();
  door.context.close();
  const fd = openSync(door.file, 'r+');
  writeSync(fd, Buffer.alloc(pageSize, 0xa5), 0, pageSize, (Number(page) - 1) * pageSize);
  closeSync(fd);
  return door.file;
}

for (const how of ['full', 'read-only'] as const) {
  test.skipIf(!mayMount)(
    `a damaged file on a ${how} disk: the app starts all the same, and says why`,
    async () => {
      const disk = smallDisk('8m');
      const file = await damagedIn(disk);
      if (how === 'full') fill(path.join(disk, 'filler'));
      else execFileSync('mount', ['-o', 'remount,ro', disk]);
      const before = sha256(readFileSync(file));
      const there = readdirSync(disk);
      const next = machineIn(newFolder());
      openFirstProgram(next, [file]);
      expect(next.start.refusal).toEqual({
        reason: 'program.notRecovered',
        params: { file: 'p.stagedoor' },
      });
      expect(path.dirname(next.program().file)).not.toBe(disk);
      expect(sha256(readFileSync(file))).toBe(before);
      expect(readdirSync(disk)).toEqual(there);
    },
  );
}

test.skipIf(!mayMount)('where no program can even be begun, the reason is said', () => {
  const disk = smallDisk('1m');
  fill(path.join(disk, 'filler'));
  let thrown: unknown;
  try {
    openFirstProgram(machineIn(disk), []);
  } catch (error) {
    thrown = error;
  }
  for (const part of ['디스크가 가득', '손대지 않았습니다', 'disk is full', 'not touched'])
    expect(whyNotStarted(thrown)).toContain(part);
  expect(whyNotStarted(new Error('anything'))).not.toMatch(/disk/i);
});

test('a program that is chosen while the app runs is recovered too, also where its report can’t be written', async () => {
  const folder = newFolder();
  const file = await damagedIn(folder);
  mkdirSync(path.join(folder, 'p (복구) 보고.txt'));
  const next = machineIn(newFolder(), { pickProgram: async () => file });
  createProgram(next, path.join(newFolder(), 'other.stagedoor'), { name: '다른', nameEn: 'Other' });
  await call(router.program.open, undefined, { context: next });
  expect(next.program().file).toBe(path.join(folder, 'p (복구).stagedoor'));
  expect(next.start.refusal?.reason).toBe('program.recovered');
  expect(get(next.program().db, 'SELECT count(*) AS n FROM attendee')).toEqual({ n: 40 });
});

test('damage anywhere: a program is opened or refused with a sentence, and no row of the journal is made up that its check takes for whole', async () => {
  const door = doorIn(newFolder(), 100);
  const ids = new Set<string>();
  for (let n = 0; n < 200; n++) ids.add((await scanOnce(door, door.codes[n % 100] ?? '')).id);
  door.context.close();
  const whole = readFileSync(door.file);
  const dice = diceFrom(3);
  const outcomes: string[] = [];
  for (let turn = 0; turn < runs(30, 300); turn++) {
    const folder = newFolder();
    const file = path.join(folder, 'd.stagedoor');
    writeFileSync(file, whole);
    const kind = dice.one(['flip', 'page', 'cut'] as const);
    if (kind === 'cut') truncateSync(file, 100 + dice.upTo(whole.length - 100));
    else {
      const at = 100 + dice.upTo(whole.length - 4200);
      const bytes = kind === 'page' ? Buffer.alloc(4096, dice.upTo(256)) : Buffer.from([dice.upTo(256)]);
      const fd = openSync(file, 'r+');
      writeSync(fd, bytes, 0, bytes.length, at);
      closeSync(fd);
    }
    const before = sha256(readFileSync(file));
    const context = machineIn(folder);
    openFirstProgram(context, [file]);
    outcomes.push(context.start.refusal?.reason ?? 'opened');
    if (context.program().file !== file) expect(sha256(readFileSync(file))).toBe(before);
    const { db } = context.program();
    const rows = all<{ id: string }>(db, 'SELECT id FROM journal');
    // One letter of a row's own text may be another now; then the journal's check names the row.
    if (rows.some(({ id }) => !ids.has(id))) expect(verifyJournal(db).kind).toBe('broken');
    expect(rows.length).toBeLessThanOrEqual(ids.size);
    context.close();
  }
  expect(
    outcomes.filter(
      (one) => !['opened', 'program.damaged', 'program.recovered', 'program.recoveredWhole'].includes(one),
    ),
  ).toEqual([]);
  expect(outcomes.some((one) => one.startsWith('program.recovered'))).toBe(true);
}, 300_000);
