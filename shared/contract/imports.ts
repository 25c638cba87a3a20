import { z } from 'zod';
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
  /** Field to column (its index); otherwise guessed from the headers. */
  columns: z.record(z.string(), z.int().min(0)).optional(),
});
export type ImportFile = z.infer<typeof ImportFile>;

export const ImportCounts = z.object({ added: z.int(), changed: z.int(), unchanged: z.int() });
export type ImportCounts = z.infer<typeof ImportCounts>;

export const FilePreview = z.object({
  name: z.string(),
  encoding: z.string(),
  kind: ImportKind.nullable(),
  header: z.array(z.string()).readonly(),
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
  /** Why this file can't be taken in as it stands; null where it can. */
  problem: RefusalData.nullable(),
});
export type FilePreview = z.infer<typeof FilePreview>;

const input = z.object({
  files: z.array(ImportFile).min(1).max(20),
  /** The event that a rundown or a sign-up's answers are for; null: the one of kind graduation. */
  eventId: EventId.nullable(),
});

export const imports = {
  /** What taking the files in together would do, in the order in which they need each other. Writes nothing. */
  preview: procedure.input(input).output(z.array(FilePreview).readonly()),
  /** Takes all of them in, or none. */
  commit: procedure
    .input(input)
    .output(z.array(z.object({ name: z.string(), counts: ImportCounts })).readonly()),
};
