import log from 'electron-log/node';
import type { EventId } from '../../shared/contract/ids';
import type { FilePreview, ImportFile, ImportStep } from '../../shared/contract/imports';
import { largestFile } from '../../shared/contract/imports';
import { Refusal } from '../../shared/domain/refusal';
import type { FileInput, ReaderAnswer, ReadJob } from '../reading/messages';
import { badgeIdsInOrder } from '../store/badges';
import { rememberMapping } from '../store/importMapping';
import {
  addHiddenPeople,
  addSteps,
  applySteps,
  beginImport,
  nextImport,
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

async function jobOf(
  kind: ReadJob['kind'],
  { db, file, now }: Program,
  input: { readonly files: readonly ImportFile[]; readonly eventId: EventId | null },
): Promise<ReadJob> {
  const files: FileInput[] = [];
  for (const each of input.files) files.push(await inputOf(each));
  return { kind, program: file, batch: nextImport(db), eventId: input.eventId, now: now(), files };
}

/** The answers of a reading process, which is ended when they are over, refused or called off. */
async function* answersOf(
  context: AppContext,
  job: ReadJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReaderAnswer> {
  const reader = context.shell.startReader();
  const stop = () => reader.end();
  signal?.addEventListener('abort', stop);
  try {
    signal?.throwIfAborted();
    reader.start(job);
    for (;;) {
      const answer = await reader.next();
      if (signal?.aborted) throw new Refusal('import.cancelled');
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

async function* store(
  context: AppContext,
  input: { readonly files: readonly ImportFile[]; readonly eventId: EventId | null },
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportStep> {
  const program = context.program();
  const { db } = program;
  yield { kind: 'progress', stage: 'reading', done: 0, of: 0 };
  // What the program was before it, in case that undoing it is not enough.
  await context.backups.make();
  const job = await jobOf('commit', program, input);
  const number = beginImport(db, job.now);
  const walLog = longLog(db, context.shell.checkpointWorker);
  let published = false;
  try {
    let done = 0;
    let nextBadge: ReturnType<typeof badgeIdsInOrder> | undefined;
    for await (const answer of answersOf(context, job, signal)) {
      if (answer.kind === 'people') {
        nextBadge ??= badgeIdsInOrder(answer.of);
        await addHiddenPeople(db, answer.columns, answer.rows, { next: nextBadge, now: job.now });
        await walLog.wrote(answer.rows.length);
        done += answer.rows.length;
        yield { kind: 'progress', stage: 'writing', done, of: answer.of };
      } else if (answer.kind === 'changes') {
        await addSteps(db, number, answer.changes);
      } else if (answer.kind === 'done') {
        // What is left for the publishing commit to bring to the disk is little then.
        await walLog.end();
        signal?.throwIfAborted();
        publishImport(db, number, () => {
          for (const file of answer.files) recordImport(db, file, number, job.now);
          for (const mapping of answer.mappings) rememberMapping(db, mapping);
        });
        published = true;
        await applySteps(db, number, job.now);
        context.changed('roster', 'events', 'badges', 'rundown', 'program');
        const files = answer.files.map(({ file, added, changed, unchanged, skipped }) => {
          return { name: file, counts: { added, changed, unchanged, skipped } };
        });
        yield { kind: 'done', number, files };
      }
    }
  } finally {
    await walLog.end();
    if (!published && db.raw.open) await sweepImport(db, number);
  }
}

export const imports = {
  preview: api.imports.preview.handler(async ({ context, input, signal }) => {
    const job = await jobOf('preview', context.program(), input);
    let files: readonly FilePreview[] = [];
    for await (const answer of answersOf(context, job, signal)) {
      if (answer.kind === 'preview') files = answer.files;
    }
    return files;
  }),
  commit: api.imports.commit.handler(({ context, input, signal, errors, path }) =>
    refusing(store(context, input, signal), { errors, path, signal }),
  ),
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
