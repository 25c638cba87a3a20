import { useState } from 'react';
import type { EventEdit, EventSummary } from '../../../shared/contract/events';
import { typedMinutes } from '../../../shared/domain/typedTime';
import { fromZonedText, toZonedText } from '../../../shared/domain/zonedTime';

/** The times of an event as they are typed: days and times of day in its zone. */
export interface TypedTimes {
  readonly day: string;
  readonly doors: string;
  readonly start: string;
  readonly end: string;
  /** Its last day, where it ends on another one. */
  readonly lastDay: string;
}

const hour = 3_600_000;

function newEvent(now: number): EventEdit {
  const startsAt = Math.ceil(now / (24 * hour)) * 24 * hour + 5 * hour;
  return {
    code: '',
    kind: 'tech_talk',
    title: '',
    titleEn: '',
    doorsAt: null,
    startsAt,
    endsAt: startsAt + 2 * hour,
    zone: 'Asia/Seoul',
    venue: '',
    capacity: null,
    admission: 'everyone',
    admits: [],
    entry: 'once',
  };
}

function editOf({ id: _, expected: __, waiting: ___, present: ____, ...event }: EventSummary): EventEdit {
  return event;
}

function typed({ doorsAt, startsAt, endsAt, zone }: EventEdit): TypedTimes {
  const [day = '', start = ''] = toZonedText(startsAt, zone).split('T');
  const [lastDay = '', end = ''] = toZonedText(endsAt, zone).split('T');
  const doors = doorsAt === null ? '' : (toZonedText(doorsAt, zone).split('T')[1] ?? '');
  return { day, doors, start, end, lastDay };
}

function moment(day: string, time: string, zone: string): number | undefined {
  const minutes = typedMinutes(time);
  if (minutes === undefined) return undefined;
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  return fromZonedText(`${day}T${two(minutes / 60)}:${two(minutes % 60)}`, zone);
}

/** What is wrong with an event as it stands in the form; undefined where it can be saved. */
export type DraftProblem = 'title' | 'start' | 'end' | 'endBeforeStart' | 'doors' | 'doorsAfterEnd';

export interface EventDraft {
  readonly edit: EventEdit;
  readonly times: TypedTimes;
  readonly problem: DraftProblem | undefined;
  readonly changed: boolean;
  readonly set: (change: Partial<EventEdit>) => void;
  readonly type: (change: Partial<TypedTimes>) => void;
  readonly reset: () => void;
}

/** An event under the organizer's hands: what is stored, with what was typed over it. */
export function useEventDraft(event: EventSummary | undefined, now: number): EventDraft {
  const [fresh] = useState(() => newEvent(now));
  const stored = event ? editOf(event) : fresh;
  const [changes, setChanges] = useState<Partial<EventEdit>>({});
  const [typedOver, setTypedOver] = useState<Partial<TypedTimes>>({});
  const times = { ...typed(stored), ...typedOver };
  const edit = { ...stored, ...changes };
  const startsAt = moment(times.day, times.start, edit.zone);
  const endsAt = moment(times.lastDay, times.end, edit.zone);
  const doorsAt = times.doors.trim() === '' ? null : moment(times.day, times.doors, edit.zone);
  return {
    edit: {
      ...edit,
      startsAt: startsAt ?? edit.startsAt,
      endsAt: endsAt ?? edit.endsAt,
      doorsAt: doorsAt === undefined ? edit.doorsAt : doorsAt,
    },
    times,
    problem: problemOf(edit.title, startsAt, endsAt, doorsAt),
    changed: !event || Object.keys(changes).length + Object.keys(typedOver).length > 0,
    set: (change) => setChanges((before) => ({ ...before, ...change })),
    type: (change) =>
      setTypedOver((before) => {
        // Another day moves the last one along, where it was the same.
        const along = change.day !== undefined && times.day === times.lastDay ? { lastDay: change.day } : {};
        return { ...before, ...along, ...change };
      }),
    reset: () => {
      setChanges({});
      setTypedOver({});
    },
  };
}

function problemOf(
  title: string,
  startsAt: number | undefined,
  endsAt: number | undefined,
  doorsAt: number | null | undefined,
): DraftProblem | undefined {
  if (title.trim() === '') return 'title';
  if (startsAt === undefined) return 'start';
  if (endsAt === undefined) return 'end';
  if (endsAt < startsAt) return 'endBeforeStart';
  if (doorsAt === undefined) return 'doors';
  return doorsAt !== null && doorsAt > endsAt ? 'doorsAfterEnd' : undefined;
}
