import { open, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import log from 'electron-log/node';
import type { EventSummary } from '../../shared/contract/events';
import type { DoorListState, FolderProblem } from '../../shared/contract/paper';
import { drawTable, rowsOnPage } from '../../shared/domain/paperTable';
import { dayIn, toZonedText } from '../../shared/domain/zonedTime';
import { get } from '../store/db';
import { type DoorListRow, doorListRows } from '../store/doorList';
import { listEvents } from '../store/events';
import { type FontFiles, fontFiles } from '../store/fontFiles';
import { journalHead } from '../store/journal';
import type { Program } from '../store/program';
import type { AppContext } from './context';
import { fileName } from './fileName';
import { folderProblem } from './folderProblem';
import { asJob, type DrawnPage, pdfOf } from './paperRun';

const every = 5 * 60_000;
const day = 24 * 3_600_000;
/** So many people go into one file: as many as a table of stewards can share, and no page waits long for the engine. */
const mostInFile = 2000;

/** Keeps the door lists fresh: on a timer, and when it is asked to. */
export interface DoorListKeeper {
  state(): DoorListState;
  /** Looks whether it is time; call it often. */
  look(): Promise<void>;
  /** Writes them now. Never throws: what went wrong is in the state. */
  write(): Promise<void>;
}

export function doorListKeeper(context: AppContext): DoorListKeeper {
  let last: number | null = null;
  let files: readonly string[] = [];
  let problem: FolderProblem | null = null;
  let working: Promise<void> | undefined;
  // Of the machine's running, not of its clock: one that is set back must not hold the lists up.
  let tried = { at: Number.NEGATIVE_INFINITY, program: '', changes: -1, days: '' };

  const folderOf = () => context.shell.chosenFolder('doorList');
  const changesOf = ({ db }: Program) => get<{ n: number }>(db, 'SELECT total_changes() AS n')?.n ?? 0;

  async function writeAll(): Promise<void> {
    const folder = folderOf();
    if (!folder) return;
    const program = context.program();
    tried = {
      at: performance.now(),
      program: program.file,
      changes: changesOf(program),
      days: daysOf(program),
    };
    try {
      if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(folder), { code: 'ENOTDIR' });
      const written: string[] = [];
      for (const event of due(program)) written.push(...(await writeEvent(context, program, event, folder)));
      [last, files, problem] = [Date.now(), written, null];
    } catch (error) {
      log.warn('no door list was written', error);
      problem = folderProblem(error);
    }
  }

  const keeper: DoorListKeeper = {
    state() {
      const folder = folderOf();
      const name = folder ? path.basename(folder) || folder : null;
      return { folder: name, last, files, working: working !== undefined, problem };
    },
    async look() {
      if (!context.isOpen()) return;
      if (!folderOf()) return;
      const program = context.program();
      if (program.file === tried.program) {
        if (performance.now() - tried.at < every) return;
        const changed = changesOf(program) !== tried.changes || daysOf(program) !== tried.days;
        if (problem === null && !changed) {
          tried.at = performance.now();
          return;
        }
      }
      await keeper.write();
    },
    write() {
      working ??= writeAll().finally(() => {
        working = undefined;
        context.changed('backups');
      });
      context.changed('backups');
      return working;
    },
  };
  return keeper;
}

/** The events whose doors may be stood at: not over, and no more than a day ahead; where there is none, the next one. */
function due({ db, now }: Program): readonly EventSummary[] {
  const ahead = listEvents(db).filter(({ endsAt }) => endsAt > now());
  const near = ahead.filter(({ startsAt }) => startsAt - now() < day);
  return near.length > 0 ? near : ahead.slice(0, 1);
}

/** Which events' lists are due, and on which day of theirs: yesterday's entries are not today's where people come once a day. */
function daysOf(program: Program): string {
  const now = program.now();
  return due(program)
    .map(({ id, zone }) => `${id} ${dayIn(zone)(now)}`)
    .join('\n');
}

const columns = [
  { title: '', width: 8 },
  { title: '이름 Name', width: 40 },
  { title: '로마자 Latin', width: 37 },
  { title: '소속 Affiliation', width: 35 },
  { title: '팀 Team', width: 18 },
  { title: '끝 네 자리 Last 4', width: 26 },
  { title: '시각 Time', width: 18 },
];

/** Writes an event's list; gives the names of its files. One that can't be written leaves the one before it as it was. */
async function writeEvent(
  context: AppContext,
  program: Program,
  event: EventSummary,
  folder: string,
): Promise<readonly string[]> {
  const fonts = await fontFiles(context.shell.fontFolder);
  const at = program.now();
  const { rows: entries, hash } = journalHead(program.db);
  const journal = `${entries}-${hash.slice(0, 8)}`;
  const written: string[] = [];
  for (let part = 0; ; part++) {
    const rows = doorListRows(program.db, event.id, part * mostInFile, mostInFile, at);
    if (rows.length === 0 && part > 0) return written;
    const whole = part === 0 && rows.length < mostInFile;
    const range = whole || rows.length === 0 ? '' : ` ${rows[0]?.name}~${rows.at(-1)?.name}`;
    const title = `${event.title} 출입 명단${range}`;
    const sheets = await draw(title, event, rows, { at, journal }, fonts);
    const [first] = sheets;
    if (!first) return written;
    const job = asJob(title, { widthMm: first.widthMm, heightMm: first.heightMm }, sheets);
    const name = fileName(whole ? title : `${event.title} 출입 명단 ${part + 1}`, 'pdf');
    await writeWhole(folder, name, await pdfOf(context, job));
    written.push(name);
    if (whole) return written;
  }
}

type DrawnSheet = DrawnPage & { readonly widthMm: number; readonly heightMm: number };

/** The list's pages, as of `at`; `journal`: the head of the journal then, as its check takes it. */
async function draw(
  title: string,
  { titleEn, zone, entry }: EventSummary,
  rows: readonly DoorListRow[],
  { at, journal }: { readonly at: number; readonly journal: string },
  fonts: FontFiles,
): Promise<readonly DrawnSheet[]> {
  const written = (time: number) => toZonedText(time, zone).replace('T', ' ');
  const inside = rows.filter(({ inSince }) => inSince !== null).length;
  const leaving = entry === 'leave_and_return';
  const head = {
    title,
    beside: `${titleEn === '' ? '' : `${titleEn} `}door list`,
    note: `${written(at)} · ${rows.length}명 중 ${inside}명 들어옴 · ■ 들어온 사람, □에 표시하고 시각을 적으세요${leaving ? ' · 나가면 ‘나감’과 시각' : ''}`,
    noteBelow: `${inside} of ${rows.length} in · ■ is in; tick □ and write the time${leaving ? ' · who leaves: ‘out’ and the time' : ''} · 체크인 기록 값 Journal ${journal}`,
  };
  const of = Math.max(1, Math.ceil(rows.length / rowsOnPage));
  const sheets: DrawnSheet[] = [];
  for (let page = 0; page < of; page++) {
    const lines = rows
      .slice(page * rowsOnPage, (page + 1) * rowsOnPage)
      .map(({ name, nameLatin, affiliation, team, lastFour, inSince }) => [
        inSince === null ? '□' : '■',
        name,
        nameLatin,
        affiliation,
        team,
        lastFour,
        inSince === null ? '' : written(inSince).slice(11),
      ]);
    sheets.push(drawTable(head, columns, lines, fonts, { first: page, of }));
    // A scan gets its turn between two pages.
    await turn();
  }
  return sheets;
}

/** Writes a file beside its place, sees it onto the disk, and puts it there: whoever opens it finds the old one or the new one. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const fresh = path.join(folder, `.${name}.new`);
  try {
    const file = await open(fresh, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path.join(folder, name));
  } catch (error) {
    await unlink(fresh).catch(() => {});
    throw error;
  }
}
