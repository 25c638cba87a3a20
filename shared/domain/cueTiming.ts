import type { CueState, CueTiming, TimedCue } from './showTiming';

/**
 * The numbers of a room's timings, so many each in this order: a thousand are made anew several times a second, and so they are
 * one piece of memory.
 */
export const timed = { plannedStart: 0, length: 1, start: 2, end: 3, heldMs: 4, each: 5 } as const;

/** One cue as it stands: its numbers, and what follows from them, are looked up when they are asked for. */
export class Timing<Cue extends TimedCue> implements CueTiming<Cue> {
  readonly cue: Cue;
  readonly state: CueState;
  readonly held: boolean;
  private readonly numbers: Float64Array;
  private readonly from: number;

  /** `numbers` from `from` on are its own. */
  constructor(cue: Cue, state: CueState, held: boolean, numbers: Float64Array, from: number) {
    this.cue = cue;
    this.state = state;
    this.held = held;
    this.numbers = numbers;
    this.from = from;
  }

  private number(field: number): number {
    return this.numbers[this.from + field] ?? Number.NaN;
  }

  get plannedStart(): number {
    return this.number(timed.plannedStart);
  }

  get plannedEnd(): number {
    return this.plannedStart + this.cue.durationMs;
  }

  get length(): number {
    return this.number(timed.length);
  }

  get expectedStart(): number {
    return this.number(timed.start);
  }

  get expectedEnd(): number {
    return this.number(timed.end);
  }

  get heldMs(): number {
    return this.number(timed.heldMs);
  }

  get actualStart(): number | null {
    return this.state === 'current' || this.state === 'done' ? this.expectedStart : null;
  }

  get actualEnd(): number | null {
    return this.state === 'done' ? this.expectedEnd : null;
  }

  get conflict(): number {
    const isComing = this.state === 'next' || this.state === 'later';
    return isComing && this.cue.hardStart ? this.expectedStart - this.plannedStart : 0;
  }
}
