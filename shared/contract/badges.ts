import { z } from 'zod';
import { roles } from '../domain/roles';
import { InLanguage, procedure } from './base';
import { AttendeeId, Instant } from './ids';
import { PagesOutput, PrinterName } from './printing';

/** Whose badges; the cast are all who are not participants. */
export const BadgeChoice = z.enum(['everyone', 'participants', 'cast', 'notPrinted']);
export type BadgeChoice = z.infer<typeof BadgeChoice>;

export const BadgeRole = z.enum(roles);
export type BadgeRole = z.infer<typeof BadgeRole>;

export const BadgeProblem = z.object({
  /** What no bundled font has. */
  characters: z.array(z.string()),
  /** What is printed in place of the name; with 'nothing' the badge is left out. */
  instead: z.enum(['name', 'latin', 'nothing']),
});
export type BadgeProblem = z.infer<typeof BadgeProblem>;

export const BadgeHolder = z.object({
  attendeeId: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  affiliation: z.string(),
  role: BadgeRole,
  /** When their valid badge was last put on paper, or null. */
  printedAt: Instant.nullable(),
  problem: BadgeProblem.nullable(),
});
export type BadgeHolder = z.infer<typeof BadgeHolder>;

export const badges = {
  /** Everybody, in 가나다 order. */
  list: procedure.output(z.array(BadgeHolder)),
  /** One sheet as it would be printed; the first is 0. */
  preview: procedure
    .input(z.object({ choice: BadgeChoice, sheet: z.int().min(0) }))
    .output(z.object({ svg: z.string(), sheets: z.int(), badges: z.int() })),
  /** Writes sheets of eight badges into one PDF. */
  makeSheet: procedure.input(InLanguage.extend({ choice: BadgeChoice })).output(PagesOutput),
  /** Prints them without a dialog. */
  print: procedure
    .input(InLanguage.extend({ choice: BadgeChoice, printer: PrinterName }))
    .output(PagesOutput),
};
