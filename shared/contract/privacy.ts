import { z } from 'zod';
import { procedure } from './base';
import { AttendeeId } from './ids';

const PlannedDay = z.iso.date();

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
  /** Other machines that keep a copy of the list: what is erased goes there too when they next reach this one. */
  stations: z.array(z.string()).readonly(),
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

/** What of this program still has what was erased, because it could not be replaced. */
const Left = z.object({
  /** Backups: no place took a new one, or these can't be taken away. */
  backups: z.int(),
  /** The file's own free pages or its log: the disk has no room, or something reads it. */
  file: z.boolean(),
});
export type Left = z.infer<typeof Left>;

const Mentions = z.array(z.object({ table: z.string(), rows: z.int() })).readonly();

export const Erased = z.object({
  survives: Survivals,
  /** Free text that still has the name in it, or somebody else of that name. */
  mentions: Mentions,
  left: Left,
  outside: Outside,
});
export type Erased = z.infer<typeof Erased>;

export const Finished = z.object({
  people: z.int(),
  certificates: z.int(),
  /** Texts that stay, by table: people who were on no list may stand in them. */
  texts: Mentions,
  left: Left,
  outside: Outside,
});
export type Finished = z.infer<typeof Finished>;

/** What is kept about people, and taking it out. */
export const privacy = {
  about: procedure.input(z.object({ id: AttendeeId })).output(PrivacyReport),
  /** Writes everything that is kept about a person into a file. */
  export: procedure.input(z.object({ id: AttendeeId })).output(z.object({ document: z.string() })),
  /** Erases a person. `typed`: their name, typed by whoever does it. */
  erase: procedure.input(z.object({ id: AttendeeId, typed: z.string().max(200) })).output(Erased),
  /** The day by which the program is to be finished (YYYY-MM-DD), and whether it has come; null: none was set. */
  plan: procedure.output(z.object({ by: PlannedDay.nullable(), due: z.boolean() })),
  /** Sets that day, or takes it away. Nothing is ever removed by it: from then on it is asked for. */
  setPlan: procedure.input(z.object({ by: PlannedDay.nullable() })).output(z.void()),
  /** Finishes the program: erases everybody. Refused before its last event is over. `typed`: the program's name. */
  finish: procedure.input(z.object({ typed: z.string().max(200) })).output(Finished),
};
