import type { EventId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { allTags, editPeople } from '../store/attendeeEdit';
import { getPerson, listPeople, searchPeople, sharedNames } from '../store/attendees';
import { get, type WriteDb } from '../store/db';
import type { AtEvent } from '../store/listRows';
import { countMet } from '../store/metCounts';
import {
  bulkEdits,
  editInSteps,
  listedPeople,
  removeView,
  savedViews,
  saveView,
  viewIds,
} from '../store/peopleView';
import { completionRule } from '../store/rules';
import { api } from './base';
import type { AppContext } from './context';
import { detailSeenBy, seenBy } from './seenBy';

/** The last change of many people, and what undoes it. */
const lastBulk = new WeakMap<
  AppContext['topics'],
  { readonly number: number; readonly db: WriteDb; readonly undo: Awaited<ReturnType<typeof editInSteps>> }
>();

function atEvent(context: AppContext, eventId: EventId | null): AtEvent | null {
  return eventId === null ? null : { eventId, now: context.program().now() };
}

export const roster = {
  list: api.roster.list.handler(({ context, input }) => {
    const caller = context.caller();
    return listPeople(context.program().db, atEvent(context, input.eventId)).map((person) =>
      seenBy(caller, person),
    );
  }),
  search: api.roster.search.handler(({ context, input }) => {
    const caller = context.caller();
    const found = searchPeople(
      context.program().db,
      input.text,
      atEvent(context, input.eventId),
      input.limit,
    );
    return found.map((person) => seenBy(caller, person));
  }),
  get: api.roster.get.handler(({ context, input }) =>
    detailSeenBy(
      context.caller(),
      getPerson(context.program().db, input.id, atEvent(context, input.eventId)),
    ),
  ),
  edit: api.roster.edit.handler(({ context, input }) => {
    const program = context.program();
    const undo = editPeople(program.db, input.edits, program.now());
    context.changed('roster');
    return undo;
  }),
  view: api.roster.view.handler(({ context, input }) =>
    viewIds(context.program().db, { ...input, text: input.text.trim() }),
  ),
  rows: api.roster.rows.handler(({ context, input }) =>
    listedPeople(context.program().db, input.ids, atEvent(context, input.eventId)),
  ),
  editMany: api.roster.editMany.handler(async ({ context, input }) => {
    const { db, now } = context.program();
    const edits = bulkEdits(db, input.ids, input.change);
    const undo = await editInSteps(db, edits, now());
    const number = (lastBulk.get(context.topics)?.number ?? 0) + 1;
    lastBulk.set(context.topics, { number, db, undo });
    context.changed('roster');
    return { number, changed: edits.length };
  }),
  undoMany: api.roster.undoMany.handler(async ({ context, input }) => {
    const { db, now } = context.program();
    const last = lastBulk.get(context.topics);
    if (last?.number !== input.number || last.db !== db) throw new Refusal('attendee.nothingToUndo');
    lastBulk.delete(context.topics);
    await editInSteps(db, last.undo, now());
    context.changed('roster');
  }),
  views: api.roster.views.handler(({ context }) => savedViews(context.program().db)),
  saveView: api.roster.saveView.handler(({ context, input }) => {
    saveView(context.program().db, input);
    context.changed('roster');
  }),
  removeView: api.roster.removeView.handler(({ context, input }) => {
    removeView(context.program().db, input.id);
    context.changed('roster');
  }),
  tags: api.roster.tags.handler(({ context }) => allTags(context.program().db)),
  stats: api.roster.stats.handler(async ({ context }) => {
    const { db } = context.program();
    const counts = get<{ participants: number; cast: number }>(
      db,
      `SELECT count(*) FILTER (WHERE role = 'participant') AS participants,
         count(*) FILTER (WHERE role <> 'participant') AS cast FROM attendee`,
    );
    return {
      participants: counts?.participants ?? 0,
      cast: counts?.cast ?? 0,
      eligible: (await countMet(db)).get(completionRule) ?? 0,
      sharedNames: sharedNames(db),
    };
  }),
};
