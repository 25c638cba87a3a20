import { randomUUID } from 'node:crypto';
import { Refusal } from '../../shared/domain/refusal';
import type { PageJob } from './context';

interface OpenJob {
  readonly job: PageJob;
  readonly ready: () => void;
  readonly fail: (error: Error) => void;
}

const open = new Map<string, OpenJob>();

/** A job that a hidden page is to draw: by an id that nobody guesses, for as long as it takes. */
export function openPageJob(job: PageJob): {
  readonly id: string;
  /** Ends when the page says that every page is laid out with its fonts. */
  readonly ready: Promise<void>;
  close(): void;
} {
  const id = randomUUID();
  const ready = new Promise<void>((resolve, reject) => {
    open.set(id, { job, ready: resolve, fail: reject });
  });
  return { id, ready, close: () => open.delete(id) };
}

function find(id: string): OpenJob {
  const found = open.get(id);
  if (!found) throw new Refusal('print.jobGone');
  return found;
}

export function pageJob(id: string): PageJob {
  return find(id).job;
}

export function pageJobReady(id: string, problem: string | null): void {
  const job = find(id);
  if (problem === null) job.ready();
  else job.fail(new Error(`the pages could not be laid out: ${problem}`));
}
