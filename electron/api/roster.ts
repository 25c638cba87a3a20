import { allTags, editPeople } from '../store/attendeeEdit';
import { getPerson, listPeople, searchPeople, sharedNames } from '../store/attendees';
import { get } from '../store/db';
import { eligibleIds } from '../store/eligibility';
import { api } from './base';
import { detailSeenBy, seenBy } from './seenBy';

export const roster = {
  list: api.roster.list.handler(({ context, input }) => {
    const caller = context.caller();
    return listPeople(context.program().db, input.eventId).map((person) => seenBy(caller, person));
  }),
  search: api.roster.search.handler(({ context, input }) => {
    const caller = context.caller();
    const found = searchPeople(context.program().db, input.text, input.eventId, input.limit);
    return found.map((person) => seenBy(caller, person));
  }),
  get: api.roster.get.handler(({ context, input }) =>
    detailSeenBy(context.caller(), getPerson(context.program().db, input.id, input.eventId)),
  ),
  edit: api.roster.edit.handler(({ context, input }) => {
    const program = context.program();
    const undo = editPeople(program.db, input.edits, program.now());
    context.changed('roster');
    return undo;
  }),
  tags: api.roster.tags.handler(({ context }) => allTags(context.program().db)),
  stats: api.roster.stats.handler(({ context }) => {
    const { db } = context.program();
    const counts = get<{ participants: number; cast: number }>(
      db,
      `SELECT count(*) FILTER (WHERE role = 'participant') AS participants,
         count(*) FILTER (WHERE role <> 'participant') AS cast FROM attendee`,
    );
    return {
      participants: counts?.participants ?? 0,
      cast: counts?.cast ?? 0,
      eligible: eligibleIds(db).size,
      sharedNames: sharedNames(db),
    };
  }),
};
