import { readdirSync } from 'node:fs';

/** The backups that are whole and have their name: a copy that is still being made has another ending. */
export function backupsIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.stagedoor'));
}
