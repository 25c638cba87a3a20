import log from 'electron-log/node';
import type { EventId } from '../../shared/contract/ids';
import type { FilePreview, ImportFile, ImportStep } from '../../shared/contract/imports';
import { largestFile } from '../../shared/contract/imports';
import { Refusal } from '../../shared/domain/refusal';
import type { FileInput, ReaderAnswer, ReaderProcess, ReadJob } from '../reading/messages';
import { asPreparation } from '../store/actor';
import type { WriteDb } from '../store/db';
import { rememberMapping } from '../store/importMapping';
import {
  addHiddenPeople,
  addSteps,
  applySteps,
  beginImport,
  publishImport,
  sweepImport,
} from '../store/importRun';
import { recordImport } from '../store/imports';
import { lastImport, settleImports, undoImport } from '../store/importUndo';
import { longLog } from '../store/longLog';
import type { Program } from '../store/program';
import { api, refusing } from './base';
import type { AppContext } from './context';

export { applyFiles, readImport } from '../reading/files';

async function inputOf({ bytes, ...file }: ImportFile): Promise<FileInput> {
  if (bytes.size > largestFile) {
    throw new Refusal('import.tooLarge', { file: file.name, megabytes: largestFile / 1024 / 1024 });
  }
  return { ...file, bytes: new Uint8Array(await bytes.arrayBuffer()) };
}

interface Input {
  readonly files: readonly ImportFile[];
  readonly eventId: EventId | null;
}

async function jobOf(kind: ReadJob['kind'], { file, now }: Program, input: Input): Promise<ReadJob> {
  const files: FileInput[] = [];
  for (const each of input.files) files.push(await inputOf(each));
  return { kind, program: file, eventId: input.eventId, now: now(), files };
}

function refuseStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Refusal('import.cancelled');
}

/** The answers of a reading process, which is ended when they are over, refused or called off. */
async function* answersOf(
  reader: ReaderProcess,
  job: ReadJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReaderAnswer> {
  const stop = () => reader.end();
  signal?.addEventListener('abort', stop);
  try {
    refuseStopped(signal);
    reader.start(job);
    for (;;) {
      const answer = await reader.next();
      refuseStopped(signal);
      if (!answer) throw new Refusal('import.readerFailed');
      if (answer.kind === 'refused') throw new Refusal(answer.reason, answer.params);
      if (answer.kind === 'failed') {
        log.error('the reading process failed', answer.error);
        throw new Refusal('import.readerFailed');
      }
      yield answer;
      if (answer.kind === 'preview' || answer.kind === 'done') return;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    reader.end();
  }
}

/** What ends the imports of a program that are not published yet. */
const stops = new WeakMap<WriteDb, Set<AbortController>>();

/** Runs an import with a signal that the page's cancelling and its going away give. */
async function* stoppable(
  context: AppContext,
  input: Input,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportStep> {
  const { db } = context.program();
  // Comes up while the backup is made.
  const reader = context.shell.startReader();
  const controller = new AbortController();
  const open = stops.get(db) ?? new Set();
  stops.set(db, open.add(controller));
  try {
    const stop = AbortSignal.any([controller.signal, ...(signal ? [signal] : [])]);
    yield* store(context, reader, input, stop);
  } finally {
    reader.end();
    open.delete(controller);
  }
}

async function* store(
  context: AppContext,
  reader: ReaderProcess,
  input: Input,
  signal: AbortSignal,
): AsyncGenerator<ImportStep> {
  const program = context.program();
  const { db } = program;
  yield { kind: 'progress', stage: 'reading', done: 0, of: 0 };
  // What the program was before it, in case that undoing it is not enough: all of it, so none that was under way already will do.
  await context.backups.makeAnew();
  const job = await jobOf('commit', program, input);
  refuseStopped(signal);
  const number = asPreparation(() => beginImport(db, job.now));
  const walLog = longLog(db, context.shell.checkpointWorker);
  let published = false;
  try {
    let done = 0;
    for await (const answer of answersOf(reader, job, signal)) {
      if (answer.kind === 'people') {
        await asPreparation(() => addHiddenPeople(db, number, answer.groups, job.now));
        const added = answer.groups.reduce((sum, { count }) => sum + count, 0);
        await walLog.wrote(added);
        done += added;
        yield { kind: 'progress', stage: 'writing', done, of: answer.of };
      } else if (answer.kind === 'changes') {
        await asPreparation(() => addSteps(db, number, answer.changes));
      } else if (answer.kind === 'done') {
        // What is left for the publishing commit to bring to the disk is little then.
        await walLog.end();
        refuseStopped(signal);
        publishImport(db, number, () => {
          for (const file of answer.files) recordImport(db, file, number, job.now);
          for (const mapping of answer.mappings) rememberMapping(db, mapping);
        });
        published = true;
        // Goes on whether or not the page still listens.
        const finished = finish(context, db, number, job.now);
        finished.catch((error) => log.error('a published import could not be finished', error));
        yield { kind: 'progress', stage: 'published', done, of: done };
        await finished;
        const files = answer.files.map(({ file, added, changed, unchanged, skipped }) => {
          return { name: file, counts: { added, changed, unchanged, skipped } };
        });
        yield { kind: 'done', number, files };
      }
    }
  } finally {
    await walLog.end();
    if (!published && db.raw.open) await asPreparation(() => sweepImport(db, number));
  }
}

/** What a published import still has to do. Where the program is closed meanwhile its next opening goes on. */
async function finish(context: AppContext, db: WriteDb, number: number, now: number): Promise<void> {
  try {
    await applySteps(db, number, now);
  } catch (error) {
    if (db.raw.open) throw error;
    return;
  }
  context.changed('roster', 'events', 'badges', 'rundown', 'program');
}

export const imports = {
  preview: api.imports.preview.handler(async ({ context, input, signal }) => {
    const job = await jobOf('preview', context.program(), input);
    let files: readonly FilePreview[] = [];
    for await (const answer of answersOf(context.shell.startReader(), job, signal)) {
      if (answer.kind === 'preview') files = answer.files;
    }
    return files;
  }),
  commit: api.imports.commit.handler(({ context, input, signal, errors, path }) =>
    refusing(stoppable(context, input, signal), { errors, path, signal }),
  ),
  cancel: api.imports.cancel.handler(({ context }) => {
    for (const stop of stops.get(context.program().db) ?? []) stop.abort();
  }),
  last: api.imports.last.handler(({ context }) => lastImport(context.program().db) ?? null),
  undo: api.imports.undo.handler(async ({ context, input }) => {
    const undone = await undoImport(context.program().db, input.number);
    context.changed('roster', 'events', 'badges', 'rundown', 'program');
    return undone;
  }),
};

/**
 * Sweeps what a crash left of an import, or goes on with one that was published; then says that people changed. Nothing of a batch
 * that was not published is seen from the call on.
 */
export function settleOpenImports(context: AppContext): void {
  const { db, now } = context.program();
  settleImports(db, now()).then(
    () => context.changed('roster', 'badges'),
    (error) => {
      // Closed meanwhile: the next opening goes on.
      if (db.raw.open) log.error('an import that was left could not be settled', error);
    },
  );
}
