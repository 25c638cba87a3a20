import { journalHead } from '../store/journal';
import type { Program } from '../store/program';
import type { AppContext } from './context';

/** A clock that moves by more (ms) was set. */
const set = 500;

/** What a measurement is about. `since`: the first of this device's rows that the clock wrote as it ran when measuring began. */
export interface ClockLook {
  readonly since: number;
  readonly sets: number;
  readonly next: number;
}

/** This program's clock, of which another machine says how far it is off. */
export interface OwnClock {
  /** Before measuring. */
  look(): ClockLook;
  /** False where the clock was set meanwhile: what was measured is nothing, and it is to be measured again. */
  holds(look: ClockLook): boolean;
  /** What was measured is known: rows that were written before are not the next measurement's to move. */
  measured(look: ClockLook): void;
  /** True where the clock was set since it was measured. */
  isDue(): boolean;
  /** The other machine's clock was set. */
  otherSet(): void;
  stop(): void;
}

/** Watches the program's clock, which is set by its people, by a rehearsal, or after a sleep: each of them says so at once. */
export function watchOwnClock(context: AppContext, { db, now }: Program): OwnClock {
  const ahead = () => now() - performance.now();
  const nextRow = () => journalHead(db).rows + 1;
  let last = ahead();
  let since = nextRow();
  let sets = 1;
  let known = 0;
  const wasSet = () => {
    sets++;
    since = nextRow();
  };
  const stop = context.topics.subscribe('program', () => {
    if (!db.raw.open || Math.abs(ahead() - last) < set) return;
    last = ahead();
    wasSet();
  });
  return {
    look: () => ({ since, sets, next: nextRow() }),
    holds: (look) => look.sets === sets,
    measured(look) {
      if (look.sets !== sets) return;
      known = sets;
      since = look.next;
    },
    isDue: () => known !== sets,
    otherSet() {
      // Where this one was set too, it is to be measured from there on anyway.
      if (known === sets) wasSet();
    },
    stop,
  };
}
