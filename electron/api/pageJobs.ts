import { randomUUID } from 'node:crypto';
import { Refusal } from '../../shared/domain/refusal';
import type { PageJob } from './context';

/** What a hidden page is to draw: one job after another, by an id that nobody guesses, for as long as it is there. */
export interface PageJobs {
  readonly id: string;
  /** Ends when the page says that every page of the job is laid out with its fonts, in place of those of the one before. */
  lay(job: PageJob): Promise<void>;
  close(): void;
}

interface Open {
  job: PageJob | undefined;
  /** How many jobs there were, this one counted. */
  count: number;
  ready: () => void;
  fail: (error: Error) => void;
  /** A page that has drawn all there was waits here for the next. */
  wake: () => void;
  closed: boolean;
}

const open = new Map<string, Open>();

export function openPageJobs(): PageJobs {
  const id = randomUUID();
  const nothing = () => {};
  const jobs: Open = {
    job: undefined,
    count: 0,
    ready: nothing,
    fail: nothing,
    wake: nothing,
    closed: false,
  };
  open.set(id, jobs);
  return {
    id,
    lay: (job) =>
      new Promise((resolve, reject) => {
        jobs.job = job;
        jobs.count++;
        jobs.ready = resolve;
        jobs.fail = reject;
        jobs.wake();
      }),
    close: () => {
      open.delete(id);
      jobs.closed = true;
      jobs.wake();
    },
  };
}

function find(id: string): Open {
  const found = open.get(id);
  if (!found) throw new Refusal('print.jobGone');
  return found;
}

/** The job that a page is to draw after `drawn` others, as soon as there is one; undefined when none will come. */
export async function nextPageJob(id: string, drawn: number): Promise<PageJob | undefined> {
  const jobs = find(id);
  while (jobs.count <= drawn && !jobs.closed) {
    await new Promise<void>((resolve) => {
      jobs.wake = resolve;
    });
  }
  return jobs.closed ? undefined : jobs.job;
}

/** The one that is being laid out. */
export function pageJob(id: string): PageJob {
  const { job } = find(id);
  if (!job) throw new Refusal('print.jobGone');
  return job;
}

export function pageJobReady(id: string, problem: string | null): void {
  const { ready, fail } = find(id);
  if (problem === null) ready();
  else fail(new Error(`the pages could not be laid out: ${problem}`));
}
