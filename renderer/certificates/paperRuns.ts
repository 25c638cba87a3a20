import { useSyncExternalStore } from 'react';
import type { PaperKind, RunStep } from '../../shared/contract/printing';

type Progress = Extract<RunStep, { kind: 'progress' }>;
type Result = Extract<RunStep, { kind: 'done' }>;

/** What a run makes: paper of a kind, or Open Badges. */
type RunKind = PaperKind | 'credentials';

/** Where the run of pages of a kind stands. */
export type PaperRun =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly progress: Progress | undefined; stop(): void }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: unknown };

// Outside of the components: a run goes on, and its end is told, while the organizer looks at another screen.
const runs = new Map<RunKind, PaperRun>();
const listeners = new Set<() => void>();
const none: PaperRun = { kind: 'none' };

function set(kind: RunKind, run: PaperRun): void {
  runs.set(kind, run);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePaperRun(kind: RunKind): PaperRun {
  return useSyncExternalStore(subscribe, () => runs.get(kind) ?? none);
}

/** Starts a run, unless one of its kind is under way, and follows it to its end. */
export async function startPaperRun(
  kind: RunKind,
  open: (signal: AbortSignal) => Promise<AsyncIterable<RunStep>>,
): Promise<void> {
  if (runs.get(kind)?.kind === 'running') return;
  const controller = new AbortController();
  const stop = () => controller.abort();
  set(kind, { kind: 'running', progress: undefined, stop });
  try {
    for await (const step of await open(controller.signal)) {
      if (step.kind === 'done') set(kind, { kind: 'done', result: step });
      else set(kind, { kind: 'running', progress: step, stop });
    }
    if (runs.get(kind)?.kind === 'running') set(kind, { kind: 'stopped' });
  } catch (error) {
    set(kind, controller.signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error });
  }
}
