import { z } from 'zod';
import { procedure } from './base';
import { AttendeeId } from './ids';

const Survivals = z.object({
  /** Rows of the check-in journal that bear the person's number. */
  journalRows: z.int(),
  certificates: z.array(z.object({ serial: z.string(), drawingSha256: z.string() })).readonly(),
});

/** What lies outside of the program's file and may name the person: to be seen to by hand. */
const Outside = z.object({
  /** Backups in places that are at hand; an erasing replaces them by one fresh one. */
  backups: z.int(),
  /** Places that are not at hand: what lies there is as it was. */
  placesGone: z.int(),
  /** Documents that the app wrote: exports, lists, sheets; and other programs beside this one, which may be copies of it. */
  documents: z.array(z.string()).readonly(),
  /** The hub in which the program lies too (host, port and database); null: in none. */
  hub: z.string().nullable(),
});

export const PrivacyReport = z.object({
  name: z.string(),
  /** How many rows each table has of the person. */
  tables: z.array(z.object({ table: z.string(), rows: z.int() })).readonly(),
  survives: Survivals,
  outside: Outside,
});
export type PrivacyReport = z.infer<typeof PrivacyReport>;

export const Erased = z.object({
  survives: Survivals,
  /** Free text that still has the name in it, or somebody else of that name. */
  mentions: z.array(z.object({ table: z.string(), rows: z.int() })).readonly(),
  outside: Outside,
});
export type Erased = z.infer<typeof Erased>;

/** What is kept about people, and taking it out. */
export const privacy = {
  about: procedure.input(z.object({ id: AttendeeId })).output(PrivacyReport),
  /** Writes everything that is kept about a person into a file. */
  export: procedure.input(z.object({ id: AttendeeId })).output(z.object({ document: z.string() })),
  /** Erases a person. `typed`: their name, typed by whoever does it. */
  erase: procedure.input(z.object({ id: AttendeeId, typed: z.string().max(200) })).output(Erased),
  /** Finishes the program: erases everybody. Refused before its last event is over. `typed`: the program's name. */
  finish: procedure
    .input(z.object({ typed: z.string().max(200) }))
    .output(z.object({ people: z.int(), certificates: z.int(), outside: Outside })),
};
