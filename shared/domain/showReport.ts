import type { Cue } from '../contract/rundown';
import { type CueKind, cueKinds } from './cueKinds';
import type { CueTiming } from './rundown';

/** One cue afterwards. Times UTC ms, lengths ms; null: it did not run. */
export interface ReportLine {
  readonly cue: Cue;
  readonly plannedStart: number;
  readonly actualStart: number | null;
  readonly actualMs: number | null;
  /** By how much it began later than planned, and took longer; negative: earlier, shorter. */
  readonly startsLate: number | null;
  readonly over: number | null;
  /** How long to plan it the next time; null where what it took says nothing else. */
  readonly nextTime: number | null;
}

export interface KindLine {
  readonly kind: CueKind;
  readonly cues: number;
  readonly plannedMs: number;
  readonly actualMs: number;
}

export interface ShowReport {
  readonly lines: readonly ReportLine[];
  /** Of the cues that ran, in the order of the kinds. */
  readonly kinds: readonly KindLine[];
  readonly plannedMs: number;
  readonly actualMs: number;
  readonly skipped: number;
}

const minute = 60_000;

/** Whole minutes, five where it is long: what took 22:40 is planned as 25 the next time. Under 2 minutes off: as it was. */
export function nextTimeFor(plannedMs: number, actualMs: number): number | null {
  if (Math.abs(actualMs - plannedMs) < 2 * minute) return null;
  const step = actualMs > 20 * minute ? 5 * minute : minute;
  const suggested = Math.max(minute, Math.ceil(actualMs / step) * step);
  return suggested === plannedMs ? null : suggested;
}

/** Planned against actual of a show as it stands. A cue that still runs is left open; the time it was held counts as taken. */
export function showReport(timings: readonly CueTiming<Cue>[]): ShowReport {
  const lines = timings.map((timing): ReportLine => {
    const { cue, plannedStart, actualStart, actualEnd } = timing;
    const actualMs = actualStart !== null && actualEnd !== null ? actualEnd - actualStart : null;
    return {
      cue,
      plannedStart,
      actualStart,
      actualMs,
      startsLate: actualStart === null ? null : actualStart - plannedStart,
      over: actualMs === null ? null : actualMs - cue.durationMs,
      nextTime: actualMs === null ? null : nextTimeFor(cue.durationMs, actualMs),
    };
  });
  const ran = lines.filter((line) => line.actualMs !== null);
  const sum = (of: readonly ReportLine[], length: (line: ReportLine) => number) =>
    of.reduce((total, line) => total + length(line), 0);
  const planned = (line: ReportLine) => line.cue.durationMs;
  const actual = (line: ReportLine) => line.actualMs ?? 0;
  const kinds = cueKinds.flatMap((kind) => {
    const of = ran.filter(({ cue }) => cue.kind === kind);
    return of.length === 0
      ? []
      : [{ kind, cues: of.length, plannedMs: sum(of, planned), actualMs: sum(of, actual) }];
  });
  return {
    lines,
    kinds,
    plannedMs: sum(ran, planned),
    actualMs: sum(ran, actual),
    skipped: timings.filter(({ state }) => state === 'skipped').length,
  };
}
