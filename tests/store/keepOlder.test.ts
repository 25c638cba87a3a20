import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call } from '@orpc/server';
import log from 'electron-log/node';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { readBackupName } from '../../electron/store/backupName';
import { connect, get, run } from '../../electron/store/db';
import { applicationId } from '../../electron/store/inspect';
import { currentVersion, migrate, migrations } from '../../electron/store/migrate';
import { asProgram } from '../../electron/store/program';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { newSealKey } from '../../electron/store/sealKey';
import { closeProgram, openSealedProgram, sealInPlace } from '../../electron/store/workingCopy';
import { fill } from '../smallDisk';
import { reasonOf } from './door';

beforeAll(() => {
  log.transports.console.level = false;
});
const folders: string[] = [];
const mounts: string[] = [];
afterEach(() => {
  for (const mount of mounts.splice(0)) execFileSync('umount', ['-l', mount]);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const mayMount = process.getuid?.() === 0;

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-older-'));
  folders.push(folder);
  return folder;
}

/** A program as the app's version before this one left it, with one person. */
function makeOlder(folder: string, copyOf?: 'rehearsal.source' | 'station.host'): string {
  const file = path.join(folder, '5기.stagedoor');
  const raw = connect(file, { readonly: false });
  raw.pragma('journal_mode = WAL');
  raw.pragma(`application_id = ${applicationId}`);
  migrate(raw, migrations.slice(0, -1));
  const meta = raw.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  for (const key of ['program.id', 'program.tag', 'program.name', 'program.nameEn', 'device.id'])
    meta.run(key, 'x');
  if (copyOf) meta.run(copyOf, '/somewhere');
  raw.prepare("INSERT INTO secret (name, value) VALUES ('badge', x'00')").run();
  raw
    .prepare(
      "INSERT INTO attendee (id, role, name, created_at, updated_at) VALUES ('a', 'participant', '김민수', 0, 0)",
    )
    .run();
  raw.close();
  return file;
}

const versionOf = (file: string) => readFileSync(file).readUInt32BE(60);

test('before an older program is brought up to this version a whole copy of it is put beside it, once', () => {
  const folder = newFolder();
  const file = makeOlder(folder);
  closeProgramFile(openProgramFile(file, true));
  expect(versionOf(file)).toBe(currentVersion);
  const [kept, ...more] = readdirSync(folder).filter((name) => readBackupName(file, name));
  expect(more).toEqual([]);
  const copy = path.join(folder, kept ?? '');
  expect(versionOf(copy)).toBe(currentVersion - 1);
  const raw = connect(copy, { readonly: true });
  expect(get({ raw }, 'SELECT name FROM attendee')).toEqual({ name: '김민수' });
  raw.close();
  // What is of this version already needs none.
  closeProgramFile(openProgramFile(file, true));
  expect(readdirSync(folder)).toHaveLength(2);
});

test('the way back lists that copy, compares with it, and goes back to it', async () => {
  const folder = newFolder();
  const file = makeOlder(folder);
  const shell: Partial<Shell> = {
    keepAwake: () => {},
    chosenFolder: () => undefined,
    backupWorker: path.join(import.meta.dirname, '../../electron/store/backupWorker.ts'),
    vaultFolder: newFolder(),
  };
  const context = createContext(shell as Shell, ({ db }) => closeProgramFile(db));
  context.exchange(() => asProgram(openProgramFile(file, true), file));
  run(context.program().db, "UPDATE attendee SET name = '김새로'");
  const [copy, ...more] = await call(router.backups.list, undefined, { context });
  expect(more).toEqual([]);
  if (!copy) throw new Error('the copy is not listed');
  expect(copy.slot).toBe('beside');
  const which = { slot: copy.slot, file: copy.file };
  const compared = await call(router.backups.compare, which, { context });
  expect(compared).toMatchObject({ people: { backup: 1, open: 1 }, differs: [{ what: 'people', rows: 1 }] });
  const { kept } = await call(router.backups.restore, { ...which, language: 'en' }, { context });
  expect(kept).toBe('5기 (before going back).stagedoor');
  expect(get(context.program().db, 'SELECT name FROM attendee')).toEqual({ name: '김민수' });
  expect(await call(router.backups.list, undefined, { context })).not.toEqual([]);
  // Neither a place that is none, nor a file that is gone, nor one that is no backup, though it is a program.
  for (const other of [
    { ...which, slot: 'first' as const },
    { ...which, file: '없음.stagedoor' },
    { ...which, file: kept },
  ]) {
    const gone = { data: { reason: 'backup.gone' } };
    await expect(call(router.backups.compare, other, { context })).rejects.toMatchObject(gone);
    await expect(
      call(router.backups.restore, { ...other, language: 'ko' }, { context }),
    ).rejects.toMatchObject(gone);
  }
  context.close();
});

test('the copy of a sealed program is sealed too, and lies beside the sealed file', async () => {
  const folder = newFolder();
  const vault = newFolder();
  const file = makeOlder(folder);
  const key = await newSealKey('passphrase', 2 ** 14);
  sealInPlace(file, key);
  closeProgram(openSealedProgram(vault, file, key));
  const [kept] = readdirSync(folder).filter((name) => readBackupName(file, name));
  const copy = path.join(folder, kept ?? '');
  expect(readFileSync(copy).includes('김민수')).toBe(false);
  copyFileSync(copy, file);
  const older = openSealedProgram(vault, file, key);
  expect(get(older.db, 'SELECT name FROM attendee')).toEqual({ name: '김민수' });
  closeProgram(older);
  expect(readdirSync(vault)).toEqual([]);
});

test('a rehearsal and a station’s program are copies already: none of them is left beside it', () => {
  for (const copyOf of ['rehearsal.source', 'station.host'] as const) {
    const folder = newFolder();
    const file = makeOlder(folder, copyOf);
    closeProgramFile(openProgramFile(file, true));
    expect(readdirSync(folder)).toEqual([path.basename(file)]);
  }
});

test.skipIf(!mayMount)('where no copy can be made the program is not opened, and stays as it is', () => {
  const disk = newFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
  mounts.push(disk);
  const file = makeOlder(disk);
  const filler = path.join(disk, 'filler');
  fill(filler);
  // Room for SQLite's own files beside it, not for a copy.
  truncateSync(filler, statSync(filler).size - 100 * 1024);
  const before = readFileSync(file);
  expect(reasonOf(() => openProgramFile(file, true))).toBe('program.noCopy');
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(disk).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  rmSync(filler);
  closeProgramFile(openProgramFile(file, true));
  expect(existsSync(file)).toBe(true);
  expect(versionOf(file)).toBe(currentVersion);
});
