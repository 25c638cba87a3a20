import { get, type ReadDb } from '../store/db';
import { requireMeta } from '../store/meta';
import { clockSetting } from '../store/program';
import type { AppContext } from './context';

const day = 86_400_000;

/** By how many days `now` lies before what the program last wrote down; 0 where it does not, or by less than one. */
export function daysBack(db: ReadDb, now: number): number {
  const last = get<{ at: number }>(
    db,
    `SELECT coalesce(recorded_at, at) AS at FROM journal
     WHERE device_id = (SELECT value FROM meta WHERE key = 'device.id') ORDER BY device_seq DESC LIMIT 1`,
  );
  const known = Math.max(last?.at ?? 0, Number(requireMeta(db, 'program.createdAt')));
  return Math.max(0, Math.floor((known - now) / day));
}

/** Every window says it until it is acknowledged. */
export function sayClockBack(context: AppContext, days: number): void {
  context.start.refusal = { reason: 'clock.back', params: { days } };
  context.changed('program');
}

/** At a start: a clock that lies behind what was written down is said, before anybody stands at the door. */
export function lookAtClock(context: AppContext, now = Date.now()): void {
  const { db } = context.program();
  if (clockSetting(db).kind === 'rehearsal') return;
  const days = daysBack(db, now);
  if (days > 0 && context.start.refusal === undefined) sayClockBack(context, days);
}

/** By how many whole days a clock that moved by `ahead` (ms) was set back. */
export function setBackBy(ahead: number): number {
  return ahead < 0 ? Math.floor(-ahead / day) : 0;
}
