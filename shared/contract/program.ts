import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure, RefusalData } from './base';
import { EventId, Instant } from './ids';

/** What changed, so that a window asks again for what it shows of it. */
export const Topic = z.enum([
  'program',
  'roster',
  'events',
  'badges',
  'checkin',
  'rundown',
  'show',
  'certificates',
  'templates',
  'printing',
  'backups',
  'screens',
  'stations',
]);
export type Topic = z.infer<typeof Topic>;

/** Those that a window asks again for. A show's commands ('show') go to who follows the show, and to nobody else. */
export const StaleTopic = Topic.exclude(['show']);
export type StaleTopic = z.infer<typeof StaleTopic>;

export const Clock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('live') }),
  z.object({
    kind: z.literal('rehearsal'),
    shown: Instant,
    machine: Instant,
    speed: z.number().min(0).max(600),
  }),
]);

export const ProgramState = z.object({
  name: z.string(),
  nameEn: z.string(),
  /** The file's name, without its folder. */
  file: z.string(),
  clock: Clock,
  /** Grows when this machine's time was taken anew from its clock: a window then asks for it again (`program.time`). */
  clockEpoch: z.int(),
  /** Nobody in it and nothing planned yet. */
  empty: z.boolean(),
  chosenEvent: EventId.nullable(),
  /** Why the file that this start was to open could not be, until it is acknowledged. */
  startRefusal: RefusalData.nullable(),
  /** The main window is the self check-in, and nothing else until its PIN is given. */
  kiosk: z.boolean(),
  /** The name of this machine's door. */
  door: z.string(),
  /** Who works at this machine; '' is the organizer. Changes are written down under this name. */
  operator: z.string(),
});
export type ProgramState = z.infer<typeof ProgramState>;

/** What is not ready yet for the next event; each has a sentence and a way to mend it in the locales (`today.todo.<kind>`). */
export const Todo = z.object({
  kind: z.enum([
    'noPeople',
    'noEvents',
    'badgesNotPrinted',
    'printerNotTried',
    'noRundown',
    'speakerWithoutCue',
    'cueWithoutPerson',
    'heldBack',
    'noEligible',
    'noBackupPlace',
    'finishDue',
  ]),
  count: z.int().min(0),
  names: z.array(z.string()),
});
export type Todo = z.infer<typeof Todo>;

export const Today = z.object({
  event: EventId.nullable(),
  expected: z.int(),
  /** As many as the event's lanes say are in: today's where people come once a day. */
  present: z.int(),
  todos: z.array(Todo),
});
export type Today = z.infer<typeof Today>;

export const program = {
  /** The open program, sent again whenever it changes. */
  state: procedure.output(eventIterator(ProgramState)),
  /** A topic each time something of it was committed. */
  changes: procedure.output(eventIterator(z.object({ topic: StaleTopic }))),
  /** This machine's time as the main process keeps it, steadily (UTC ms, not a rehearsal's). */
  time: procedure.output(z.number()),
  today: procedure.output(Today),
  /** What stands in the way of a certificate of those who have none yet: every name is laid out for it, which takes a moment. */
  todayHeldBack: procedure.output(z.array(Todo)),
  /** Asks for a place with the system's dialog and makes an empty program there; false when the dialog was left. */
  create: procedure
    .input(z.object({ name: z.string().min(1).max(200), nameEn: z.string().max(200) }))
    .output(z.boolean()),
  /** Asks with the system's dialog and opens; false when it was left. */
  open: procedure.output(z.boolean()),
  /** Builds the sample program from the files that come with the app, and opens it. */
  openSample: procedure.output(z.void()),
  /** The start's refusal was read. */
  acknowledgeStart: procedure.output(z.void()),
  rename: procedure
    .input(z.object({ name: z.string().min(1).max(200), nameEn: z.string().max(200) }))
    .output(z.void()),
  chooseEvent: procedure.input(z.object({ eventId: EventId.nullable() })).output(z.void()),
  nameOperator: procedure.input(z.object({ name: z.string().max(60) })).output(z.void()),
  nameDoor: procedure.input(z.object({ door: z.string().min(1).max(40) })).output(z.void()),
  /** Opens a copy of the program under a clock that shows `shown` and runs at `speed`. */
  startRehearsal: procedure
    .input(z.object({ shown: Instant, speed: z.number().min(0).max(600) }))
    .output(z.void()),
  setRehearsalClock: procedure
    .input(z.object({ shown: Instant, speed: z.number().min(0).max(600) }))
    .output(z.void()),
  /** Goes back to the program that was rehearsed; the copy is removed. */
  endRehearsal: procedure.output(z.void()),
  /** Shows a document that the app wrote (by the name that the answer gave) in the system's file manager. */
  showDocument: procedure.input(z.object({ name: z.string().min(1).max(200) })).output(z.void()),
};
