import type { EventSummary } from '../../shared/contract/events';
import { type CalendarEvent, iCalendar } from '../../shared/domain/iCalendar';
import { toZonedText } from '../../shared/domain/zonedTime';
import { putEvent, removeEvent, restoreEvent } from '../store/eventEdit';
import { getEvent, listEvents } from '../store/events';
import { countClashes, listInvited, setInvitations } from '../store/invitations';
import { requireMeta } from '../store/meta';
import { api } from './base';
import { fileName } from './fileName';

type Language = 'ko' | 'en';

function calendarEvent(
  event: Omit<EventSummary, 'expected' | 'waiting' | 'present'>,
  language: Language,
): CalendarEvent {
  const korean = language === 'ko';
  const title = korean ? event.title : event.titleEn || event.title;
  const other = korean ? event.titleEn : event.title;
  const doors = event.doorsAt === null ? '' : (toZonedText(event.doorsAt, event.zone).split('T')[1] ?? '');
  const lines = [
    other === title ? '' : other,
    doors === '' ? '' : korean ? `입장 ${doors}` : `Doors ${doors}`,
  ];
  return {
    id: event.id,
    title,
    description: lines.filter((line) => line !== '').join('\n'),
    venue: event.venue,
    category: event.kind.replaceAll('_', ' ').toUpperCase(),
    startsAt: event.startsAt,
    endsAt: event.endsAt,
  };
}

export const events = {
  list: api.events.list.handler(({ context }) => [...listEvents(context.program().db)]),
  put: api.events.put.handler(({ context, input }) => {
    const written = putEvent(context.program().db, input.id, input.event);
    context.changed('events', 'rundown', 'checkin');
    return written;
  }),
  remove: api.events.remove.handler(({ context, input }) => {
    removeEvent(context.program().db, input.eventId);
    context.changed('events', 'program', 'roster');
  }),
  restore: api.events.restore.handler(({ context, input }) => {
    restoreEvent(context.program().db, input.eventId);
    context.changed('events', 'program', 'roster');
  }),
  invitations: api.events.invitations.handler(({ context, input }) =>
    listInvited(context.program().db, input.eventId),
  ),
  setInvitations: api.events.setInvitations.handler(({ context, input }) => {
    const done = setInvitations(context.program().db, input.eventId, input.changes, input.moveUp);
    context.changed('events', 'roster', 'checkin');
    return done;
  }),
  clashes: api.events.clashes.handler(({ context }) => countClashes(context.program().db)),
  calendar: api.events.calendar.handler(async ({ context, input: { eventId, language } }) => {
    const { db } = context.program();
    const program = requireMeta(db, 'program.name');
    const english = language === 'en' ? requireMeta(db, 'program.nameEn') : '';
    const name = english || program;
    const chosen = eventId === null ? listEvents(db) : [getEvent(db, eventId)];
    const entries = chosen.map((event) => calendarEvent(event, language));
    const text = iCalendar(name, entries, Date.now());
    const title = eventId === null ? name : (entries[0]?.title ?? name);
    const bytes = new TextEncoder().encode(text);
    return { document: await context.shell.saveDocument(fileName(title, 'ics'), bytes) };
  }),
};
