import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call } from '@orpc/server';
import log from 'electron-log/node';
import { afterEach, expect, test } from 'vitest';
import { type AppContext, createContext, type FolderUse, type Shell } from '../../electron/api/context';
import { createProgram, leaveProgram, openFirstProgram, openOrAsk } from '../../electron/api/programs';
import { router } from '../../electron/api/router';
import { currentBadgeCodes, issueMissingBadges } from '../../electron/store/badges';
import { all, transaction } from '../../electron/store/db';
import { setMeta } from '../../electron/store/meta';
import { closeProgramFile } from '../../electron/store/programFile';
import { addAttendee, addEvent, scanId } from './door';

const folders: string[] = [];
const machines: AppContext[] = [];
afterEach(() => {
  for (const machine of machines.splice(0)) if (machine.isOpen()) machine.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const passphrase = '졸업식 2024 열쇠말';
const names = ['김민수', '이서연', '박도윤'];

/** A machine with its folders; another one of the same folder is the app after a restart. `lost`: its power was cut: nothing is sealed. */
function makeMachine(folder: string, lost: () => boolean = () => false): AppContext {
  const places = new Map<FolderUse, string>([['backupFirst', path.join(folder, 'backups')]]);
  mkdirSync(path.join(folder, 'backups'), { recursive: true });
  const shell: Partial<Shell> = {
    programFolder: folder,
    rehearsalFolder: path.join(folder, 'rehearsal'),
    vaultFolder: path.join(folder, 'opened'),
    backupWorker: path.join(import.meta.dirname, '../../electron/store/backupWorker.ts'),
    sealCost: 2 ** 14,
    rememberProgram: () => {},
    keepAwake: () => {},
    chosenFolder: (use) => places.get(use),
  };
  const context = createContext(shell as Shell, (program) => {
    if (!lost()) leaveProgram(context, program);
    else {
      closeProgramFile(program.db);
      program.sealed?.letGo();
    }
  });
  machines.push(context);
  return context;
}

function makeProgram(lost?: () => boolean) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vault-'));
  folders.push(folder);
  const context = makeMachine(folder, lost);
  const file = path.join(folder, '5기.stagedoor');
  createProgram(context, file, { name: '5기', nameEn: 'Cohort 5' });
  transaction(context.program().db, () => {
    for (const name of names) addAttendee(context.program().db, name);
  });
  return { folder, context, file };
}

const set = (context: AppContext, next: string | null, current: string | null = null) =>
  call(router.vault.set, { passphrase: next, current }, { context });
const open = (context: AppContext, words: string) =>
  call(router.vault.open, { passphrase: words }, { context });
const people = ({ program }: AppContext) =>
  all<{ name: string }>(program().db, 'SELECT name FROM attendee ORDER BY created_at, id').map(
    ({ name }) => name,
  );

/** Files under the folder in whose bytes somebody's name stands. */
function filesWithNames(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .filter((name) => {
      const bytes = readFileSync(path.join(folder, name));
      return names.some((one) => bytes.includes(Buffer.from(one)));
    });
}

test('with a passphrase nothing on the disk says who is in the program, once it is closed; it opens with it, and with nothing else', async () => {
  const { folder, context, file } = makeProgram();
  await context.backups.make();
  expect(filesWithNames(folder)).toHaveLength(2);
  expect(await set(context, passphrase)).toEqual({ backups: 1, placesGone: 0 });
  const copy = context.program().file;
  expect(statSync(path.dirname(copy)).mode & 0o777).toBe(0o700);
  expect(statSync(copy).mode & 0o077).toBe(0);
  await context.backups.make();
  expect(context.backups.state().places[0]).toMatchObject({ count: expect.any(Number), problem: null });
  context.close();
  expect(filesWithNames(folder)).toEqual([]);
  expect(existsSync(copy)).toBe(false);

  const again = makeMachine(folder);
  openFirstProgram(again, [file]);
  expect(again.isOpen()).toBe(false);
  expect(again.vault.state()).toEqual({
    asked: { file: '5기.stagedoor', left: false },
    sealed: false,
    open: false,
  });
  await expect(open(again, `${passphrase}!`)).rejects.toMatchObject({
    data: { reason: 'vault.wrongPassphrase' },
  });
  expect(again.isOpen()).toBe(false);
  await open(again, passphrase);
  expect(people(again)).toEqual(names);
  expect(again.vault.state()).toEqual({ asked: null, sealed: true, open: true });
});

test('what was written before the power went is what opens the next time, and is sealed then', async () => {
  let lost = false;
  const { folder, context, file } = makeProgram(() => lost);
  await set(context, passphrase);
  transaction(context.program().db, () => addAttendee(context.program().db, '나중에 온 사람'));
  lost = true;
  context.close();
  const again = makeMachine(folder);
  openOrAsk(again, file);
  expect(again.vault.state().asked).toEqual({ file: '5기.stagedoor', left: true });
  await expect(open(again, 'not the passphrase')).rejects.toMatchObject({
    data: { reason: 'vault.wrongPassphrase' },
  });
  await open(again, passphrase);
  expect(people(again)).toContain('나중에 온 사람');
  again.close();
  expect(filesWithNames(folder)).toEqual([]);
  const third = makeMachine(folder);
  openOrAsk(third, file);
  expect(third.vault.state().asked?.left).toBe(false);
  await open(third, passphrase);
  expect(people(third)).toContain('나중에 온 사람');
});

test('a wrong passphrase leaves a line in the log, without what was typed', async () => {
  const { folder, context, file } = makeProgram();
  await set(context, passphrase);
  context.close();
  const again = makeMachine(folder);
  openOrAsk(again, file);
  const lines: string[] = [];
  const keep: (typeof log.hooks)[number] = (message) => {
    lines.push(message.data.join(' '));
    return false;
  };
  log.hooks.push(keep);
  try {
    await expect(
      call(router.vault.open, { passphrase: '비밀번호 0000' }, { context: again, path: ['vault', 'open'] }),
    ).rejects.toThrow();
  } finally {
    log.hooks.splice(log.hooks.indexOf(keep), 1);
  }
  expect([...new Set(lines)]).toEqual(['refused in vault.open: vault.wrongPassphrase']);
});

test('a passphrase is changed and taken away by whoever knows it; backups at hand go with it', async () => {
  const { folder, context, file } = makeProgram();
  await set(context, passphrase);
  await context.backups.make();
  await expect(set(context, 'another passphrase', 'wrong passphrase')).rejects.toMatchObject({
    data: { reason: 'vault.wrongPassphrase' },
  });
  expect(await set(context, 'another passphrase', passphrase)).toEqual({ backups: 1, placesGone: 0 });
  context.close();
  const again = makeMachine(folder);
  openOrAsk(again, file);
  await expect(open(again, passphrase)).rejects.toMatchObject({ data: { reason: 'vault.wrongPassphrase' } });
  await open(again, 'another passphrase');
  const [backup] = await call(router.backups.list, undefined, { context: again });
  if (!backup) throw new Error('no backup');
  const { slot, file: name } = backup;
  const compared = await call(router.backups.compare, { slot, file: name }, { context: again });
  expect(compared.people).toEqual({ backup: 3, open: 3 });
  expect(await set(again, null, 'another passphrase')).toEqual({ backups: 1, placesGone: 0 });
  expect(again.program().file).toBe(file);
  expect(people(again)).toEqual(names);
  expect(readdirSync(path.join(folder, 'opened'))).toEqual([]);
  again.close();
  expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
});

test('a copy that lies beside the program, as one is made before a new version, is sealed with it', async () => {
  const { folder, context } = makeProgram();
  await context.backups.make();
  const [backup = ''] = readdirSync(path.join(folder, 'backups'));
  renameSync(path.join(folder, 'backups', backup), path.join(folder, backup));
  expect(await set(context, passphrase)).toEqual({ backups: 1, placesGone: 0 });
  context.close();
  expect(filesWithNames(folder)).toEqual([]);
});

test('going back to a sealed backup keeps what was open, sealed too', async () => {
  const { folder, context, file } = makeProgram();
  await set(context, passphrase);
  await context.backups.make();
  transaction(context.program().db, () => addAttendee(context.program().db, '나중에 온 사람'));
  const [backup] = await call(router.backups.list, undefined, { context });
  if (!backup) throw new Error('no backup');
  const { kept } = await call(
    router.backups.restore,
    { slot: backup.slot, file: backup.file, language: 'ko' },
    { context },
  );
  expect(people(context)).toEqual(names);
  openOrAsk(context, path.join(folder, kept));
  await open(context, passphrase);
  expect(people(context)).toContain('나중에 온 사람');
  openOrAsk(context, file);
  await open(context, passphrase);
  expect(people(context)).toEqual(names);
  context.close();
  expect(filesWithNames(folder)).toEqual([]);
});

test('a rehearsal of a sealed program is sealed too, and goes when it is over', async () => {
  const { folder, context, file } = makeProgram();
  await set(context, passphrase);
  const shown = Date.UTC(2024, 9, 18, 4);
  await call(router.program.startRehearsal, { shown, speed: 1 }, { context });
  await expect(set(context, 'another passphrase', passphrase)).rejects.toMatchObject({
    data: { reason: 'vault.notHere' },
  });
  const rehearsal = path.join(folder, 'rehearsal', path.basename(file));
  context.close();
  expect(filesWithNames(folder)).toEqual([]);
  const again = makeMachine(folder);
  openOrAsk(again, rehearsal);
  await open(again, passphrase);
  await call(router.program.endRehearsal, undefined, { context: again });
  expect(again.vault.state().sealed).toBe(true);
  expect(readdirSync(path.join(folder, 'rehearsal'))).toEqual([]);
  setMeta(again.program().db, 'operator.name', '');
  again.close();
  expect(filesWithNames(folder)).toEqual([]);
  expect(readdirSync(path.join(folder, 'opened'))).toEqual([]);
});

test('a place that is gone when the program is closed: it says so, nothing is lost, and the next closing seals it', async () => {
  const { folder, context, file } = makeProgram();
  await set(context, passphrase);
  transaction(context.program().db, () => addAttendee(context.program().db, '나중에 온 사람'));
  // Where the sealed file is to lie a folder lies: nothing can take its name.
  const sealed = readFileSync(file);
  rmSync(file);
  mkdirSync(path.join(file, 'x'), { recursive: true });
  context.close();
  expect(context.start.refusal).toMatchObject({ reason: 'vault.notSealedBack' });
  rmSync(file, { recursive: true });
  writeFileSync(file, sealed);
  const again = makeMachine(folder);
  openOrAsk(again, file);
  expect(again.vault.state().asked?.left).toBe(true);
  await open(again, passphrase);
  expect(people(again)).toContain('나중에 온 사람');
  again.close();
  expect(filesWithNames(folder)).toEqual([]);
});

test('a door goes on in a sealed rehearsal that a power cut ended: every answered scan is there, and the next one is stored', async () => {
  let lost = false;
  const { folder, context, file } = makeProgram(() => lost);
  const { db } = context.program();
  const startsAt = Date.UTC(2024, 9, 18, 5);
  const eventId = addEvent(db, { startsAt });
  transaction(db, () => issueMissingBadges(db, 0));
  await set(context, passphrase);
  await call(router.program.startRehearsal, { shown: startsAt - 1_800_000, speed: 1 }, { context });
  const codes = [...currentBadgeCodes(context.program().db).values()];
  const scan = (at: AppContext, code = '') =>
    call(
      router.checkin.scan,
      { id: scanId(), eventId, door: 'A', source: 'keyboard', by: { by: 'code', code } },
      { context: at },
    );
  for (const code of codes.slice(0, 2)) expect((await scan(context, code)).verdict.kind).toBe('admitted');
  lost = true;
  context.close();
  const again = makeMachine(folder);
  openOrAsk(again, path.join(folder, 'rehearsal', path.basename(file)));
  await open(again, passphrase);
  expect((await scan(again, codes[2])).verdict.kind).toBe('admitted');
  expect((await scan(again, codes[0])).verdict.kind).toBe('alreadyIn');
  expect(all(again.program().db, 'SELECT 1 FROM attendance')).toHaveLength(3);
});

/** A sealed program whose power was cut after somebody else had come; gives its working copy, that nobody has open. */
async function makeLeft() {
  let lost = false;
  const { folder, context, file } = makeProgram(() => lost);
  await set(context, passphrase);
  const { db } = context.program();
  const eventId = addEvent(db, { entry: 'unlimited' });
  transaction(db, () => issueMissingBadges(db, 0));
  transaction(db, () => {
    for (let n = 0; n < 100; n++) addAttendee(db, `나중 사람 ${n}`);
  });
  const [code = ''] = currentBadgeCodes(db).values();
  for (let n = 0; n < 300; n++) {
    const by = { by: 'code', code } as const;
    await call(
      router.checkin.scan,
      { id: scanId(), eventId, door: 'A', source: 'keyboard', by },
      { context },
    );
  }
  const page = db.raw
    .prepare("SELECT pageno FROM dbstat WHERE name = 'journal' AND pagetype = 'leaf' LIMIT 1 OFFSET 10")
    .pluck()
    .get();
  const copy = context.program().file;
  lost = true;
  context.close();
  return { folder, file, copy, page: Number(page) };
}

test('a working copy that a power cut left damaged: what can be read is opened sealed, the copy is put aside, and the sealed file can be reached', async () => {
  const { folder, file, copy, page } = await makeLeft();
  const bytes = readFileSync(copy);
  writeFileSync(copy, bytes.fill(0xa5, (page - 1) * 4096, page * 4096));
  const sealedBefore = readFileSync(file);
  const again = makeMachine(folder);
  openOrAsk(again, file);
  await open(again, passphrase);
  expect(again.start.refusal).toMatchObject({
    reason: 'vault.recovered',
    params: { file: '5기.stagedoor', into: '5기 (복구).stagedoor', aside: '5기 (손상).stagedoor' },
  });
  expect(people(again)).toHaveLength(names.length + 100);
  again.close();
  expect(filesWithNames(folder)).toEqual([]);
  expect(readdirSync(path.join(folder, 'opened'))).toEqual([]);
  expect(readFileSync(file).equals(sealedBefore)).toBe(true);
  for (const [name, count] of [
    ['5기.stagedoor', names.length],
    ['5기 (복구).stagedoor', names.length + 100],
  ] as const) {
    const third = makeMachine(folder);
    openOrAsk(third, path.join(folder, name));
    expect(third.vault.state().asked?.left).toBe(false);
    await open(third, passphrase);
    expect(people(third)).toHaveLength(count);
    third.close();
  }
});

test('a working copy in which nothing can be read: the sealed file is opened, the copy is put aside, and that is said', async () => {
  const { folder, file, copy } = await makeLeft();
  const bytes = readFileSync(copy);
  writeFileSync(copy, bytes.fill(0xa5, 200));
  const again = makeMachine(folder);
  openOrAsk(again, file);
  await open(again, passphrase);
  expect(again.start.refusal).toEqual({
    reason: 'vault.leftDamaged',
    params: { file: '5기.stagedoor', aside: '5기 (손상).stagedoor' },
  });
  expect(people(again)).toEqual(names);
  again.close();
  expect(filesWithNames(folder)).toEqual([]);
  expect(existsSync(path.join(folder, '5기 (손상).stagedoor'))).toBe(true);
});
