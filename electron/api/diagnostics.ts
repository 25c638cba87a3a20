import { statSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { withoutPeople } from '../../shared/domain/withoutPeople';
import { all, get, type ReadDb } from '../store/db';
import { journalHeads } from '../store/journalMerge';
import { currentVersion } from '../store/migrate';
import type { AppContext } from './context';

const mostErrors = 40;
const longestLine = 300;
/** So many people are looked at before others have their turn. */
const peopleAtOnce = 2000;

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function countLines(db: ReadDb): readonly string[] {
  const tables = all<{ name: string }>(
    db,
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  return tables.map(({ name }) => {
    const { n } = get<{ n: number }>(db, `SELECT count(*) AS n FROM main."${name}"`) ?? { n: 0 };
    return `  ${name}: ${n}`;
  });
}

function journalLines(db: ReadDb): readonly string[] {
  return Object.entries(journalHeads(db)).map(([device, rows]) => {
    const head = get<{ hash: Uint8Array }>(
      db,
      'SELECT hash FROM journal WHERE device_id = ? AND device_seq = ?',
      device,
      rows,
    );
    return `  ${device}: ${rows} rows, ${Buffer.from(head?.hash ?? [])
      .toString('hex')
      .slice(0, 16)}`;
  });
}

function programLines(context: AppContext): readonly string[] {
  if (!context.isOpen()) return ['no program is open'];
  const { db, file, sealed } = context.program();
  const pages = db.raw.pragma('page_count', { simple: true });
  const free = db.raw.pragma('freelist_count', { simple: true });
  return [
    `program: version ${currentVersion}, ${megabytes(sizeOf(file))}, log ${megabytes(sizeOf(`${file}-wal`))}, pages ${pages} (${free} free)`,
    `sealed: ${sealed ? 'yes' : 'no'}`,
    'rows:',
    ...countLines(db),
    'journal heads:',
    ...journalLines(db),
  ];
}

function placeLines(context: AppContext): readonly string[] {
  if (!context.isOpen()) return [];
  const { places, rehearsal } = context.backups.state();
  const stations = context.stations.state();
  const words = places.map(({ slot, folder, last, count, problem }) =>
    folder === null
      ? `  ${slot}: none`
      : `  ${slot}: ${count}, last ${last === null ? 'never' : new Date(last).toISOString()}, ${problem ?? 'no problem'}`,
  );
  return [
    `rehearsal: ${rehearsal ? 'yes' : 'no'}`,
    'backups:',
    ...words,
    stations.kind === 'host'
      ? `stations: host, ${stations.open ? 'open' : 'closed'}, ${stations.stations.filter(({ connected }) => connected).length} of ${stations.stations.length} connected`
      : `stations: a station, ${stations.state}, ${stations.unsent} rows unsent`,
  ];
}

/** The same text without a word that is somebody's of the program, wherever it came from. */
async function withoutNames(db: ReadDb, text: string): Promise<string> {
  let clean = text;
  const people = db.raw
    .prepare(
      'SELECT name, name_latin AS latin, email, phone, phone_digits AS digits, affiliation, team FROM attendee',
    )
    .raw()
    .iterate() as Iterable<readonly (string | null)[]>;
  const found = [...people];
  for (const [i, words] of found.entries()) {
    if (i % peopleAtOnce === peopleAtOnce - 1) await turn();
    for (const word of words) {
      if (word && word.length > 2 && clean.includes(word)) clean = clean.replaceAll(word, '…');
    }
  }
  return clean;
}

/** What is in the log's end of warnings and errors, each entry's first line and where it came from. */
async function errorLines(context: AppContext): Promise<string> {
  const entries = (await context.shell.logTail()).split(/\n(?=\[\d{4}-)/);
  const bad = entries.filter((entry) => /^\[[^\]]+\] \[(warn|error)\]/.test(entry)).slice(-mostErrors);
  const text = bad
    .map((entry) => {
      const [stamp = ''] = /^\[[^\]]+\] \[\w+\]/.exec(entry) ?? [];
      const rest = withoutPeople(entry.slice(stamp.length)).split('\n').slice(0, 4);
      return [stamp, ...rest.map((line) => line.trim().slice(0, longestLine))].join(' ');
    })
    .join('\n');
  return context.isOpen() ? withoutNames(context.program().db, text) : text;
}

/** Everything that helps somebody who was not there, and nothing that says who was. */
export async function diagnosticsText(context: AppContext): Promise<string> {
  const errors = await errorLines(context);
  return [
    `Stagedoor diagnostics, ${new Date().toISOString()}`,
    ...context.shell.machine(),
    ...programLines(context),
    ...placeLines(context),
    'last warnings and errors:',
    errors === '' ? '  none' : errors,
    '',
  ].join('\n');
}
