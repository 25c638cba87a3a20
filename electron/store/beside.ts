import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '../../shared/domain/refusal';
import { connect, type ReadDb } from './db';
import { fileWhatIsLeft } from './filing';
import { inspectProgramFile } from './inspect';
import { migrate } from './migrate';

const most = 256 * 1024 * 1024;

/**
 * Reads another program without touching its file: as a copy in memory, brought up to this app's version there. A Refusal where it
 * can't be read, is open somewhere, or is too large for that.
 */
export async function readBeside<T>(file: string, work: (db: ReadDb) => Promise<T>): Promise<T> {
  const name = path.basename(file);
  inspectProgramFile(file);
  // What a log beside it holds is not in the file: it is open somewhere, or was left by a power cut.
  if (existsSync(`${file}-wal`)) throw new Refusal('program.inUse', { file: name });
  if (statSync(file).size > most) throw new Refusal('numbers.tooLarge', { file: name });
  const bytes = await readFile(file);
  // "Written in rollback mode": a copy in memory has no log. https://www.sqlite.org/fileformat.html, 1.3.3
  bytes[18] = 1;
  bytes[19] = 1;
  const raw = connect(bytes, { readonly: false });
  try {
    migrate(raw);
    fileWhatIsLeft({ raw, writable: true });
    return await work({ raw });
  } finally {
    raw.close();
  }
}
