import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { textEncodings } from '../domain/decodeText';
import { importKinds } from '../domain/importColumns';
import { procedure, RefusalData } from './base';
import { EventId } from './ids';

export const ImportKind = z.enum(importKinds);

export const largestFile = 20 * 1024 * 1024;

/** A file as the page read it, with what the organizer corrected in the preview. No path crosses the boundary. */
export const ImportFile = z.object({
  name: z.string().min(1).max(255),
  bytes: z.instanceof(Blob),
  /** Otherwise guessed from the headers. */
  kind: ImportKind.optional(),
  /** Field to column (its index); otherwise remembered from a file of the same headers, or guessed from them. */
  columns: z.record(z.string(), z.int().min(0)).optional(),
  /** Otherwise found out. */
  encoding: z.enum(textEncodings).optional(),
  /** Otherwise the first. */
  sheet: z.string().max(255).optional(),
  /** Doubtful pairs that are one person: the file's e-mail to that of the person whom it is. */
  merges: z.record(z.string().max(500), z.string().max(500)).optional(),
});
export type ImportFile = z.infer<typeof ImportFile>;

/** `skipped`: rows that are nobody's of this program, such as strangers on a leaderboard. */
export const ImportCounts = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

const Known = z.object({
  key: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  affiliation: z.string(),
});

/** Two who may be one person. */
export const DoubtfulPair = z.object({
  reason: z.enum(['email', 'phone', 'name']),
  incoming: Known,
  known: Known,
});
export type DoubtfulPair = z.infer<typeof DoubtfulPair>;

export const FilePreview = z.object({
  name: z.string(),
  /** An encoding of text, or XLSX. */
  encoding: z.string(),
  /** The sheet that was read and all there are; none of a text. */
  sheet: z.string().nullable(),
  sheets: z.array(z.string()).readonly(),
  kind: ImportKind.nullable(),
  header: z.array(z.string()).readonly(),
  /** The columns are those that were chosen for the last file of these headers. */
  remembered: z.boolean(),
  /** Every field of the kind, in its order, with the column it is taken from and three values of it. */
  columns: z
    .array(
      z.object({
        field: z.string(),
        required: z.boolean(),
        column: z.int().nullable(),
        samples: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  rows: z.int(),
  counts: ImportCounts.nullable(),
  /** How many may be somebody who is there already, and the first of them. */
  doubtful: z.int(),
  doubts: z.array(DoubtfulPair).readonly(),
  /** What of it is left out, and why; the rest can be taken in. */
  notes: z.array(RefusalData).readonly(),
  /** Why this file can't be taken in as it stands; null where it can. */
  problem: RefusalData.nullable(),
});
export type FilePreview = z.infer<typeof FilePreview>;

const input = z.object({
  files: z.array(ImportFile).min(1).max(20),
  /** The event that a rundown or a sign-up's answers are for; null: the one of kind graduation. */
  eventId: EventId.nullable(),
});

/**
 * Where an import that is stored stands: read so far of all rows; 'published': all of it is in, and stays; then what each file did.
 */
export const ImportStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    stage: z.enum(['reading', 'writing', 'published']),
    done: z.int(),
    of: z.int(),
  }),
  z.object({
    kind: z.literal('done'),
    number: z.int(),
    files: z.array(z.object({ name: z.string(), counts: ImportCounts })).readonly(),
  }),
]);
export type ImportStep = z.infer<typeof ImportStep>;

/** `kept`: rows that were changed since, and people who came in or have a certificate. */
export const UndoneImport = z.object({ kept: z.int() });
export type UndoneImport = z.infer<typeof UndoneImport>;

export const LastImport = z.object({
  number: z.int(),
  at: z.number(),
  files: z.string(),
  added: z.int(),
  changed: z.int(),
});

export const imports = {
  /** What taking the files in together would do, in the order in which they need each other. Writes nothing. */
  preview: procedure.input(input).output(z.array(FilePreview).readonly()),
  /** Takes all of them in, or none; called off, none. */
  commit: procedure.input(input).output(eventIterator(ImportStep)),
  /** Calls off what is not published yet: whether that was in time is told by how `commit` ends. */
  cancel: procedure.output(z.void()),
  /** The import that can be undone; null where there is none. */
  last: procedure.output(LastImport.nullable()),
  /** Undoes that import as a whole. */
  undo: procedure.input(z.object({ number: z.int() })).output(UndoneImport),
};
