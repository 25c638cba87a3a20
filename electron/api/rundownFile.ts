import writeXlsx from 'write-excel-file/node';
import type { EventId } from '../../shared/contract/ids';
import { guardCell } from '../../shared/domain/cellGuard';
import { writeCsv } from '../../shared/domain/csv';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { rundownHeader, rundownRows } from '../../shared/domain/rundownFile';
import type { ReadDb } from '../store/db';
import { getEvent } from '../store/events';
import { readCues } from '../store/rundown';
import { emailOf } from '../store/rundownEdits';
import { documentWord } from './documentTitle';

/** An event's rundown as a file; taken in again it gives the same cues. */
export async function rundownFile(
  db: ReadDb,
  eventId: EventId,
  { format, language }: { readonly format: 'csv' | 'xlsx'; readonly language: FileLanguage },
): Promise<Uint8Array<ArrayBuffer>> {
  const event = getEvent(db, eventId);
  const rows = [
    rundownHeader,
    ...rundownRows(readCues(db, eventId, null), ({ id }) => emailOf(db, id), event),
  ];
  if (format === 'csv') return new Uint8Array(writeCsv(rows));
  // Every cell a text: a spreadsheet shall not turn 14:05 into a fraction of a day, nor a name into a formula.
  const cells = rows.map((row, at) =>
    row.map((value) => ({
      value: guardCell(value),
      type: String,
      ...(at === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  );
  return new Uint8Array(await writeXlsx(cells, { sheet: documentWord('rundown', language) }).toBuffer());
}
