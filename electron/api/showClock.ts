import { uptime } from 'node:os';
import type { ShowNotice } from '../../shared/contract/rundown';
import { Refusal } from '../../shared/domain/refusal';
import { showRuns } from '../store/rundown';
import { steadyClock } from '../store/steadyClock';
import { sayClockBack, setBackBy } from './clockBack';
import type { AppContext } from './context';

/** A clock that is off by less (ms) is being corrected, not set. */
const set = 2000;

function runs(context: AppContext): boolean {
  try {
    return showRuns(context.program().db);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** The last notice of a kind replaces an earlier one: the caller reads where things stand, not a history. */
function note(context: AppContext, kind: ShowNotice['kind'], ms: number): void {
  const id = (context.notices.at(-1)?.id ?? 0) + 1;
  const others = context.notices.filter((notice) => notice.kind !== kind);
  context.notices.splice(0, context.notices.length, ...others, {
    id,
    kind,
    at: context.program().now(),
    ms: Math.round(ms),
  });
  context.changed('rundown');
}

export function dismissNotice(context: AppContext, id: number): void {
  const left = context.notices.filter((notice) => notice.id !== id);
  context.notices.splice(0, context.notices.length, ...left);
  context.changed('rundown');
}

function drop(context: AppContext, kind: ShowNotice['kind']): void {
  const left = context.notices.filter((notice) => notice.kind !== kind);
  context.notices.splice(0, context.notices.length, ...left);
  context.changed('rundown');
}

/** The computer's clock was set, and the caller wants the show to go by it. */
export function followClock(context: AppContext): void {
  steadyClock.follow();
  drop(context, 'clockChanged');
  context.changed('program');
}

/** At a start: a show that was running goes on by the wall clock, and its caller is told. */
export function noteRestart(context: AppContext): void {
  if (runs(context)) note(context, 'restarted', 0);
}

export interface ClockWatch {
  /** Looks now: once a second, and as soon as the system says that it woke up. */
  look(): void;
  woke(): void;
}

/**
 * Watches this machine's time. After a sleep the wall clock decides, and the caller is told. A clock that is set moves nothing
 * while a show runs: the caller is told, and may take it over; with no show it is followed at once.
 */
export function watchClock(context: AppContext): ClockWatch {
  let told = 0;
  // The system's uptime goes on while the machine sleeps; the monotonic clock of a process does not.
  let awakeFor = uptime() * 1000 - performance.now();
  const afterSleep = () => {
    if (Math.abs(steadyClock.ahead()) < set) return;
    const slept = steadyClock.follow();
    told = 0;
    drop(context, 'clockChanged');
    if (runs(context)) note(context, 'slept', slept);
    context.changed('program', 'rundown');
  };
  const look = () => {
    const now = uptime() * 1000 - performance.now();
    const slept = now - awakeFor > set;
    awakeFor = now;
    if (slept) return afterSleep();
    const ahead = steadyClock.ahead();
    if (Math.abs(ahead) < set) {
      // Taken over, or set right again: there is nothing left to ask.
      if (told !== 0) drop(context, 'clockChanged');
      told = 0;
      return;
    }
    if (Math.abs(ahead - told) < set) return;
    const days = setBackBy(ahead);
    if (days > 0) {
      // Nobody sets a clock back by days while a program is open: followed, it would turn everybody away at the door.
      told = ahead;
      sayClockBack(context, days);
      return;
    }
    if (runs(context)) {
      told = ahead;
      note(context, 'clockChanged', ahead);
    } else {
      told = 0;
      steadyClock.follow();
      context.changed('program', 'rundown');
    }
  };
  return { look, woke: afterSleep };
}
