import path from 'node:path';

/** What a backup's name says: the program, when it was made, and the journal's head (rows and the start of its hash). */
export interface BackupName {
  readonly file: string;
  /** UTC ms, to the second. */
  readonly at: number;
  readonly rows: number;
  readonly hash: string;
}

const pattern = /^(.*) (\d{4})-(\d\d)-(\d\d) (\d\d)(\d\d)(\d\d)Z r(\d+)-([0-9a-f]{8})\.stagedoor$/;

/**
 * `NAME 2024-10-18 050900Z r212-eea8cb6d.stagedoor`: a cut tail of the journal still verifies, so its head stands outside
 * of the file too. UTC, so that names sort by time whatever zone the laptop is in.
 */
export function backupName(
  program: string,
  at: number,
  head: { readonly rows: number; readonly hash: string },
): string {
  const stem = path.basename(program, '.stagedoor');
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  return `${stem} ${date} ${time.slice(0, 8).replaceAll(':', '')}Z r${head.rows}-${head.hash.slice(0, 8)}.stagedoor`;
}

/** Reads a name back; undefined for a file that is no backup of that program. */
export function readBackupName(program: string, file: string): BackupName | undefined {
  const found = pattern.exec(file);
  if (!found || found[1] !== path.basename(program, '.stagedoor')) return undefined;
  const [year, month, date, hours, minutes, seconds, rows] = found.slice(2).map(Number);
  return {
    file,
    at: Date.UTC(year ?? 0, (month ?? 1) - 1, date, hours, minutes, seconds),
    rows: rows ?? 0,
    hash: found[9] ?? '',
  };
}
