import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base';
import { ScanResult } from './checkin';
import { AttendeeId, EventId, Instant, ScanId } from './ids';

/** Why a folder took nothing the last time. */
export const FolderProblem = z.enum(['gone', 'full', 'readOnly', 'unknown']);
export type FolderProblem = z.infer<typeof FolderProblem>;

export const DoorListState = z.object({
  /** The folder's own name; null where none was chosen. */
  folder: z.string().nullable(),
  /** When the lists there were written last, by the machine's clock. */
  last: Instant.nullable(),
  /** What they are called. */
  files: z.array(z.string()).readonly(),
  working: z.boolean(),
  problem: FolderProblem.nullable(),
});
export type DoorListState = z.infer<typeof DoorListState>;

export const paper = {
  /** Where the door lists lie and how fresh they are, sent again whenever that changes. */
  lists: procedure.output(eventIterator(DoorListState)),
  /** Asks for a folder with the system's dialog and writes the lists there; false when it was left. */
  chooseFolder: procedure.output(z.boolean()),
  /** Lists that lie there stay, and get old. */
  forgetFolder: procedure.output(z.void()),
  /** Writes the lists now. */
  write: procedure.output(z.void()),
  /**
   * Somebody's coming, or going where leaving is noted, that was ticked on paper at `at`: judged as of then, and noted that it
   * was written down later. Refused where `at` is still to come, or more than a day ago.
   */
  enter: procedure
    .input(
      z.object({
        id: ScanId,
        eventId: EventId,
        door: z.string().min(1).max(40),
        attendeeId: AttendeeId,
        /** Coming in, unless said otherwise. */
        direction: z.enum(['in', 'out']).optional(),
        at: Instant,
      }),
    )
    .output(ScanResult),
};
