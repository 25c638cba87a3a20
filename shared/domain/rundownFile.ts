import type { Cue } from '../contract/rundown';
import { toZonedText } from './zonedTime';

/** The header of an exported rundown; what an import knows it by. */
export const rundownHeader = [
  'cue',
  'title',
  'title_en',
  'kind',
  'people',
  'planned_start',
  'minutes',
  'min_minutes',
  'hard_start',
  'skippable',
  'notes',
  'room',
  'part',
  'script',
  'materials',
  'colour',
  'warn_minutes',
  'danger_minutes',
] as const;

const minute = 60_000;
const day = 86_400_000;

/** 14:05 of the day that `onDay` falls on in the zone; 24:30 half an hour into the next one. */
export function timeText(at: number, onDay: number, zone: string): string {
  const [date = '', clock = ''] = toZonedText(at, zone).split('T');
  const [first = ''] = toZonedText(onDay, zone).split('T');
  const days = Math.max(0, Math.round((Date.parse(date) - Date.parse(first)) / day));
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return `${String(hours + 24 * days).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

const minutes = (ms: number) => String(Math.round((ms / minute) * 1e6) / 1e6);

/**
 * A rundown as the rows of a file, people by e-mail (by name where they have none). Taken in again it gives the same cues;
 * planned starts to the minute.
 */
export function rundownRows(
  cues: readonly Cue[],
  emailOf: (person: Cue['people'][number]) => string | null,
  event: { readonly startsAt: number; readonly zone: string },
): readonly (readonly string[])[] {
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  return cues.map((cue) => [
    cue.label,
    cue.title,
    cue.titleEn,
    cue.kind,
    cue.people.map((person) => emailOf(person) ?? person.name).join('; '),
    cue.plannedStart === null ? '' : timeText(cue.plannedStart, event.startsAt, event.zone),
    minutes(cue.durationMs),
    minutes(cue.minDurationMs),
    yes(cue.hardStart),
    yes(cue.skippable),
    cue.notes,
    cue.room,
    cue.part,
    cue.script,
    cue.materials,
    cue.colour,
    cue.warnMs === null ? '' : minutes(cue.warnMs),
    cue.dangerMs === null ? '' : minutes(cue.dangerMs),
  ]);
}
