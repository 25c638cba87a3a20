import { z } from 'zod';
import { roles } from '../domain/roles';
import { EventId } from './ids';

/** How somebody stands to the chosen event: by its list, or by what they answered. */
export const EventStanding = z.enum([
  'invited',
  'confirmed',
  'declined',
  'waiting',
  'answeredYes',
  'answeredNo',
  'answeredUndecided',
]);
export type EventStanding = z.infer<typeof EventStanding>;

export const RoleFilter = z.enum(['participants', 'castOnly', ...roles]).exclude(['participant']);

/** What a list of people is narrowed to; null is no matter. */
export const RosterFilter = z.object({
  role: RoleFilter.nullable(),
  complete: z.enum(['completeOnly', 'incompleteOnly']).nullable(),
  present: z.enum(['presentOnly', 'absentOnly']).nullable(),
  standing: EventStanding.nullable(),
  tag: z.string().max(40).nullable(),
  /** With a result in that track. */
  track: z.string().max(60).nullable(),
});
export type RosterFilter = z.infer<typeof RosterFilter>;

export const noFilter: RosterFilter = {
  role: null,
  complete: null,
  present: null,
  standing: null,
  tag: null,
  track: null,
};

/** What a list may show beside the name, in this order. */
export const RosterColumn = z.enum([
  'role',
  'affiliation',
  'title',
  'team',
  'email',
  'phone',
  'tags',
  'attention',
  'tracks',
  'state',
  'present',
]);
export type RosterColumn = z.infer<typeof RosterColumn>;

export const firstColumns: readonly RosterColumn[] = [
  'affiliation',
  'team',
  'phone',
  'tracks',
  'state',
  'present',
];

/** Whether a filter asks how people stand to an event: it gives other people for another one. */
export function asksEvent({ present, standing }: RosterFilter): boolean {
  return present !== null || standing !== null;
}

/** A filter and its columns under a name. */
export const SavedView = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(60),
  filter: RosterFilter,
  columns: z.array(RosterColumn).readonly(),
  /** The event that the filter is about; null: whichever is chosen. */
  eventId: EventId.nullable().default(null),
});
export type SavedView = z.infer<typeof SavedView>;

/** The same change of many people; an attention of null leaves it as it is. */
export const BulkChange = z.object({
  addTags: z.array(z.string().trim().min(1).max(40)).max(10).readonly(),
  removeTags: z.array(z.string().max(40)).max(10).readonly(),
  attention: z.string().trim().max(300).nullable(),
});
export type BulkChange = z.infer<typeof BulkChange>;
