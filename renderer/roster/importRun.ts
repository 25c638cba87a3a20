import { useSyncExternalStore } from 'react';
import type { EventId } from '../../shared/contract/ids';
import type { ImportFile, ImportStep } from '../../shared/contract/imports';
import { client } from '../client';
import { refusalOf } from '../ui/refusal';

type Progress = Extract<ImportStep, { kind: 'progress' }>;
export type ImportResult = Extract<ImportStep, { kind: 'done' }>;

/** Where the import that stores stands. */
export type ImportRun =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'running';
      readonly progress: Progress | undefined;
      /** It was asked to stop, and has not said yet whether that was in time. */
      readonly stopping: boolean;
      stop(): void;
    }
  | { readonly kind: 'done'; readonly result: ImportResult }
  | { readonly kind: 'cancelled' }
  /** `stored`: all of it is in nevertheless. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly stored: boolean };

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

/** Stores the files, all or none; says whether that is done. */
export async function startImport(files: ImportFile[], eventId: EventId | null): Promise<boolean> {
  if (current.kind === 'running') return false;
  let progress: Progress | undefined;
  let stopping = false;
  const tell = () => set({ kind: 'running', progress, stopping, stop });
  // The import itself says how it ended: what was published before it heard of this is in.
  const stop = () => {
    stopping = true;
    tell();
    client.imports.cancel().catch(() => {
      stopping = false;
      if (current.kind === 'running') tell();
    });
  };
  tell();
  try {
    for await (const step of await client.imports.commit({ files, eventId })) {
      if (step.kind === 'done') {
        set({ kind: 'done', result: step });
        return true;
      }
      progress = step;
      tell();
    }
    throw new Error('the import did not say how it ended');
  } catch (error) {
    const stored = progress?.stage === 'published';
    const cancelled = !stored && refusalOf(error).reason === 'import.cancelled';
    set(cancelled ? { kind: 'cancelled' } : { kind: 'failed', error, stored });
    return false;
  }
}
