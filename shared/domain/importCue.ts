import { type CueKind, cueKinds } from './cueKinds';
import { type Cells, decimal, requireText, yes } from './importCells';

/** One line of a rundown file. */
export interface CueRow {
  readonly label: string;
  readonly kind: CueKind;
  readonly title: string;
  readonly titleEn: string;
  /** E-mails as files are joined by; a name where somebody has none. */
  readonly people: readonly string[];
  /** Minutes after midnight of the event's day in its zone; null: follows the cue before. */
  readonly plannedStart: number | null;
  readonly durationMs: number;
  readonly minDurationMs: number;
  readonly hardStart: boolean;
  readonly skippable: boolean;
  readonly notes: string;
  readonly room: string;
  readonly part: string;
  readonly script: string;
  readonly materials: string;
  readonly colour: string;
  readonly warnMs: number | null;
  readonly dangerMs: number | null;
}

const minute = 60_000;

const longestMinutes = 24 * 60;

function minutes(cells: Cells, field: string): number {
  return Math.round(decimal(cells, field, longestMinutes) * minute);
}

/** Minutes after midnight of a time such as 14:05, or 24:30 in the night after; null where the cell is empty. */
function timeOfDay(cells: Cells, field: string): number | null {
  const typed = cells.get(field);
  if (typed === '') return null;
  const [, hours, past] = /^(\d{1,2}):(\d\d)$/.exec(typed) ?? [];
  if (hours === undefined || Number(hours) > 47 || Number(past) > 59) {
    throw cells.refuse('import.badTime', field);
  }
  return Number(hours) * 60 + Number(past);
}

/** Reads one line of a rundown. */
export function cueRow(cells: Cells): CueRow {
  const kind = cueKinds.find((name) => name === cells.get('kind').toLowerCase());
  if (!kind) throw cells.refuse('import.badChoice', 'kind');
  const plannedStart = timeOfDay(cells, 'plannedStart');
  const hardStart = yes(cells, 'hardStart');
  if (hardStart && plannedStart === null) throw cells.refuse('import.hardStartWithoutTime', 'hardStart');
  const durationMs = minutes(cells, 'minutes');
  const minDurationMs = cells.get('minMinutes') === '' ? durationMs : minutes(cells, 'minMinutes');
  if (minDurationMs > durationMs) throw cells.refuse('import.shortestTooLong', 'minMinutes');
  const people = cells
    .get('people')
    .split(/[;,]/u)
    .map((one) => (one.includes('@') ? one.replace(/\s+/gu, '').toLowerCase() : one.normalize('NFC').trim()))
    .filter((one) => one !== '');
  return {
    label: cells.get('label'),
    kind,
    title: requireText(cells, 'title'),
    titleEn: cells.get('titleEn'),
    people: [...new Set(people)],
    plannedStart,
    durationMs,
    minDurationMs,
    hardStart,
    skippable: yes(cells, 'skippable'),
    notes: cells.get('notes'),
    room: cells.get('room'),
    part: cells.get('part'),
    script: cells.get('script'),
    materials: cells.get('materials'),
    colour: cells.get('colour'),
    warnMs: cells.get('warnMinutes') === '' ? null : minutes(cells, 'warnMinutes'),
    dangerMs: cells.get('dangerMinutes') === '' ? null : minutes(cells, 'dangerMinutes'),
  };
}
