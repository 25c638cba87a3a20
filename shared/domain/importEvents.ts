import type { Admission, EntryPolicy, EventKind, EventSummary } from '../contract/events';
import { type Cells, choice, emailKey, requireText, whole } from './importCells';
import { readListCell } from './ownFiles';

/** One line of an events file. */
export type EventImportRow = Omit<
  EventSummary,
  'id' | 'zone' | 'admits' | 'expected' | 'waiting' | 'present'
> & {
  /** Null where the file does not say: it stays as it is. */
  readonly zone: string | null;
  readonly admits: readonly string[] | null;
};

const eventKinds: Readonly<Record<string, EventKind>> = {
  'office visit': 'office_visit',
  'tech talk': 'tech_talk',
  'office hour': 'office_hour',
  'midpoint meetup': 'midpoint_meetup',
  graduation: 'graduation',
  other: 'other',
};

const entries: Readonly<Record<string, EntryPolicy>> = {
  once: 'once',
  'once a day': 'once_a_day',
  'leave and return': 'leave_and_return',
  unlimited: 'unlimited',
  'count only': 'count_only',
};

/** A moment with its offset from UTC, such as 2024-10-18T14:00+09:00. */
function moment(cells: Cells, field: string): number {
  const typed = cells.get(field);
  const [, year, month, day] =
    /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)$/.exec(typed) ?? [];
  const at = Date.parse(typed);
  const inMonth =
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (year === undefined || Number.isNaN(at) || !inMonth) throw cells.refuse('import.badTime', field);
  return at;
}

export function eventRow(cells: Cells): EventImportRow {
  const startsAt = moment(cells, 'startsAt');
  const endsAt = moment(cells, 'endsAt');
  if (endsAt < startsAt) throw cells.refuse('import.endsBeforeStart', 'endsAt');
  return {
    code: requireText(cells, 'code'),
    kind: choice(cells, 'kind', eventKinds),
    title: requireText(cells, 'title'),
    titleEn: cells.get('titleEn'),
    doorsAt: cells.get('doorsAt') === '' ? null : moment(cells, 'doorsAt'),
    startsAt,
    endsAt,
    venue: cells.get('venue'),
    capacity: cells.get('capacity') === '' ? null : whole(cells, 'capacity', 1_000_000),
    zone: cells.get('zone') === '' ? null : zone(cells),
    admission: choice<Admission>(cells, 'admission', {
      everyone: 'everyone',
      invited: 'invited',
      roles: 'roles',
      tags: 'tags',
      tracks: 'tracks',
      모두: 'everyone',
      초대: 'invited',
    }),
    admits: cells.has('admits') ? admits(cells) : null,
    entry: choice(cells, 'entry', entries),
  };
}

function zone(cells: Cells): string {
  const typed = cells.get('zone');
  try {
    new Intl.DateTimeFormat('en', { timeZone: typed });
    return typed;
  } catch {
    throw cells.refuse('import.badChoice', 'zone');
  }
}

function admits(cells: Cells): readonly string[] {
  const list = readListCell(cells.get('admits'));
  if (!list) throw cells.refuse('import.badChoice', 'admits');
  return list;
}

export type InvitationStatus = 'invited' | 'confirmed' | 'declined' | 'waiting';

/** What the state of an invitation is called in a file. */
export const statusWords: Readonly<Record<string, InvitationStatus>> = {
  invited: 'invited',
  confirmed: 'confirmed',
  declined: 'declined',
  waiting: 'waiting',
  초대: 'invited',
  확정: 'confirmed',
  거절: 'declined',
  대기: 'waiting',
};

export function invitationRow(cells: Cells): {
  readonly event: string;
  readonly emailKey: string;
  readonly status: InvitationStatus;
} {
  const status = choice<InvitationStatus>(cells, 'status', statusWords);
  return { event: cells.get('event'), emailKey: emailKey(cells), status };
}
