import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AttendeeId } from '../../shared/contract/ids';
import type { Erased, Finished, Left, PrivacyReport } from '../../shared/contract/privacy';
import { Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import { listBackups } from '../store/backup';
import { get, type ReadDb, type WriteDb } from '../store/db';
import { allAbout, eraseEverybody, erasePeople, mentionsOf, survivalsOf, sweepErased } from '../store/erase';
import { textsThatStay } from '../store/eraseTexts';
import { listEvents } from '../store/events';
import { finishPlan } from '../store/finishPlan';
import { deleteMeta, requireMeta, setMeta } from '../store/meta';
import { clockSetting, type Program, placeOfProgram } from '../store/program';
import { everyCopy } from '../store/stations';
import { backupFolders } from './backupFolders';
import { api } from './base';
import type { AppContext } from './context';
import { replaceBackups } from './replaceBackups';

const mostNamed = 200;

function nameOf(db: ReadDb, id: AttendeeId): string {
  const person = get<{ name: string }>(db, 'SELECT name FROM attendee WHERE id = ?', id);
  if (!person) throw new Refusal('attendee.unknown');
  return person.name;
}

async function filesIn(folder: string | undefined): Promise<readonly string[]> {
  if (folder === undefined) return [];
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => !/\.stagedoor-[\w-]+$/.test(name) && !name.startsWith('.'));
}

async function outsideOf(context: AppContext): Promise<PrivacyReport['outside']> {
  const program = context.program();
  const own = new Set([path.basename(placeOfProgram(program))]);
  let placesGone = 0;
  let backups = 0;
  for (const { folder } of backupFolders(context)) {
    const there = await stat(folder).catch(() => undefined);
    if (!there) placesGone++;
    const found = await listBackups(program.file, folder);
    backups += found.length;
    for (const { file } of found) own.add(file);
  }
  const lists = await filesIn(context.shell.chosenFolder('doorList'));
  const written = await filesIn(context.shell.programFolder);
  const documents = [...written, ...lists].filter((name) => !own.has(name)).sort();
  const hub = context.hub.state();
  return {
    backups,
    placesGone,
    stations: everyCopy(context.program().db),
    documents: documents.slice(0, mostNamed),
    hub: hub.kind === 'hub' ? (hub.place ?? hub.name) : null,
  };
}

/** Erasing works on the program itself: a rehearsal is a copy whose backups are the program's own. */
function requireProgram(context: AppContext): Program {
  const program = context.program();
  if (clockSetting(program.db).kind === 'rehearsal') throw new Refusal('privacy.rehearsal');
  return program;
}

/** After an erasing: takes it out of the file's bytes and replaces the backups. Gives what still has it. */
async function sweep(context: AppContext, db: WriteDb): Promise<Left> {
  const swept = sweepErased(db);
  context.changed(...Topic.options);
  const backups = await replaceBackups(context);
  return { backups, file: !swept && !(db.raw.open && sweepErased(db)) };
}

async function about(context: AppContext, id: AttendeeId): Promise<PrivacyReport> {
  const { db } = context.program();
  const name = nameOf(db, id);
  const tables = Object.entries(allAbout(db, id)).map(([table, rows]) => ({ table, rows: rows.length }));
  return { name, tables, survives: survivalsOf(db, id), outside: await outsideOf(context) };
}

async function erase(context: AppContext, id: AttendeeId, typed: string): Promise<Erased> {
  requireProgram(context);
  // One that is being made reads what was there before, and keeps the file's log from being emptied.
  await context.backups.settled();
  const { db } = requireProgram(context);
  const name = nameOf(db, id);
  if (typed.normalize('NFC').trim() !== name) throw new Refusal('privacy.notTyped');
  erasePeople(db, [id], Date.now());
  const left = await sweep(context, db);
  return {
    survives: survivalsOf(db, id),
    mentions: [...mentionsOf(db, name)],
    left,
    outside: await outsideOf(context),
  };
}

async function finish(context: AppContext, typed: string): Promise<Finished> {
  requireProgram(context);
  await context.backups.settled();
  const { db, now } = requireProgram(context);
  if (typed.normalize('NFC').trim() !== requireMeta(db, 'program.name'))
    throw new Refusal('privacy.notTyped');
  if (listEvents(db).some(({ endsAt }) => endsAt > now())) throw new Refusal('privacy.notOver');
  const people = eraseEverybody(db, Date.now());
  deleteMeta(db, 'finish.by');
  const left = await sweep(context, db);
  const certificates = get<{ n: number }>(db, 'SELECT count(*) AS n FROM certificate')?.n ?? 0;
  return {
    people: people.length,
    certificates,
    texts: [...textsThatStay(db)],
    left,
    outside: await outsideOf(context),
  };
}

export const privacy = {
  about: api.privacy.about.handler(({ context, input }) => about(context, input.id)),
  export: api.privacy.export.handler(async ({ context, input }) => {
    const { db } = context.program();
    nameOf(db, input.id);
    const text = JSON.stringify(allAbout(db, input.id), asText, 2);
    // Its own name says nothing of whose it is.
    const name = `personal data ${input.id.slice(-8)}.json`;
    return { document: await context.shell.saveDocument(name, Buffer.from(text, 'utf8')) };
  }),
  erase: api.privacy.erase.handler(({ context, input }) => erase(context, input.id, input.typed)),
  plan: api.privacy.plan.handler(({ context }) => finishPlan(context.program())),
  setPlan: api.privacy.setPlan.handler(({ context, input }) => {
    const { db } = context.program();
    if (input.by === null) deleteMeta(db, 'finish.by');
    else setMeta(db, 'finish.by', input.by);
    context.changed('program');
  }),
  finish: api.privacy.finish.handler(({ context, input }) => finish(context, input.typed)),
};

function asText(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return value;
}
