import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { Refusal } from '../../shared/domain/refusal';
import { backupName } from './backupName';
import { connect } from './db';
import { checkContents } from './inspect';
import { currentVersion } from './migrate';
import { ownHead } from './ownHead';
import { sealFile } from './sealing';
import type { SealKey } from './sealKey';
import { steadyClock } from './steadyClock';

/** Where a program's sealed file lies, and what seals it. */
export interface SealedBy {
  readonly file: string;
  readonly key: SealKey;
}

/**
 * Before an older program is brought up to this app's version, a copy of it as it was is put beside it, whole and checked, named
 * as backups are; that of a sealed program is sealed too. A Refusal where that can't be: then nothing is changed. A
 * rehearsal's program and a station's are copies already, which go when they are left: nothing of them is to stay.
 */
export function keepOlder(raw: Database.Database, file: string, sealed?: SealedBy): void {
  if (Number(raw.pragma('user_version', { simple: true })) >= currentVersion) return;
  if (raw.prepare("SELECT 1 FROM meta WHERE key IN ('rehearsal.source', 'station.host')").get()) return;
  const place = sealed?.file ?? file;
  const making = path.join(path.dirname(file), `.${randomUUID()}.unfinished`);
  const kept = path.join(path.dirname(place), backupName(place, steadyClock.now(), ownHead(raw)));
  try {
    // SQLite's own copy of one moment, log and all.
    raw.prepare('VACUUM INTO ?').run(making);
    check(making);
    if (sealed) {
      sealFile(making, kept, sealed.key, randomUUID());
      return;
    }
    const fd = openSync(making, 'r+');
    fsyncSync(fd);
    closeSync(fd);
    renameSync(making, kept);
  } catch (error) {
    const refusal = new Refusal('program.noCopy', { file: path.basename(place) });
    refusal.cause = error;
    throw refusal;
  } finally {
    rmSync(making, { force: true });
  }
}

function check(file: string): void {
  const copy = connect(file, { readonly: true });
  try {
    checkContents(copy);
  } finally {
    copy.close();
  }
}
