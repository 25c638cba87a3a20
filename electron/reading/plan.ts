import type { RefusalData } from '../../shared/contract/base';
import type { BadgeId } from '../../shared/contract/ids';
import type { DoubtfulPair, FilePreview, ImportCounts } from '../../shared/contract/imports';
import { findDoubts, type Known } from '../../shared/domain/doubtful';
import { cellsOf } from '../../shared/domain/importCells';
import { importFields } from '../../shared/domain/importColumns';
import { splitOrders } from '../../shared/domain/importOrders';
import { castRow, checkRosterRow, rosterRow } from '../../shared/domain/importPeople';
import { Refusal } from '../../shared/domain/refusal';
import { aliases } from '../store/aliases';
import { badgeIdsInOrder } from '../store/badges';
import { all, connect, transaction, type WriteDb } from '../store/db';
import type { Newcomer } from '../store/importPeople';
import { type PackedRows, packRows, type Value } from '../store/packedRows';
import { newPeople, watchChanges, watchedChanges } from '../store/rowChanges';
import { applyFile, inOrder, type ReadFile, readAnyFile, recordOf } from './files';
import type { ReaderAnswer, ReadJob } from './messages';
import { planNewcomers } from './newcomers';

/**
 * A copy of the program in memory, as it is at this moment: an import is tried on it, so that neither the file nor the process
 * that answers the doors has anything to do with what a stranger's file makes of it.
 */
function memoryCopy(program: string): WriteDb {
  const source = connect(program, { readonly: true });
  let bytes: Buffer;
  try {
    bytes = source.serialize();
  } finally {
    source.close();
  }
  // "Written in rollback mode": a copy in memory has no log. https://www.sqlite.org/fileformat.html, 1.3.3
  bytes[18] = 1;
  bytes[19] = 1;
  const raw = connect(bytes, { readonly: false });
  raw.pragma('journal_mode = MEMORY');
  raw.pragma('synchronous = OFF');
  raw.pragma('foreign_keys = ON');
  return { raw, writable: true };
}

function asData(error: unknown): RefusalData {
  if (!(error instanceof Refusal)) throw error;
  return { reason: error.reason, params: { ...error.params } };
}

/** What taking the files in together would do. */
export async function previewFiles(job: ReadJob): Promise<readonly FilePreview[]> {
  const db = memoryCopy(job.program);
  const read: ReadFile[] = [];
  const unread: FilePreview[] = [];
  for (const { name, bytes, ...asked } of job.files) {
    try {
      read.push(await readAnyFile(name, bytes, asked, db));
    } catch (error) {
      unread.push({ ...nothingOf(name), problem: asData(error) });
    }
  }
  const newcomers = alone(read) ? () => {} : undefined;
  const files = inOrder(read).map((file) => {
    const before = { people: knownPeople(db), also: new Set(aliases(db).keys()) };
    const notes: RefusalData[] = [];
    const note = (left: Refusal) => void notes.push(asData(left));
    try {
      const counts = transaction(db, () => applyFile(db, file, job.eventId, job.now, { newcomers, note }));
      return { ...preview(file, counts, null, doubtsOf(file, before)), notes };
    } catch (error) {
      return preview(file, null, asData(error), []);
    }
  });
  return [...unread, ...files];
}

/** Whom such a file brings needn't be in the copy: no other file asks for them, and no pair of it is one person. */
function alone(files: readonly ReadFile[]): boolean {
  return files.length === 1 && Object.keys(files[0]?.merges ?? {}).length === 0;
}

/** The preview of a file of which nothing could be read. */
export function nothingOf(name: string): FilePreview {
  return {
    name,
    encoding: '',
    sheet: null,
    sheets: [],
    kind: null,
    header: [],
    remembered: false,
    columns: [],
    rows: 0,
    counts: null,
    doubtful: 0,
    doubts: [],
    notes: [],
    problem: null,
  };
}

const mostDoubts = 200;
const sampleRows = 200;

function preview(
  file: ReadFile,
  counts: ImportCounts | null,
  problem: RefusalData | null,
  doubts: readonly DoubtfulPair[],
): FilePreview {
  const { name, encoding, sheet, sheets, kind, remembered, table } = file;
  const first = table.records.slice(0, sampleRows);
  return {
    name,
    encoding,
    sheet,
    sheets,
    kind,
    remembered,
    header: table.header,
    columns: importFields[kind].map(({ field, required }) => {
      const column = file.columns[field];
      const values = column === undefined ? [] : first.map(({ cells }) => cells[column] ?? '');
      const samples = values.filter((value) => value !== '').slice(0, 3);
      return { field, required, column: column ?? null, samples };
    }),
    rows: table.records.length,
    counts,
    doubtful: doubts.length,
    doubts: doubts.slice(0, mostDoubts),
    notes: [],
    problem,
  };
}

function knownPeople(db: WriteDb): readonly Known[] {
  return all<Known>(
    db,
    `SELECT email_key AS key, name, coalesce(email, '') AS email, phone, affiliation FROM attendee
     WHERE email_key IS NOT NULL ORDER BY id`,
  );
}

/** `also`: under what else files know people whom the program has. */
function doubtsOf(
  file: ReadFile,
  { people: known, also }: { readonly people: readonly Known[]; readonly also: ReadonlySet<string> },
): readonly DoubtfulPair[] {
  if (file.kind !== 'roster' && file.kind !== 'cast') return [];
  const keys = new Set(known.map(({ key }) => key));
  const cells = cellsOf(file.table, file.columns, file.name);
  const incoming =
    file.kind === 'cast'
      ? cells.map(castRow).map((row) => ({ ...row, key: row.emailKey, phone: '', affiliation: '' }))
      : splitOrders(cells, checkRosterRow).map(({ cells: record, key }) => ({
          ...rosterRow(record),
          key,
        }));
  const fresh = incoming
    .filter(({ key }) => !keys.has(key) && !also.has(key))
    .map(({ key, name, email, phone, affiliation }) => ({ key, name, email, phone, affiliation }));
  return findDoubts(fresh, known);
}

const partRows = 500;

/** So many people are written by one statement, in one or two milliseconds. */
const groupRows = 200;
const groupsAtOnce = 12;

/** All that storing the files takes, in parts; a Refusal where one of them can't be taken in. */
export async function* commitFiles(job: ReadJob): AsyncGenerator<ReaderAnswer> {
  const db = memoryCopy(job.program);
  const read: ReadFile[] = [];
  for (const { name, bytes, ...asked } of job.files) read.push(await readAnyFile(name, bytes, asked, db));
  watchChanges(db);
  const newcomers: Newcomer[] = [];
  const take = alone(read) ? (one: Newcomer) => void newcomers.push(one) : undefined;
  const files = transaction(db, () =>
    inOrder(read).map((file) =>
      recordOf(file, applyFile(db, file, job.eventId, job.now, { newcomers: take })),
    ),
  );
  const of = files.reduce((sum, { added }) => sum + added, 0);
  const apart = planNewcomers(db, newcomers, job.now);
  const nextBadge = badgeIdsInOrder(of);
  for (const { columns, rows } of [newPeople(db), { ...apart, rows: apart.rows() }])
    for (const groups of inParts(inGroups(columns, rows, nextBadge), groupsAtOnce))
      yield { kind: 'people', groups, of };
  for (const changes of [watchedChanges(db), apart.changes()])
    for (const part of inParts(changes, partRows)) yield { kind: 'changes', changes: part };
  const mappings = read.map(({ table, kind, columns: map }) => ({
    header: table.header,
    kind,
    columns: map,
  }));
  yield { kind: 'done', files, mappings };
}

/** People with a badge each, packed. */
function* inGroups(
  columns: readonly string[],
  people: Iterable<Value[]>,
  nextBadge: () => BadgeId,
): Generator<PackedRows> {
  for (const part of inParts(people, groupRows)) {
    for (const person of part) person.push(nextBadge());
    yield packRows([...columns, 'badge'], part, ['badge', 'id']);
  }
}

function* inParts<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let part: T[] = [];
  for (const item of items) {
    part.push(item);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
