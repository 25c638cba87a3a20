import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { InLanguage, procedure } from './base';
import { Instant } from './ids';

/** The organizer's two places; one may be a stick that comes and goes. */
export const BackupSlot = z.enum(['first', 'second']);
export type BackupSlot = z.infer<typeof BackupSlot>;

/** Where a backup lies: in one of them, or beside the program, where a copy is kept before a new version of the app changes it. */
export const BackupWhere = z.enum([...BackupSlot.options, 'beside']);
export type BackupWhere = z.infer<typeof BackupWhere>;

/** Why a place took no backup the last time. */
export const BackupProblem = z.enum(['gone', 'full', 'readOnly', 'notWhole', 'unknown']);
export type BackupProblem = z.infer<typeof BackupProblem>;

export const BackupPlace = z.object({
  slot: BackupSlot,
  /** The folder's own name; null where none was chosen. */
  folder: z.string().nullable(),
  /** The last good one there, by the machine's clock. */
  last: Instant.nullable(),
  /** How many lie there. */
  count: z.int(),
  problem: BackupProblem.nullable(),
});
export type BackupPlace = z.infer<typeof BackupPlace>;

export const BackupState = z.object({
  /** A rehearsal is a copy: it is not backed up. */
  rehearsal: z.boolean(),
  working: z.boolean(),
  places: z.array(BackupPlace).readonly(),
  /** The last good one anywhere, by the machine's clock. */
  last: Instant.nullable(),
});
export type BackupState = z.infer<typeof BackupState>;

export const Backup = z.object({
  slot: BackupWhere,
  file: z.string(),
  at: Instant,
  /** The journal's head in it. */
  rows: z.int(),
  hash: z.string(),
});
export type Backup = z.infer<typeof Backup>;

/** How much of something a backup holds, and the program that is open. */
const Compared = z.object({ backup: z.int(), open: z.int() });

/** How many rows of something say otherwise in a backup than in the open program, or are in one of them only. */
const Differing = z.object({
  what: z.enum(['people', 'results', 'rules', 'events', 'invitations', 'cues', 'certificates']),
  rows: z.int(),
});
export type Differing = z.infer<typeof Differing>;

const which = z.object({ slot: BackupWhere, file: z.string().min(1).max(300) });

export const backups = {
  /** Where backups go and how fresh they are, sent again whenever that changes. */
  state: procedure.output(eventIterator(BackupState)),
  /** Asks for a folder with the system's dialog and makes the first backup there; false when it was left. */
  choosePlace: procedure.input(z.object({ slot: BackupSlot })).output(z.boolean()),
  /** Backups that lie there stay. */
  forgetPlace: procedure.input(z.object({ slot: BackupSlot })).output(z.void()),
  /** Makes one now, in every place. */
  make: procedure.output(z.void()),
  /** Every backup of this program in both places and beside it, the newest first. */
  list: procedure.output(z.array(Backup).readonly()),
  /** What going back to a backup would change. */
  compare: procedure.input(which).output(
    z.object({
      people: Compared,
      scans: Compared,
      certificates: Compared,
      cues: Compared,
      /** Rows of the journal of now that the backup lacks. */
      scansLost: z.int(),
      /** What was changed since, also where as many are there as before; empty: nothing. */
      differs: z.array(Differing).readonly(),
    }),
  ),
  /** Goes back to a backup. What is open now is kept beside it as a file of its own, whose name is given. */
  restore: procedure.input(which.extend(InLanguage.shape)).output(z.object({ kept: z.string() })),
};
