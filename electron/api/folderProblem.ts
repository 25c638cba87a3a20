import type { FolderProblem } from '../../shared/contract/paper';

/** What an error of the system, or of SQLite, in a folder comes down to for a person. */
export function folderProblem(error: unknown): FolderProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ENOENT|ENODEV|ENXIO|EIO|ENOTDIR|SQLITE_CANTOPEN|SQLITE_IOERR)/.test(code)) return 'gone';
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) return 'full';
  if (/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_PERM)/.test(code)) return 'readOnly';
  return 'unknown';
}
