import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { RevokeReason, ScannedPerson, Verdict, verdictKinds } from '../domain/verdict';
import { procedure } from './base';
import { AttendeeId, EventId, Instant, ScanId } from './ids';

export const ScanSource = z.enum(['camera', 'keyboard', 'search', 'kiosk', 'paper']);
export type ScanSource = z.infer<typeof ScanSource>;

/** One reading at a door. The id is the page's: sent again, it gets the same verdict and nothing is written. */
export const Scan = z.object({
  id: ScanId,
  eventId: EventId,
  door: z.string().min(1).max(40),
  source: ScanSource,
  /** Coming in, unless said otherwise. */
  direction: z.enum(['in', 'out']).optional(),
  by: z.discriminatedUnion('by', [
    // A QR code holds at most 7,089 characters; whatever was in it is judged.
    z.object({ by: z.literal('code'), code: z.string().max(8192) }),
    z.object({ by: z.literal('attendee'), attendeeId: AttendeeId }),
  ]),
});
export type Scan = z.infer<typeof Scan>;

/** A scan as it is in the journal. */
export const ScanResult = z.object({
  id: ScanId,
  at: Instant,
  verdict: Verdict,
  /** A station let somebody in by its own copy: its host gave no word in time. Absent: there was nothing to ask, or it did. */
  own: z.literal(true).optional(),
});
export type ScanResult = z.infer<typeof ScanResult>;

/** An entry taken back, as it is in the journal. */
export const UndoResult = z.object({ id: ScanId, at: Instant, undoes: ScanId, person: ScannedPerson });
export type UndoResult = z.infer<typeof UndoResult>;

/** One line of the journal as the lane lists it. */
export const JournalLine = z.object({
  id: ScanId,
  at: Instant,
  door: z.string(),
  source: ScanSource,
  what: z.enum([...verdictKinds, 'undone', 'disputed', 'settled']),
  /** Null where the code named nobody. */
  person: ScannedPerson.nullable(),
  /** Taken back later. */
  takenBack: z.boolean(),
  /** What the steward must know of whom it let in; '' where there is nothing. */
  note: z.string(),
});
export type JournalLine = z.infer<typeof JournalLine>;

/** What a lane shows besides the verdict. */
export const Lane = z.object({
  /** Everybody who came (today, where they come once a day), and how many of them are not participants (cast, staff). */
  present: z.int(),
  presentCast: z.int(),
  /** Those who came in and did not leave since. */
  inside: z.int(),
  /** For how many more there is room; null: no limit. */
  placesLeft: z.int().nullable(),
  /** Participants who said yes. */
  expected: z.int(),
  /** First entries in each five minutes of the last hour, the oldest first: 12 numbers. */
  lastHour: z.array(z.int()),
  /** The last ten of this event, the newest first. */
  last: z.array(JournalLine),
  /** The last entry through the door asked for that stands: what an undo takes back. */
  undoable: z.object({ id: ScanId, person: ScannedPerson }).nullable(),
  /** The journal's head, to be noted outside of it: how many rows, and the last one's hash in hex. */
  head: z.object({ rows: z.int(), hash: z.string() }),
  /** Entries with a badge whose owner came after, until they are settled. */
  disputes: z.array(
    z.object({
      id: ScanId,
      at: Instant,
      door: z.string(),
      person: ScannedPerson,
      entryAt: Instant,
      entryDoor: z.string(),
    }),
  ),
});
export type Lane = z.infer<typeof Lane>;

export const checkin = {
  /** Judges a reading and writes it into the journal; the answer comes after the commit. */
  scan: procedure.input(Scan).output(ScanResult),
  /** Takes back an entry (a row of the journal, nothing is deleted). `id` is the page's, as with a scan. */
  undo: procedure
    .input(z.object({ id: ScanId, scanId: ScanId, door: z.string().min(1).max(40) }))
    .output(UndoResult),
  /** Counts, the last ten and what can be undone, sent again after each commit. */
  lane: procedure
    .input(z.object({ eventId: EventId, door: z.string().min(1).max(40) }))
    .output(eventIterator(Lane)),
  /** Takes a person's badge out of use and gives them a new one, to be printed. */
  revokeBadge: procedure.input(z.object({ attendeeId: AttendeeId, reason: RevokeReason })).output(z.void()),
};
