import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import log from 'electron-log/node';
import { Refusal } from '../../shared/domain/refusal';
import { readBackupName } from '../store/backupName';
import { type Numbers, type Recovery, recoverProgram } from '../store/recover';
import { slotFolders, slots } from './backupKeeper';
import type { AppContext } from './context';

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

/**
 * Makes a new program of what can be read in a damaged one, beside it, with a report; gives its path. The damaged file stays as
 * it is. What the page is to say stands in the context's start. Undefined where too little can be read.
 */
export function recoverBeside(
  context: AppContext,
  file: string,
  freeName: (folder: string, name: string) => string,
): string | undefined {
  try {
    const into = freeName(path.dirname(file), `${path.basename(file, ending)} (복구)`);
    const recovery = recoverProgram(file, into, knownHeads(context, file));
    writeFileSync(into.replace(ending, ' 보고.txt'), reportText(file, into, recovery));
    log.warn(
      `a damaged program was recovered: ${countOf(recovery.journal.missing)} rows of the journal are missing`,
    );
    const { missing, read } = recovery.journal;
    const params = { file: path.basename(file), into: path.basename(into), rows: read };
    context.start.refusal =
      missing.length === 0
        ? { reason: 'program.recoveredWhole', params }
        : {
            reason: 'program.recovered',
            params: { ...params, missing: countOf(missing), numbers: numbers(missing) },
          };
    return into;
  } catch (error) {
    log.error('a damaged program could not be recovered', error);
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
