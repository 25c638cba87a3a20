import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import log from 'electron-log/node';
import { uuidv7 } from 'uuidv7';
import { Refusal, type RefusalParams, type RefusalReason } from '../../shared/domain/refusal';
import { readBackupName } from '../store/backupName';
import { removeProgramFile } from '../store/programFile';
import { type Numbers, type Recovery, recoverProgram } from '../store/recover';
import { sealFile } from '../store/sealing';
import type { SealKey } from '../store/sealKey';
import { dropLeft, leftCopy, sealDamaged } from '../store/workingCopy';
import { slotFolders, slots } from './backupKeeper';
import type { AppContext } from './context';
import { folderProblem } from './folderProblem';

const ending = '.stagedoor';

/** How many rows the journal had by the names of the program's backups. */
function knownHeads(context: AppContext, file: string): readonly number[] {
  const folders = slots
    .map((slot) => context.shell.chosenFolder(slotFolders[slot]))
    .filter((one) => one !== undefined);
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder))
    .flatMap((name) => readBackupName(file, name)?.rows ?? []);
}

const numbers = (missing: readonly Numbers[]) =>
  missing.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');

const countOf = (missing: readonly Numbers[]) =>
  missing.reduce((sum, { from, to }) => sum + to - from + 1, 0);

/** The report beside the new file: counts and numbers, nobody's data. */
function reportText(file: string, into: string, { tables, nameless, journal }: Recovery): string {
  return [
    `손상된 파일: ${path.basename(file)} (그대로 두었습니다) / the damaged file (left as it was)`,
    `새 파일: ${path.basename(into)} / the new file`,
    `체크인 기록: ${journal.read}건 읽음 / rows of the check-in journal that were read`,
    `빠진 번호: ${numbers(journal.missing) || '없음 / none'} / missing numbers`,
    `이름을 읽지 못한 사람: ${nameless} / people whose name could not be read`,
    '',
    '표 / table: 읽음 / read, 쓸 수 없음 / unusable',
    ...tables.map(({ table, read, unusable }) => `${table}: ${read}, ${unusable}`),
    '',
  ].join('\n');
}

export type FreeName = (folder: string, name: string) => string;

const stemOf = (file: string) => path.basename(file, ending);

/** Puts the report beside the new file, where there is room for it: what was recovered does not hang on it. */
function report(file: string, into: string, recovery: Recovery): void {
  try {
    writeFileSync(into.replace(ending, ' 보고.txt'), reportText(file, into, recovery));
  } catch (error) {
    log.warn('the report of a recovery could not be written', error);
  }
  log.warn(
    `a damaged program was recovered: ${countOf(recovery.journal.missing)} rows of the journal are missing`,
  );
}

/** What the page is to say of a recovery. */
function say(
  context: AppContext,
  reasons: { readonly whole: RefusalReason; readonly some: RefusalReason },
  params: RefusalParams,
  { journal: { missing, read } }: Recovery,
): void {
  context.start.refusal =
    missing.length === 0
      ? { reason: reasons.whole, params: { ...params, rows: read } }
      : {
          reason: reasons.some,
          params: { ...params, rows: read, missing: countOf(missing), numbers: numbers(missing) },
        };
}

const plainReasons = { whole: 'program.recoveredWhole', some: 'program.recovered' } as const;
const leftReasons = { whole: 'vault.recoveredWhole', some: 'vault.recovered' } as const;

/** What a failed recovery comes down to: undefined where too little can be read; a Refusal where nothing can be written. */
function notRecovered(error: unknown, file: string): undefined {
  log.error('a damaged program could not be recovered', error);
  if (error instanceof Refusal) return undefined;
  const problem = folderProblem(error);
  if (problem === 'unknown') throw error;
  throw new Refusal('program.notRecovered', { file: path.basename(file) });
}

/**
 * Makes a new program of what can be read in a damaged one, beside it, with a report; gives its path. The damaged file stays as
 * it is. What the page is to say stands in the context's start. Undefined where too little can be read; a Refusal where the
 * disk is full or may not be written to.
 */
export function recoverBeside(context: AppContext, file: string, freeName: FreeName): string | undefined {
  try {
    const into = freeName(path.dirname(file), `${stemOf(file)} (복구)`);
    const recovery = recoverProgram(file, into, knownHeads(context, file));
    report(file, into, recovery);
    say(context, plainReasons, { file: path.basename(file), into: path.basename(into) }, recovery);
    return into;
  } catch (error) {
    return notRecovered(error, file);
  }
}

/**
 * The same for a sealed program whose working copy is damaged: what can be read becomes a sealed program of its own. Where the copy
 * was left by a power cut (`left`), the sealed file is another, older state: it stays as it is, and the damaged copy is sealed
 * beside it. Gives what is to be opened instead: the new file, or the sealed one where nothing can be read in the copy.
 */
export function recoverSealed(
  context: AppContext,
  file: string,
  key: SealKey,
  left: boolean,
  freeName: FreeName,
): string | undefined {
  const { vaultFolder } = context.shell;
  const folder = path.dirname(file);
  const copy = leftCopy(vaultFolder, file);
  if (copy === undefined) return undefined;
  let made: Sealed | undefined;
  try {
    made = recoverAndSeal(context, { copy, file, key }, freeName);
    const params = { file: path.basename(file) };
    if (!left) {
      if (made) say(context, plainReasons, { ...params, into: path.basename(made.into) }, made.recovery);
      dropLeft(vaultFolder, file);
      return made?.into;
    }
    const aside = freeName(folder, `${stemOf(file)} (손상)`);
    sealDamaged(copy, aside, key);
    dropLeft(vaultFolder, file);
    const more = { ...params, aside: path.basename(aside) };
    if (made) say(context, leftReasons, { ...more, into: path.basename(made.into) }, made.recovery);
    else context.start.refusal = { reason: 'vault.leftDamaged', params: more };
    return made?.into ?? file;
  } catch (error) {
    // Until the damaged copy is put aside nothing has taken its place.
    if (made) rmSync(made.into, { force: true });
    return notRecovered(error, file);
  }
}

interface Sealed {
  readonly into: string;
  readonly recovery: Recovery;
}

function recoverAndSeal(
  context: AppContext,
  { copy, file, key }: { readonly copy: string; readonly file: string; readonly key: SealKey },
  freeName: FreeName,
): Sealed | undefined {
  const plain = path.join(path.dirname(copy), `.${randomUUID()}.recovered`);
  try {
    const recovery = recoverProgram(copy, plain, knownHeads(context, file));
    const into = freeName(path.dirname(file), `${stemOf(file)} (복구)`);
    sealFile(plain, into, key, uuidv7());
    report(file, into, recovery);
    return { into, recovery };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.error('nothing could be read in a damaged working copy', error);
    return undefined;
  } finally {
    removeProgramFile(plain);
  }
}
