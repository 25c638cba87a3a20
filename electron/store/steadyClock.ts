/**
 * This machine's time (UTC ms), taken from its clock once and then counted monotonically: a clock that is set, or corrected
 * over the network, moves no show that runs. Whoever notices that the machine slept, or that nothing runs, calls `follow`.
 */
class SteadyClock {
  #wall = Date.now();
  #counted = performance.now();
  #epoch = 0;

  now(): number {
    return Math.round(this.#wall + performance.now() - this.#counted);
  }

  /** How far the machine's clock is ahead of this one (ms). */
  ahead(): number {
    return Date.now() - this.now();
  }

  /** Takes the machine's clock over; gives how far that moved the time (ms). */
  follow(): number {
    const by = this.ahead();
    this.#wall = Date.now();
    this.#counted = performance.now();
    this.#epoch++;
    return by;
  }

  /** Grows each time that the machine's clock was taken over. */
  get epoch(): number {
    return this.#epoch;
  }
}

/** The one of this process. */
export const steadyClock = new SteadyClock();
