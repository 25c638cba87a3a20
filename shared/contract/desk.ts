import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { RevokeReason } from '../domain/verdict';
import { InLanguage, procedure } from './base';
import { Scan, ScanResult } from './checkin';
import { AttendeeId, EventId, ScanId } from './ids';
import { PrinterName } from './printing';

/** What a keyboard scanner did in a window that is not the lane's. */
export const Reading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scan'), code: z.string().min(1).max(8192) }),
  /** A code was cut in two by the focus going from one window to another; both halves are dropped. */
  z.object({ kind: z.literal('cut') }),
]);
export type Reading = z.infer<typeof Reading>;

/** A single badge's paper: a label that it fills (100 × 70 mm), or A6 across. */
export const BadgePaper = z.enum(['label', 'a6']);
export type BadgePaper = z.infer<typeof BadgePaper>;

/** Somebody at the door who is in no list. */
export const WalkIn = Scan.pick({ id: true, eventId: true, door: true }).extend({
  name: z.string().trim().min(1).max(200),
  affiliation: z.string().trim().max(200),
  phone: z.string().trim().max(40),
});

const Pin = z.string().regex(/^\d{4,12}$/);

/** The desk beside the door: readings of every window, people without a badge, and what serves when all else fails. */
export const desk = {
  /** A window says what its keyboard scanner did; the lane of this machine hears it. */
  heard: procedure.input(Reading).output(z.void()),
  /** What was heard in any window, one after another, none left out. */
  readings: procedure.output(eventIterator(Reading)),
  /**
   * Whether the person said the last four digits of their own phone; a refusal where not. Null where their phone is not
   * known, which is refused where it is.
   */
  confirm: procedure
    .input(
      z.object({
        attendeeId: AttendeeId,
        lastFour: z
          .string()
          .regex(/^\d{4}$/)
          .nullable(),
      }),
    )
    .output(z.void()),
  /** Takes in somebody who is in no list: a guest with a badge. Refused where the event is full. */
  walkIn: procedure.input(WalkIn).output(ScanResult),
  /** Admits several people one after another, each as a row of its own; sent again, each gets the same verdict. */
  admitGroup: procedure
    .input(
      z.object({
        eventId: EventId,
        door: Scan.shape.door,
        people: z
          .array(z.object({ id: ScanId, attendeeId: AttendeeId }))
          .min(1)
          .max(1000),
      }),
    )
    .output(z.array(ScanResult)),
  /** Whether the kiosk's PIN was set before. */
  kioskPinSet: procedure.output(z.boolean()),
  /** Turns the main window into the self check-in of the chosen event; with a PIN that one ends it from now on. */
  startKiosk: procedure.input(z.object({ pin: Pin.nullable() })).output(z.void()),
  leaveKiosk: procedure.input(z.object({ pin: Pin })).output(z.void()),
  /** Lets the main window fill the screen, or no longer. The kiosk is not changed by it. */
  fullScreen: procedure.input(z.object({ want: z.enum(['toggle', 'leave']) })).output(z.void()),
  /** The sheet to try scanners with, printed, or as a PDF in the app's folder, whose name is the answer. */
  testSheet: procedure
    .input(InLanguage.extend({ printer: PrinterName.nullable() }))
    .output(z.object({ document: z.string().nullable() })),
  /** What a single badge is printed on, as it was chosen last. */
  badgePaper: procedure.output(BadgePaper),
  /**
   * Prints one person's badge: the valid one, or, with a reason why the old one is to be stopped, a fresh one. Without a
   * printer it becomes a PDF in the app's folder, whose name is the answer.
   */
  printBadge: procedure
    .input(
      InLanguage.extend({
        attendeeId: AttendeeId,
        replace: RevokeReason.nullable(),
        paper: BadgePaper,
        printer: PrinterName.nullable(),
      }),
    )
    .output(z.object({ document: z.string().nullable() })),
};
