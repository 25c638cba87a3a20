import type { FaultKind } from './faultPlan.ts';
import { faults, type Means, NotHere } from './faults.ts';
import { pause } from './later.ts';
import { OneAtATime } from './oneAtATime.ts';

/** A fault that was made; times are ms of this process's clock. */
export interface Made {
  readonly kind: FaultKind;
  readonly from: number;
  readonly until: number;
  readonly survived: boolean;
  readonly seen: string;
}

/** Makes the day's faults, one after the other, and keeps what came of each. */
export class FaultDesk {
  readonly #means: Means;
  readonly #say: (text: string) => void;
  readonly #one = new OneAtATime();
  readonly made: Made[] = [];
  /** What can't be made on this machine, and why. */
  readonly notHere: { readonly kind: FaultKind; readonly why: string }[] = [];

  constructor(means: Means, say: (text: string) => void) {
    this.#means = means;
    this.#say = say;
  }

  /** Makes one now, when those before it are over. */
  make(kind: FaultKind): Promise<void> {
    return this.#one.do(async () => {
      const from = performance.now();
      this.#say(`fault: ${kind}`);
      try {
        const seen = await faults[kind](this.#means);
        this.#keep({ kind, from, until: performance.now(), survived: true, seen });
      } catch (error) {
        if (error instanceof NotHere) {
          this.notHere.push({ kind, why: error.message });
          this.#say(`${kind} can’t be made here: ${error.message}`);
          return;
        }
        this.#keep({ kind, from, until: performance.now(), survived: false, seen: String(error) });
      }
    });
  }

  #keep(made: Made): void {
    this.made.push(made);
    this.#say(`${made.survived ? 'survived' : 'NOT SURVIVED'}: ${made.kind}, ${made.seen}`);
  }

  /** Makes what is planned for the clock, from `opened` (ms of this process's clock) on. */
  async run(opened: number): Promise<void> {
    for (const { kind, at } of this.#means.plan.timed) {
      await pause(opened + at - performance.now());
      await this.make(kind);
    }
  }
}
