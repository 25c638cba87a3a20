import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { TemplateKind } from '../domain/certificateTemplate';
import { procedure } from './base';
import { CertificateChoice } from './certificates';
import { EventId, Instant } from './ids';
import { PrinterName, PrintOrder, RunStep } from './printing';

export const PrintRunId = z.uuid().brand<'PrintRunId'>();
export type PrintRunId = z.infer<typeof PrintRunId>;

/** A certificate's number in the register. */
export const CertificateNumber = z.int().min(1);

/** What the system's queue still has of ours; 'unknown' where it can't be asked. */
export const QueueState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('busy'), jobs: z.int().min(1) }),
  z.object({ kind: z.literal('unknown') }),
]);

const Sheet = z.object({
  number: CertificateNumber,
  serial: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'sent', 'good', 'dropped']),
  spoilt: z.int(),
});
export type SpoolSheet = z.infer<typeof Sheet>;

/** A run that is under way. */
export const SpoolState = z.object({
  id: PrintRunId,
  title: z.string(),
  printer: PrinterName,
  order: PrintOrder,
  chunkSize: z.int(),
  sides: z.enum(['front', 'duplex']),
  reason: z.string(),
  at: Instant,
  sheets: z.array(Sheet),
  /** What was sent and not confirmed yet. */
  waitingFor: z
    .object({
      printer: PrinterName,
      sentAt: Instant,
      /** The queue said that it took it. False also where the app died before it could. */
      accepted: z.boolean(),
    })
    .nullable(),
  /** The last reading of the tray can be taken back. */
  canUndo: z.boolean(),
});
export type SpoolState = z.infer<typeof SpoolState>;

const OfRun = z.object({ run: PrintRunId });
const Millimetres = z.number().min(-20).max(20);
export const Offset = z.object({
  front: z.object({ x: Millimetres, y: Millimetres }),
  back: z.object({ x: Millimetres, y: Millimetres }),
});
export type Offset = z.infer<typeof Offset>;

export const spool = {
  /** The run that is under way, or null. */
  current: procedure.output(SpoolState.nullable()),
  /** Issues what is missing, begins a run and sends its first sheets. */
  start: procedure
    .input(
      z.object({
        eventId: EventId,
        kind: TemplateKind,
        choice: CertificateChoice,
        order: PrintOrder,
        printer: PrinterName,
        chunkSize: z.int().min(1).max(500),
        sides: z.enum(['front', 'duplex']),
        /** Why those that were printed before are printed again; must be given where there are such. */
        reason: z.string().max(200),
      }),
    )
    .output(eventIterator(RunStep)),
  /** Sends the next sheets. */
  next: procedure.input(OfRun).output(eventIterator(RunStep)),
  /** What the printer's queue still has of ours; asked anew each time. */
  queue: procedure.input(OfRun).output(QueueState),
  /** Takes the rest out of the queue, so that nothing more comes out. */
  clearQueue: procedure.input(OfRun).output(QueueState),
  /**
   * What the operator read from the tray. Refused while the queue still has something of ours; `offQueue` says that the operator
   * has seen to it where the queue can't be asked.
   */
  confirm: procedure
    .input(
      OfRun.extend({
        lastGood: z.union([z.literal('all'), z.literal('none'), CertificateNumber]),
        spoilt: z.array(CertificateNumber).max(500),
        offQueue: z.boolean(),
      }),
    )
    .output(z.void()),
  undoConfirm: procedure.input(OfRun).output(z.void()),
  /** A sheet that came out, but can't be given to anybody: it waits again. */
  spoil: procedure.input(OfRun.extend({ number: CertificateNumber })).output(z.void()),
  changePrinter: procedure.input(OfRun.extend({ printer: PrinterName })).output(z.void()),
  /** Ends the run; what was not printed can be printed by another. */
  abandon: procedure.input(OfRun).output(z.void()),
  offset: procedure.input(z.object({ printer: PrinterName })).output(Offset),
  setOffset: procedure.input(z.object({ printer: PrinterName, offset: Offset })).output(z.void()),
  /** Prints the sheet by which a printer's offset is measured, with the offset that is set now. */
  calibrate: procedure
    .input(z.object({ printer: PrinterName, sides: z.enum(['front', 'duplex']) }))
    .output(z.void()),
};
