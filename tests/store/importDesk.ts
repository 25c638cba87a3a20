import path from 'node:path';
import { call } from '@orpc/server';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import type { ReaderAnswer, ReaderProcess } from '../../electron/reading/messages';
import { commitFiles, previewFiles } from '../../electron/reading/plan';
import { all, type WriteDb } from '../../electron/store/db';
import type { Program } from '../../electron/store/program';
import type { ImportFile } from '../../shared/contract/imports';
import { Refusal } from '../../shared/domain/refusal';
import { type Files, rowCounts, temporaryProgram } from './importing';

/** The reading process's work in this process; that it is one of its own is for the tests in the real app. */
function readHere(): ReaderProcess {
  let answers: AsyncGenerator<ReaderAnswer> | undefined;
  return {
    start(job) {
      answers =
        job.kind === 'commit'
          ? commitFiles(job)
          : (async function* () {
              yield { kind: 'preview', files: await previewFiles(job) } as const;
            })();
    },
    async next() {
      try {
        return (await answers?.next())?.value ?? undefined;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { kind: 'refused', reason: error.reason, params: { ...error.params } };
      }
    },
    end() {},
  };
}

/** The app's router over a program of its own; with a folder, backups of it go there. */
export function desk(backups?: string, startReader: () => ReaderProcess = readHere) {
  const db = temporaryProgram();
  const shell: Partial<Shell> = {
    startReader,
    chosenFolder: (use) => (use === 'backupFirst' ? backups : undefined),
    backupWorker: path.join(import.meta.dirname, '../../electron/store/backupWorker.ts'),
    checkpointWorker: path.join(import.meta.dirname, '../../electron/store/checkpointWorker.ts'),
  };
  const context = createContext(shell as Shell, () => {});
  const program: Program = { db, file: db.raw.name, now: () => 1 };
  context.exchange(() => program);
  const files = (from: Files): ImportFile[] =>
    Object.entries(from).map(([name, content]) => ({
      name,
      bytes: new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]),
    }));
  const take = async (from: Files, more: Partial<ImportFile> = {}) => {
    const steps = await call(
      router.imports.commit,
      { files: files(from).map((file) => ({ ...file, ...more })), eventId: null },
      { context, path: ['imports', 'commit'] },
    );
    let done: { number: number; files: readonly unknown[] } | undefined;
    for await (const step of steps) if (step.kind === 'done') done = step;
    if (!done) throw new Error('it did not end');
    return done;
  };
  /** Takes files in, and does something when it says that it is at a stage; gives how it ended. */
  const takeAnd = async (from: Files, stage: string, act: (stop: AbortController) => unknown) => {
    const stop = new AbortController();
    const input = { files: files(from), eventId: null };
    const steps = await call(router.imports.commit, input, {
      context,
      signal: stop.signal,
      path: ['imports', 'commit'],
    });
    const seen: string[] = [];
    for await (const step of steps) {
      seen.push(step.kind === 'progress' ? step.stage : step.kind);
      if (seen.at(-1) === stage) await act(stop);
    }
    return seen;
  };
  const cancel = () => call(router.imports.cancel, undefined, { context });
  const look = async (from: Files, more: Partial<ImportFile> = {}) => {
    const files_ = files(from).map((file) => ({ ...file, ...more }));
    const [first] = await call(router.imports.preview, { files: files_, eventId: null }, { context });
    if (!first) throw new Error('nothing was previewed');
    return first;
  };
  const undo = (number: number) => call(router.imports.undo, { number }, { context });
  return { db, context, take, takeAnd, cancel, look, undo };
}

/** Everything that an import may write, but for ids and its own books. */
export function contents(db: WriteDb): unknown {
  const tables = Object.keys(rowCounts(db)).filter(
    (name) => !/^(import_|sqlite_|badge|history|deed|acting|list_change)/.test(name),
  );
  return tables.map((name) => [name, all(db, `SELECT * FROM "${name}" ORDER BY 1, 2`)]);
}

/** A sign-up of those rows. */
export const people = (rows: string) => ({ 'people.csv': `이름,이메일,휴대폰,졸업식 참석\n${rows}` });
