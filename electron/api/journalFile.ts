import { listConflicts } from '../store/conflicts';
import { listEvents } from '../store/events';
import { journalHead } from '../store/journal';
import { readJournalFile, writeJournalFile } from '../store/journalFile';
import { getMeta, requireMeta } from '../store/meta';
import type { AppContext } from './context';
import { fileName } from './fileName';

/** Writes the whole journal as a signed file into the app's folder, to be carried to another machine. */
export async function exportJournal(context: AppContext): Promise<{ document: string }> {
  const { db } = context.program();
  const door = getMeta(db, 'door.name') ?? 'A';
  const title = `${requireMeta(db, 'program.name')} ${door} ${journalHead(db).rows}`;
  const bytes = Buffer.from(writeJournalFile(db), 'utf8');
  return { document: await context.shell.saveDocument(fileName(title, 'stagedoor-journal'), bytes) };
}

/** Takes in such a file; says how many rows were new, and how many conflicts there are now. */
export async function importJournal(
  context: AppContext,
  file: string,
  bytes: Uint8Array,
): Promise<{ fresh: number; conflicts: number }> {
  const { db } = context.program();
  try {
    const fresh = await readJournalFile(db, file, Buffer.from(bytes).toString('utf8'));
    const conflicts = listEvents(db).reduce((sum, { id }) => sum + listConflicts(db, id).length, 0);
    return { fresh, conflicts };
  } finally {
    context.changed('checkin', 'roster', 'badges');
  }
}
