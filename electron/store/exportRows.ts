import type { EventSummary } from '../../shared/contract/events';
import type { AttendeeId } from '../../shared/contract/ids';
import type { Role } from '../../shared/contract/roster';
import type { InvitationStatus } from '../../shared/domain/admission';
import { assertNever } from '../../shared/domain/assertNever';
import { type FileLanguage, listCell, type OwnTable, ownWord } from '../../shared/domain/ownFiles';
import type { Answer } from '../../shared/domain/signUpAnswer';
import { type Track, TrackResult } from '../../shared/domain/tracks';
import { toZonedText, zonedMoment } from '../../shared/domain/zonedTime';
import { all, type ReadDb } from './db';
import { listEvents } from './events';
import { overrideRows, ruleRows, trackRows } from './exportRules';
import { listTracks } from './tracks';

type Cells = readonly (readonly string[])[];

/** Everybody, in the order of their names. */
export function everybody(db: ReadDb): readonly AttendeeId[] {
  return all<{ id: AttendeeId }>(db, 'SELECT id FROM attendee ORDER BY name, id').map(({ id }) => id);
}

/** The rows that a table of the app's own files has of some people, in their order; of what is no person's all, whoever is asked for. */
export function ownRows(
  db: ReadDb,
  table: OwnTable,
  people: readonly AttendeeId[],
  language: FileLanguage,
): Cells {
  switch (table) {
    case 'people':
      return peopleRows(db, people, language);
    case 'results':
      return resultRows(db, people, language);
    case 'invitations':
      return invitationRows(db, people, language);
    case 'attendance':
      return attendanceRows(db, people, language);
    case 'tracks':
      return trackRows(db);
    case 'rules':
      return ruleRows(db);
    case 'overrides':
      return overrideRows(db, people, language);
    case 'events':
      return listEvents(db).map(eventCells);
    default:
      return assertNever(table);
  }
}

/** Those of the ids that are somebody, in their order: the table that every query below begins with. */
const asked = '(SELECT key AS nth, value AS id FROM json_each(?)) p JOIN attendee a ON a.id = p.id';

function peopleRows(db: ReadDb, people: readonly AttendeeId[], language: FileLanguage): Cells {
  const rows = all<
    Record<
      | 'id'
      | 'name'
      | 'nameLatin'
      | 'reading'
      | 'phone'
      | 'affiliation'
      | 'title'
      | 'team'
      | 'attention'
      | 'tags',
      string
    > & { readonly role: Role; readonly email: string | null; readonly key: string | null }
  >(
    db,
    `SELECT a.id, a.name, a.name_latin AS nameLatin, a.reading, a.role, a.email, a.email_key AS key, a.phone, a.affiliation,
       a.title, a.team, a.attention,
       (SELECT json_group_array(tag) FROM (SELECT tag FROM attendee_tag WHERE attendee_id = a.id ORDER BY tag)) AS tags
     FROM ${asked} ORDER BY p.nth`,
    JSON.stringify(people),
  );
  return rows.map((row) => {
    const email = row.email ?? '';
    const own = email.replace(/\s+/gu, '').toLowerCase();
    return [
      row.name,
      row.nameLatin,
      row.reading,
      ownWord(row.role, language),
      email,
      row.phone,
      row.affiliation,
      row.title,
      row.team,
      listCell(texts(row.tags)),
      row.attention,
      row.id,
      row.key === null || row.key === own ? '' : row.key,
    ];
  });
}

function texts(json: string): readonly string[] {
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) ? list.map(String) : [];
}

function resultRows(db: ReadDb, people: readonly AttendeeId[], language: FileLanguage): Cells {
  const tracks = new Map<string, Track>(listTracks(db).map((track) => [track.id, track]));
  const rows = all<{ id: string; name: string; email: string | null; track: string; result: string }>(
    db,
    `SELECT a.id, a.name, a.email, r.track, r.result FROM ${asked} JOIN track_result r ON r.attendee_id = a.id
     JOIN track t ON t.id = r.track ORDER BY p.nth, t.position, t.id`,
    JSON.stringify(people),
  );
  return rows.map(({ id, name, email, track, result }) => {
    const of = tracks.get(track);
    const names = [name, email ?? '', of?.title ?? track, of?.titleEn ?? ''];
    return [...names, ...resultCells(TrackResult.parse(JSON.parse(result)), language), track, id];
  });
}

function resultCells(result: TrackResult, language: FileLanguage): readonly string[] {
  switch (result.track) {
    case 'course':
      return ['course', String(result.done), String(result.of), '', '', '', '', '', ''];
    case 'competition': {
      const { joined, percentile, medal } = result;
      const place = percentile === null ? '' : String(percentile);
      return [
        'competition',
        '',
        '',
        ownWord(joined ? 'yes' : 'no', language),
        place,
        medal ?? '',
        '',
        '',
        '',
      ];
    }
    case 'project':
      return ['project', '', '', '', '', '', result.team, result.title, result.award];
    default:
      return assertNever(result);
  }
}

function invitationRows(db: ReadDb, people: readonly AttendeeId[], language: FileLanguage): Cells {
  const rows = all<{
    id: string;
    code: string;
    title: string | null;
    name: string;
    email: string | null;
    status: InvitationStatus | null;
    place: number | null;
    answer: Answer | null;
    seat: string | null;
  }>(
    db,
    `SELECT a.id, c.code, e.title, a.name, a.email, i.status, i.place, w.answer, s.seat
     FROM ${asked} JOIN (SELECT code FROM event UNION SELECT event_code FROM answer) c
     LEFT JOIN event e ON e.code = c.code
     LEFT JOIN invitation i ON i.event_id = e.id AND i.attendee_id = a.id
     LEFT JOIN answer w ON w.event_code = c.code AND w.attendee_id = a.id
     LEFT JOIN seat s ON s.event_id = e.id AND s.attendee_id = a.id
     WHERE i.status IS NOT NULL OR w.answer IS NOT NULL OR s.seat IS NOT NULL
     ORDER BY p.nth, e.starts_at, c.code`,
    JSON.stringify(people),
  );
  return rows.map((row) => [
    row.code,
    row.title ?? '',
    row.name,
    row.email ?? '',
    ownWord(row.status, language),
    row.place === null ? '' : String(row.place),
    ownWord(row.answer, language),
    row.seat ?? '',
    row.id,
  ]);
}

function attendanceRows(db: ReadDb, people: readonly AttendeeId[], language: FileLanguage): Cells {
  const rows = all<
    Record<'id' | 'code' | 'title' | 'zone' | 'name' | 'affiliation' | 'team' | 'door', string> & {
      readonly email: string | null;
      readonly role: Role;
      readonly enteredAt: number;
      readonly inside: 0 | 1;
    }
  >(
    db,
    `SELECT a.id, e.code, e.title, e.zone, a.name, a.email, a.role, a.affiliation, a.team, t.entered_at AS enteredAt, t.door,
       t.inside
     FROM ${asked} JOIN attendance t ON t.attendee_id = a.id JOIN event e ON e.id = t.event_id
     ORDER BY p.nth, e.starts_at, e.code`,
    JSON.stringify(people),
  );
  return rows.map((row) => [
    row.code,
    row.title,
    row.name,
    row.email ?? '',
    ownWord(row.role, language),
    row.affiliation,
    row.team,
    toZonedText(row.enteredAt, row.zone).replace('T', ' '),
    row.door,
    ownWord(row.inside === 1 ? 'yes' : 'no', language),
    row.id,
  ]);
}

function eventCells(event: EventSummary): readonly string[] {
  const { zone } = event;
  return [
    event.code,
    event.kind,
    event.title,
    event.titleEn,
    event.doorsAt === null ? '' : zonedMoment(event.doorsAt, zone),
    zonedMoment(event.startsAt, zone),
    zonedMoment(event.endsAt, zone),
    zone,
    event.venue,
    event.capacity === null ? '' : String(event.capacity),
    event.admission,
    listCell(event.admits),
    event.entry,
  ];
}
