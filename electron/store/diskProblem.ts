import type { RefusalReason } from '../../shared/domain/refusal';

const reasons: readonly { readonly code: RegExp; readonly reason: RefusalReason }[] = [
  { code: /^(SQLITE_FULL|ENOSPC|EDQUOT)/, reason: 'disk.full' },
  { code: /^(SQLITE_READONLY|SQLITE_PERM|EROFS|EACCES|EPERM)/, reason: 'disk.readOnly' },
  { code: /^(SQLITE_IOERR|SQLITE_CANTOPEN|EIO|ENODEV|ENXIO)/, reason: 'disk.gone' },
  { code: /^(SQLITE_BUSY|SQLITE_LOCKED|SQLITE_PROTOCOL)/, reason: 'disk.busy' },
  { code: /^(SQLITE_CORRUPT|SQLITE_NOTADB)/, reason: 'disk.damaged' },
];

/** What an error of SQLite or the system says about the disk; undefined for any other error. What was to be written is not written. */
export function diskProblem(error: unknown): RefusalReason | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons.find((one) => one.code.test(code))?.reason;
}
