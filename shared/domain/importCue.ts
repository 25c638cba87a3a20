import type { Cells } from './importRows';

export const cueKinds = [
  'doors',
  'video',
  'host',
  'speech',
  'talk',
  'award',
  'conferral',
  'break',
  'photo',
  'networking',
] as const;
export type CueKind = (typeof cueKinds)[number];

/** One line of a rundown file. */
export interface CueRow {
  readonly label: string;
  readonly kind: CueKind;
  readonly title: string;
  readonly titleEn: string;
  /** E-mails as files are joined by. */
  readonly people: readonly string[];
  /** Minutes after midnight in the event's zone; null: follows the cue before. */
  readonly plannedStart: number | null;
  readonly durationMs: number;
  readonly minDurationMs: number;
  readonly hardStart: boolean;
  readonly skippable: boolean;
  readonly notes: string;
}

const minute = 60_000;

function minutes(cells: Cells, field: string, otherwise?: number): number {
  const typed = cells.get(field);
  if (typed === '' && otherwise !== undefined) return otherwise;
  if (!/^\d{1,4}(\.\d+)?$/.test(typed)) throw cells.refuse('import.badNumber', typed);
  return Math.round(Number(typed) * minute);
}

function flag(cells: Cells, field: string): boolean {
  const typed = cells.get(field).toLowerCase();
  if (['yes', 'y', 'true', '예'].includes(typed)) return true;
  if (['', 'no', 'n', 'false', '아니오'].includes(typed)) return false;
  throw cells.refuse('import.badChoice', cells.get(field));
}

export function cueRow(cells: Cells): CueRow {
  const kind = cueKinds.find((name) => name === cells.get('kind').toLowerCase());
  if (!kind) throw cells.refuse('import.badChoice', cells.get('kind'));
  if (cells.get('title') === '') throw cells.refuse('import.emptyName', '');
  const start = cells.get('plannedStart');
  const [, hours, past] = /^(\d{1,2}):(\d\d)$/.exec(start) ?? [];
  const impossible = hours === undefined || Number(hours) > 23 || Number(past) > 59;
  if (start !== '' && impossible) throw cells.refuse('import.badTime', start);
  const hardStart = flag(cells, 'hardStart');
  // A start that may not move must be one that is known.
  if (hardStart && start === '') throw cells.refuse('import.badTime', start);
  const durationMs = minutes(cells, 'minutes');
  const minDurationMs = minutes(cells, 'minMinutes', durationMs);
  if (minDurationMs > durationMs) throw cells.refuse('import.badNumber', cells.get('minMinutes'));
  return {
    label: cells.get('label'),
    kind,
    title: cells.get('title'),
    titleEn: cells.get('titleEn'),
    people: cells
      .get('people')
      .split(/[;,]/u)
      .map((email) => email.replace(/\s+/gu, '').toLowerCase())
      .filter((email) => email !== ''),
    plannedStart: start === '' ? null : Number(hours) * 60 + Number(past),
    durationMs,
    minDurationMs,
    hardStart,
    skippable: flag(cells, 'skippable'),
    notes: cells.get('notes'),
  };
}
