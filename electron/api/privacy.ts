import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AttendeeId } from '../../shared/contract/ids';
import type { Erased, PrivacyReport } from '../../shared/contract/privacy';
import { Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import { listBackups } from '../store/backup';
import { all, get, type ReadDb } from '../store/db';
import { allAbout, erasePeople, mentionsOf, survivalsOf } from '../store/erase';
import { listEvents } from '../store/events';
import { finishPlan } from '../store/finishPlan';
import { deleteMeta, requireMeta, setMeta } from '../store/meta';
import { everyCopy } from '../store/stations';
import { slotFolders, slots } from './backupKeeper';
import { api } from './base';
import type { AppContext } from './context';

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
  const { file } = context.program();
  let backups = 0;
  let placesGone = 0;
  for (const slot of slots) {
    const folder = context.shell.chosenFolder(slotFolders[slot]);
    if (folder === undefined) continue;
    const there = await stat(folder).catch(() => undefined);
    if (!there) placesGone++;
    backups += (await listBackups(file, folder)).length;
  }
  const lists = await filesIn(context.shell.chosenFolder('doorList'));
  const own = path.basename(file);
  const written = await filesIn(context.shell.programFolder);
  const documents = [...written, ...lists].filter((name) => name !== own).sort();
  const hub = context.hub.state();
  return {
    backups,
    placesGone,
    stations: everyCopy(context.program().db),
    documents: documents.slice(0, mostNamed),
    hub: hub.kind === 'hub' ? (hub.place ?? hub.name) : null,
  };
}

/** Makes a backup of what is left, and takes away those that still have what was erased. */
async function replaceBackups(context: AppContext): Promise<void> {
  const { file } = context.program();
  const old: string[] = [];
  for (const slot of slots) {
    const folder = context.shell.chosenFolder(slotFolders[slot]);
    if (folder === undefined) continue;
    for (const backup of await listBackups(file, folder)) old.push(path.join(folder, backup.file));
  }
  for (const backup of old) await rm(backup, { force: true });
  await context.backups.make();
  await context.backups.refresh();
}

async function about(context: AppContext, id: AttendeeId): Promise<PrivacyReport> {
  const { db } = context.program();
  const name = nameOf(db, id);
  const tables = Object.entries(allAbout(db, id)).map(([table, rows]) => ({ table, rows: rows.length }));
  return { name, tables, survives: survivalsOf(db, id), outside: await outsideOf(context) };
}

async function erase(context: AppContext, id: AttendeeId, typed: string): Promise<Erased> {
  const { db } = context.program();
  const name = nameOf(db, id);
  if (typed.normalize('NFC').trim() !== name) throw new Refusal('privacy.notTyped');
  erasePeople(db, [id], Date.now());
  context.changed(...Topic.options);
  await replaceBackups(context);
  return {
    survives: survivalsOf(db, id),
    mentions: [...mentionsOf(db, name)],
    outside: await outsideOf(context),
  };
}

async function finish(context: AppContext, typed: string) {
  const { db, now } = context.program();
  if (typed.normalize('NFC').trim() !== requireMeta(db, 'program.name'))
    throw new Refusal('privacy.notTyped');
  if (listEvents(db).some(({ endsAt }) => endsAt > now())) throw new Refusal('privacy.notOver');
  const people = all<{ id: AttendeeId }>(db, 'SELECT id FROM attendee').map(({ id }) => id);
  erasePeople(db, people, Date.now());
  deleteMeta(db, 'finish.by');
  context.changed(...Topic.options);
  await replaceBackups(context);
  const certificates = get<{ n: number }>(db, 'SELECT count(*) AS n FROM certificate')?.n ?? 0;
  return { people: people.length, certificates, outside: await outsideOf(context) };
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
