import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base';
import { ScanResult } from './checkin';
import { EventId, Instant, ScanId } from './ids';

export const PinKind = z.enum(['supervisor', 'kiosk']);
export type PinKind = z.infer<typeof PinKind>;

const Pin = z.string().regex(/^\d{4,12}$/);
const DoorName = z.string().min(1).max(40);

/** What was written down outside of the journal: how many rows, and how the last one's hash begins. */
const Head = z.object({ rows: z.int().min(0), hash: z.string().regex(/^[0-9a-fA-F]{8,64}$/) });

const Where = z.enum(['backup', 'typed']);

export const JournalCheckResult = z.discriminatedUnion('kind', [
  /** `heads`: how many earlier heads it was held against. */
  z.object({ kind: z.literal('whole'), rows: z.int(), heads: z.int() }),
  z.object({
    kind: z.literal('broken'),
    deviceSeq: z.int(),
    at: Instant.nullable(),
    why: z.enum(['gap', 'chain', 'changed']),
  }),
  z.object({ kind: z.literal('tailMissing'), rows: z.int(), expected: z.int(), where: Where }),
  z.object({ kind: z.literal('rewritten'), deviceSeq: z.int(), where: Where }),
]);
export type JournalCheckResult = z.infer<typeof JournalCheckResult>;

export const JournalCheckStep = z.object({
  done: z.int(),
  total: z.int(),
  result: JournalCheckResult.nullable(),
});
export type JournalCheckStep = z.infer<typeof JournalCheckStep>;

/** What a door does beside scanning: PINs, overruling, disputes, the journal. */
export const door = {
  /** Which PINs are set. */
  pins: procedure.output(z.object({ supervisor: z.boolean(), kiosk: z.boolean() })),
  /** Sets a PIN; where one was set, it is asked for. */
  setPin: procedure
    .input(z.object({ kind: PinKind, pin: Pin, current: z.string().max(20).nullable() }))
    .output(z.void()),
  /** Lets in whom a verdict kept out: a supervisor's PIN and a reason. */
  overrule: procedure
    .input(
      z.object({
        id: ScanId,
        scanId: ScanId,
        door: DoorName,
        pin: z.string().max(20),
        reason: z.string().trim().min(1).max(200),
      }),
    )
    .output(ScanResult),
  /**
   * The owner came second and shows who they are by the last four digits of the phone (null where none is known): the entry
   * before is in dispute, the badge stops everywhere, they get a new one and are let in.
   */
  dispute: procedure
    .input(
      z.object({
        id: ScanId,
        entryId: ScanId,
        scanId: ScanId,
        door: DoorName,
        lastFour: z
          .string()
          .regex(/^\d{4}$/)
          .nullable(),
      }),
    )
    .output(ScanResult),
  settle: procedure
    .input(
      z.object({ id: ScanId, disputeId: ScanId, door: DoorName, note: z.string().trim().min(1).max(300) }),
    )
    .output(z.void()),
  /** Computes the journal's chain anew, and holds it against the heads in the backups' names and the one given. */
  check: procedure.input(z.object({ head: Head.nullable() })).output(eventIterator(JournalCheckStep)),
  /** Writes the journal, or one event's rows of it, into a file. */
  exportJournal: procedure
    .input(z.object({ eventId: EventId.nullable(), format: z.enum(['csv', 'jsonl']) }))
    .output(z.object({ document: z.string(), rows: z.int() })),
};
