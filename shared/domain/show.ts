import { z } from 'zod';
import { AttendeeId, CueId } from '../contract/ids';

const room = z.string().max(60).optional();

/** One change of a plan to catch up: accepted and taken back together with the others. */
export const PlanChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trim'), cue: CueId, toMs: z.int().min(0) }),
  z.object({ kind: z.literal('skip'), cue: CueId }),
  /** In its room right before another cue that has not begun; null: at the room's end. */
  z.object({ kind: z.literal('move'), cue: CueId, before: CueId.nullable() }),
]);
export type PlanChange = z.infer<typeof PlanChange>;

/** By what the names of an award or a conferral are called. */
export const CallOrder = z.enum(['name', 'team', 'seat']);
export type CallOrder = z.infer<typeof CallOrder>;

/**
 * What a show caller commands. Stored as it is; a new kind is added here and in showFold.ts. `room` is left out for the
 * hall. `cue` of start and next is the one that then began, noted when the command is given, so that an edit of the rundown
 * moves no start; without it, the first or the following one that is not skipped.
 */
export const ShowCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), room, cue: CueId.optional() }),
  /** The next cue begins; after the last one the show of the room ends. */
  z.object({ kind: z.literal('next'), room, cue: CueId.optional() }),
  /** The cue before goes on as if it had not been left: its time has run on. After the end, the last cue goes on. */
  z.object({ kind: z.literal('back'), room }),
  /** The current cue's time stands still … */
  z.object({ kind: z.literal('hold'), room }),
  /** … and goes on. */
  z.object({ kind: z.literal('goOn'), room }),
  /** The current cue ends now, and the next one does not begin yet. */
  z.object({ kind: z.literal('end'), room }),
  /** This cue begins now. Those between are passed over; going back, those after it are to run again. */
  z.object({ kind: z.literal('jump'), cue: CueId }),
  /** The cue is left out. */
  z.object({ kind: z.literal('skip'), cue: CueId }),
  z.object({ kind: z.literal('unskip'), cue: CueId }),
  /** The cue gets longer, or shorter (negative). */
  z.object({ kind: z.literal('stretch'), cue: CueId, byMs: z.int() }),
  /** A proposal of the planner, accepted. */
  z.object({ kind: z.literal('plan'), changes: z.array(PlanChange).min(1).max(50) }),
  /** A cue that has not begun gets another place among those of its room. */
  z.object({ kind: z.literal('move'), cue: CueId, before: CueId.nullable() }),
  z.object({ kind: z.literal('callOrder'), cue: CueId, by: CallOrder }),
  /** A name was read. */
  z.object({ kind: z.literal('call'), cue: CueId, person: AttendeeId }),
  /** Nobody came forward: set aside. */
  z.object({ kind: z.literal('passOver'), cue: CueId, person: AttendeeId }),
  /** Who was set aside, or was called by mistake, is the next to be called. */
  z.object({ kind: z.literal('recall'), cue: CueId, person: AttendeeId }),
]);
export type ShowCommand = z.infer<typeof ShowCommand>;

/** A command, and when it was given (UTC ms). */
export interface GivenCommand {
  readonly at: number;
  readonly command: ShowCommand;
}
