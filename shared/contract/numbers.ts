import { z } from 'zod';
import { procedure } from './base';
import { EventId, Instant } from './ids';

/** Entries in each ten minutes in which somebody came, by when these began. */
const Arrivals = z.array(z.object({ at: Instant, entries: z.int() })).readonly();

/** What a program comes to. Participants only, but for `cast` and who came. */
export const ProgramNumbers = z.object({
  /** The program's own id: the same in every copy of its file. */
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  file: z.string(),
  participants: z.int(),
  cast: z.int(),
  completing: z.int(),
  /** Every honour's rule and how many have it. */
  honours: z
    .array(z.object({ id: z.string(), title: z.string(), titleEn: z.string(), met: z.int() }))
    .readonly(),
  medals: z.object({ gold: z.int(), silver: z.int(), bronze: z.int() }),
  /** Teams with a result, and those of them with an award. */
  projects: z.int(),
  awards: z.int(),
  /** Certificates of completion that stand. */
  certificates: z.int(),
  events: z
    .array(
      z.object({
        id: EventId,
        title: z.string(),
        titleEn: z.string(),
        startsAt: Instant,
        zone: z.string(),
        expected: z.int(),
        present: z.int(),
        presentCast: z.int(),
        arrivals: Arrivals,
      }),
    )
    .readonly(),
});
export type ProgramNumbers = z.infer<typeof ProgramNumbers>;

const All = z.object({ own: ProgramNumbers, others: z.array(ProgramNumbers).readonly() });

export const numbers = {
  /** Of the open program, and of those that were opened beside it. */
  read: procedure.output(All),
  /** Asks for another program's file with the system's dialog and reads it, without touching it; false when it was left. */
  addBeside: procedure.output(z.boolean()),
  removeBeside: procedure.input(z.object({ id: z.string() })).output(z.void()),
  /** The wrap-up report in the app's folder. */
  report: procedure
    .input(z.object({ format: z.enum(['pdf', 'md']), language: z.enum(['ko', 'en']) }))
    .output(z.object({ document: z.string() })),
};
