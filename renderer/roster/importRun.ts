import { useSyncExternalStore } from 'react';
import type { EventId } from '../../shared/contract/ids';
import type { ImportFile, ImportStep } from '../../shared/contract/imports';
import { client } from '../client';

type Progress = Extract<ImportStep, { kind: 'progress' }>;
export type ImportResult = Extract<ImportStep, { kind: 'done' }>;

/** Where the import that stores stands. */
export type ImportRun =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly progress: Progress | undefined; stop(): void }
  | { readonly kind: 'done'; readonly result: ImportResult }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: unknown };

// Outside of the components: an import goes on, and its end is told, while the organizer looks at another screen.
let current: ImportRun = { kind: 'none' };
const listeners = new Set<() => void>();

function set(run: ImportRun): void {
  current = run;
  for (const listener of listeners) listener();
}

export function useImportRun(): ImportRun {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

export function forgetImportRun(): void {
  if (current.kind !== 'running') set({ kind: 'none' });
}

/** Stores the files, all or none; says whether they are in. */
export async function startImport(files: ImportFile[], eventId: EventId | null): Promise<boolean> {
  if (current.kind === 'running') return false;
  const controller = new AbortController();
  const stop = () => controller.abort();
  set({ kind: 'running', progress: undefined, stop });
  let result: ImportResult | undefined;
  try {
    for await (const step of await client.imports.commit({ files, eventId }, { signal: controller.signal })) {
      if (step.kind === 'done') result = step;
      else set({ kind: 'running', progress: step, stop });
    }
    set(result ? { kind: 'done', result } : { kind: 'cancelled' });
  } catch (error) {
    set(controller.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error });
  }
  return result !== undefined;
}
