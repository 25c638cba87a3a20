import { z } from 'zod';
import { ownTables } from '../domain/ownFiles';
import { procedure } from './base';
import { AttendeeId, EventId } from './ids';
import { RosterColumn } from './rosterView';

export const ExportFormat = z.enum(['xlsx', 'csv', 'cp949']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/**
 * A table, or all of them as files in one folder: taken in again together, they give the same program. Or the list of people
 * as it is shown, to be read.
 */
export const Exported = z.enum([...ownTables, 'all', 'shown']);
export type Exported = z.infer<typeof Exported>;

export const exports = {
  /**
   * Writes tables into the app's folder. `people`: of these alone, in this order; null: of everybody. Where CP949 can't hold a
   * character and `lossy` was not said, nothing is written and `lost` lists them.
   */
  save: procedure
    .input(
      z.object({
        what: Exported,
        people: z.array(AttendeeId).max(200_000).readonly().nullable(),
        format: ExportFormat,
        language: z.enum(['ko', 'en']),
        lossy: z.boolean(),
        /** What the list shows, the event that arrivals are of, and what the page calls things. Asked of 'shown' alone. */
        list: z
          .object({
            columns: z.array(RosterColumn).readonly(),
            eventId: EventId.nullable(),
            words: z.record(z.string().max(100), z.string().max(1000)),
          })
          .default({ columns: [], eventId: null, words: {} }),
      }),
    )
    .output(
      z.object({
        document: z.string().nullable(),
        /** How many rows were written. */
        rows: z.int(),
        lost: z
          .array(z.object({ character: z.string(), times: z.int(), cells: z.array(z.string()).readonly() }))
          .readonly(),
      }),
    ),
};
