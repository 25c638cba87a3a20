import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { ListedPerson } from '../../shared/contract/roster';
import type { RosterColumn } from '../../shared/contract/rosterView';
import { explain, type Say } from '../../shared/domain/explain';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { toZonedText } from '../../shared/domain/zonedTime';
import type { ReadDb } from './db';
import { standingsByAttendee } from './eligibility';
import { getEvent } from './events';
import { honoursByAttendee } from './honours';
import { listedPeople } from './peopleView';
import { listTracks } from './tracks';

/** A list as somebody has it on screen, to be written as a file. */
export interface ShownList {
  readonly columns: readonly RosterColumn[];
  /** The event that arrivals are of. */
  readonly eventId: EventId | null;
  readonly language: FileLanguage;
  readonly say: Say;
}

/** In words, and in every file: the marks that the list has instead say the same. */
const inWords: ReadonlySet<RosterColumn> = new Set(['tracks', 'state', 'present']);

const chosen = (columns: readonly RosterColumn[]) => columns.filter((column) => !inWords.has(column));

function textIn(language: FileLanguage, korean: string, english: string): string {
  return language === 'ko' ? korean || english : english || korean;
}

/** The headers of such a list: the name, the columns chosen, and then who completes, why, with which honours, who is here. */
export function shownHeader(db: ReadDb, { columns, eventId, language, say }: ShownList): readonly string[] {
  const event = eventId === null ? undefined : getEvent(db, eventId);
  return [
    say('people.column.name', {}),
    say('people.more.nameLatin', {}),
    ...chosen(columns).map((column) => say(`people.column.${column}`, {})),
    say('people.column.state', {}),
    say('people.column.why', {}),
    say('people.more.honours', {}),
    ...(event
      ? [`${say('people.column.present', {})} · ${textIn(language, event.title, event.titleEn)}`]
      : []),
  ];
}

function cell(column: RosterColumn, person: ListedPerson, say: Say): string {
  switch (column) {
    case 'role':
      return say(`people.role.${person.role}`, {});
    case 'affiliation':
      return person.affiliation || person.title;
    case 'phone':
      return person.phoneLast4;
    case 'tags':
      return person.tags.join(', ');
    case 'title':
    case 'team':
    case 'email':
    case 'attention':
      return person[column];
    default:
      return '';
  }
}

/** The rows of such a list for some of its people, in their order. */
export function shownRows(
  db: ReadDb,
  people: readonly AttendeeId[],
  { columns, eventId, language, say }: ShownList,
): readonly (readonly string[])[] {
  const zone = eventId === null ? undefined : getEvent(db, eventId).zone;
  const honours = honoursByAttendee(db, standingsByAttendee(db, people));
  const tracks = new Map(
    listTracks(db).map(({ id, title, titleEn }) => [id, textIn(language, title, titleEn)]),
  );
  return listedPeople(db, people, eventId && { eventId, now: null }).map((person) => {
    const { eligibility, presentAt } = person;
    return [
      person.name,
      person.nameLatin,
      ...chosen(columns).map((column) => cell(column, person, say)),
      eligibility ? say(eligibility.eligible ? 'people.complete' : 'people.incomplete', {}) : '',
      eligibility ? explain(say, eligibility, (id) => tracks.get(id) ?? id) : '',
      (honours.get(person.id) ?? [])
        .map(({ title, titleEn }) => textIn(language, title, titleEn))
        .join(' · '),
      ...(zone === undefined
        ? []
        : [
            presentAt === null
              ? say('people.absentOnly', {})
              : toZonedText(presentAt, zone).replace('T', ' '),
          ]),
    ];
  });
}
