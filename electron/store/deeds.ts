import type Database from 'better-sqlite3';
import { type Act, act } from './actor';

interface Statements {
  readonly note: Database.Statement;
  readonly name: Database.Statement;
  readonly unname: Database.Statement;
  /** Who works at this machine. */
  readonly operator: Database.Statement;
  /** The name that is written down now; undefined: nobody's; null: not known. */
  named: string | undefined | null;
}

const known = new WeakMap<Database.Database, Statements | null>();

/** Null for a file that has no place for it: of an older version, before it is brought up. */
function statementsOf(raw: Database.Database): Statements | null {
  let found = known.get(raw);
  if (found === undefined) {
    const has = raw.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'deed'").get();
    found = has
      ? {
          note: raw.prepare('INSERT INTO deed (at, by_name, call) VALUES (?, ?, ?)'),
          name: raw.prepare('INSERT INTO acting (name) VALUES (?)'),
          unname: raw.prepare('DELETE FROM acting'),
          operator: raw.prepare("SELECT value FROM meta WHERE key = 'operator.name'").pluck(),
          named: null,
        }
      : null;
    known.set(raw, found);
  }
  return found;
}

function isUnnoted(raw: Database.Database, doing: Act | undefined): doing is Act {
  return doing !== undefined && doing.call !== '' && !doing.noted?.has(raw);
}

/** Whether what is written next is somebody's deed that is not written down yet: then it is to be one transaction with that. */
export function isDeed(raw: Database.Database): boolean {
  return isUnnoted(raw, act()) && statementsOf(raw) !== null;
}

/** Before something is written: what the file's own triggers write about it goes under this name. In its transaction. */
export function nameActor(raw: Database.Database): void {
  const doing = act();
  const statements = statementsOf(raw);
  // What was asked for just now may be somebody else's than who works here by now.
  if (!statements || (statements.named === doing?.name && !isUnnoted(raw, doing))) return;
  statements.unname.run();
  if (doing && doing.name !== (statements.operator.get() ?? '')) statements.name.run(doing.name);
  statements.named = doing?.name;
}

/** After something was written: who did it, once for each thing asked for. In its transaction. */
export function noteDeed(raw: Database.Database): void {
  const doing = act();
  if (!isUnnoted(raw, doing)) return;
  statementsOf(raw)?.note.run(Date.now(), doing.name, doing.call);
  doing.noted ??= new WeakSet();
  doing.noted.add(raw);
}

/** What was written is taken back, who did it with it. */
export function forgetDeed(raw: Database.Database): void {
  const statements = known.get(raw);
  if (statements) statements.named = null;
  act()?.noted?.delete(raw);
}
