import type { Page } from '@playwright/test';

export type Job = 'door' | 'stage' | 'certificates' | 'program';

/** By what each page is known. */
const marks: Readonly<Record<Job, string>> = {
  door: 'lane',
  stage: 'stage',
  certificates: 'tab-certificates',
  program: 'backup-card',
};

interface Waiting {
  readonly job: Job;
  readonly go: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Who works at the one main window: several at the same page at once, one after the other where they need different pages, in
 * the order in which they asked.
 */
export class Pages {
  readonly #page: Page;
  readonly #queue: Waiting[] = [];
  #at: Job | undefined;
  #working = 0;
  #turning = false;

  constructor(page: Page) {
    this.#page = page;
  }

  async on<T>(job: Job, work: (page: Page) => Promise<T>): Promise<T> {
    await new Promise<void>((go, fail) => {
      this.#queue.push({ job, go, fail });
      this.#next();
    });
    try {
      return await work(this.#page);
    } finally {
      this.#working--;
      this.#next();
    }
  }

  #next(): void {
    for (;;) {
      const [first] = this.#queue;
      if (!first || this.#turning) return;
      if (this.#working > 0 && first.job !== this.#at) return;
      this.#queue.shift();
      if (first.job === this.#at) {
        this.#working++;
        first.go();
        continue;
      }
      this.#turning = true;
      this.#open(first.job).then(
        () => {
          this.#at = first.job;
          this.#working++;
          this.#turning = false;
          first.go();
          this.#next();
        },
        (error: unknown) => {
          this.#at = undefined;
          this.#turning = false;
          first.fail(error);
          this.#next();
        },
      );
    }
  }

  async #open(job: Job): Promise<void> {
    await this.#page.getByTestId(`job-${job}`).click();
    await this.#page.getByTestId(marks[job]).first().waitFor();
  }
}
