import { setImmediate } from 'node:timers/promises';
import writeXlsx from 'write-excel-file/node';
import type { Exported, ExportFormat } from '../../shared/contract/exports';
import type { AttendeeId } from '../../shared/contract/ids';
import { guardCell } from '../../shared/domain/cellGuard';
import { encodeCp949, lostCharacters } from '../../shared/domain/cp949';
import { csvText, utf8Mark } from '../../shared/domain/csv';
import { type FileLanguage, type OwnTable, ownHeader, ownTables } from '../../shared/domain/ownFiles';
import { sayWith } from '../../shared/domain/pageWords';
import { xlsxText } from '../../shared/domain/xlsxText';
import type { ReadDb } from '../store/db';
import { everybody, ownRows } from '../store/exportRows';
import { requireMeta } from '../store/meta';
import { shownHeader, shownRows } from '../store/shownList';
import { api } from './base';
import { fileName } from './fileName';

type Row = readonly string[];

/** People whose rows are made at once: a few milliseconds, so that scans come between. */
const portion = 500;
/** The same of people who are judged too. */
const judgedPortion = 250;

/** Half a character, and control characters, which nobody types: no file that holds one is taken in again. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
const unwritable = /[\0-\x08\x0e-\x1f]|\p{Surrogate}/gu;

/** Tables that are the same whoever is asked for. */
const ofNobody: ReadonlySet<OwnTable> = new Set(['events', 'tracks', 'rules']);

/** A table's rows, header first, made of some people at a time; other work has its turn in between. */
async function rowsOf(
  header: Row,
  people: readonly AttendeeId[],
  atOnce: number,
  make: (some: readonly AttendeeId[]) => readonly Row[],
): Promise<readonly Row[]> {
  const rows: Row[] = [header];
  for (let from = 0; from === 0 || from < people.length; from += atOnce) {
    for (const row of make(people.slice(from, from + atOnce))) {
      rows.push(row.map((cell) => cell.replace(unwritable, '')));
    }
    await setImmediate();
  }
  return rows;
}

function tableOf(
  db: ReadDb,
  table: OwnTable,
  people: readonly AttendeeId[],
  language: FileLanguage,
): Promise<readonly Row[]> {
  return rowsOf(ownHeader(table, language), ofNobody.has(table) ? [] : people, portion, (some) =>
    ownRows(db, table, some, language),
  );
}

async function textFile(
  rows: readonly Row[],
  encode: (text: string) => Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < rows.length; from += portion) {
    parts.push(encode(csvText(rows.slice(from, from + portion))));
    await setImmediate();
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** What CP949 can't hold of the tables; other work has its turn in between. */
async function lostOf(tables: readonly (readonly Row[])[]) {
  const lost = lostCharacters();
  for (const rows of tables) {
    for (let from = 0; from < rows.length; from += portion) {
      lost.look(rows.slice(from, from + portion));
      await setImmediate();
    }
  }
  return lost.list();
}

/** A table as an Excel file. Every cell a text: no phone loses its zero, no name becomes a formula. */
async function sheetFile(rows: readonly Row[], sheet: string): Promise<Uint8Array<ArrayBuffer>> {
  const cells = rows.map((row, at) =>
    row.map((value) => ({
      value: xlsxText(guardCell(value)),
      type: String,
      ...(at === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  );
  const [header = []] = rows;
  const columns = header.map((text) => ({ width: /stagedoor/.test(text) ? 12 : 18 }));
  return new Uint8Array(await writeXlsx(cells, { sheet, columns, stickyRowsCount: 1 }).toBuffer());
}

function bytesOf(
  rows: readonly Row[],
  format: ExportFormat,
  title: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const utf8 = new TextEncoder();
  if (format === 'xlsx') return sheetFile(rows, title);
  if (format === 'cp949') return textFile(rows, (text) => encodeCp949(text));
  let first = true;
  return textFile(rows, (text) => {
    const marked = first ? utf8Mark + text : text;
    first = false;
    return utf8.encode(marked);
  });
}

const titles: Readonly<Record<FileLanguage, Readonly<Record<Exported, string>>>> = {
  ko: {
    people: '명단',
    tracks: '과정',
    results: '과정 결과',
    rules: '규칙',
    overrides: '따로 정한 것',
    events: '일정',
    invitations: '초대와 답',
    attendance: '출석',
    all: '전체',
    shown: '지금 목록',
  },
  en: {
    people: 'People',
    tracks: 'Tracks',
    results: 'Results',
    rules: 'Rules',
    overrides: 'Decided otherwise',
    events: 'Events',
    invitations: 'Invitations',
    attendance: 'Attendance',
    all: 'Everything',
    shown: 'This list',
  },
};

export const exports = {
  save: api.exports.save.handler(async ({ context, input }) => {
    const { db } = context.program();
    const { format, language, what } = input;
    const program = requireMeta(db, language === 'ko' ? 'program.name' : 'program.nameEn');
    const people = input.people ?? everybody(db);
    const ending = format === 'xlsx' ? 'xlsx' : 'csv';
    const tables: { readonly table: Exclude<Exported, 'all'>; readonly rows: readonly Row[] }[] = [];
    if (what === 'shown') {
      const list = { ...input.list, language, say: sayWith(input.list.words) };
      const made = await rowsOf(shownHeader(db, list), people, judgedPortion, (some) =>
        shownRows(db, some, list),
      );
      tables.push({ table: what, rows: made });
    }
    for (const table of what === 'all' ? ownTables : what === 'shown' ? [] : [what]) {
      const made = await tableOf(db, table, people, language);
      // A file without a row would be refused when all of them are taken in again.
      if (made.length > 1 || what !== 'all' || table === 'people') tables.push({ table, rows: made });
    }
    const rows = tables.reduce((sum, each) => sum + each.rows.length - 1, 0);
    if (format === 'cp949' && !input.lossy) {
      const lost = await lostOf(tables.map((each) => each.rows));
      if (lost.length > 0) return { document: null, rows: 0, lost };
    }
    const files: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[] = [];
    for (const { table, rows: own } of tables) {
      const title = titles[language][table];
      files.push({ name: fileName(title, ending), bytes: await bytesOf(own, format, title) });
    }
    const [only] = files;
    const title = `${program || 'Stagedoor'} ${titles[language][what]}`;
    const document =
      what !== 'all' && only
        ? await context.shell.saveDocument(fileName(title, ending), only.bytes)
        : await context.shell.saveFolder(fileName(title), files);
    return { document, rows, lost: [] };
  }),
};
