import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { cueKinds } from '../domain/cueKinds';
import { ShowCommand } from '../domain/show';
import { procedure } from './base';
import { AttendeeId, CueId, EventId, Instant } from './ids';

export const CueKind = z.enum(cueKinds);
export type CueKind = z.infer<typeof CueKind>;

export const CuePerson = z.object({
  id: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  /** How the name is said aloud. */
  reading: z.string(),
  title: z.string(),
  /** They are in the hall: came in to this event, that day where people come once a day, and did not go out again. */
  present: z.boolean(),
});
export type CuePerson = z.infer<typeof CuePerson>;

export const Cue = z.object({
  id: CueId,
  /** The number that the crew says. */
  label: z.string(),
  kind: CueKind,
  title: z.string(),
  titleEn: z.string(),
  /** Null: follows the cue before. */
  plannedStart: Instant.nullable(),
  durationMs: z.int().min(0),
  /** How far it can be trimmed. */
  minDurationMs: z.int().min(0),
  hardStart: z.boolean(),
  /** May be left out when the show is late. */
  skippable: z.boolean(),
  /** Cues of one room follow one another; empty: the hall. */
  room: z.string(),
  /** The part of the program that it belongs to; empty: none. */
  part: z.string(),
  /** For the crew alone. */
  notes: z.string(),
  /** What the MC says. */
  script: z.string(),
  /** What must lie ready. */
  materials: z.string(),
  /** A name or code that the editor gave it; empty: none. */
  colour: z.string(),
  /** From this time left on the timer warns, and shows danger; null: the app's own measure (`urgencyOf`). */
  warnMs: z.int().min(0).nullable(),
  dangerMs: z.int().min(0).nullable(),
  people: z.array(CuePerson),
  /** An award's or a conferral's names: how many are due, and how many of those are in the hall. Null for other kinds. */
  names: z.object({ due: z.int(), here: z.int() }).nullable(),
});
export type Cue = z.infer<typeof Cue>;

export const MessageId = z.uuid().brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** To whom a message goes: the MC's window, the timer's, or both. */
export const MessageTo = z.enum(['mc', 'timer', 'both']);
export type MessageTo = z.infer<typeof MessageTo>;

/** From the show caller to the stage; stands there until it is acknowledged or withdrawn. */
export const ShowMessage = z.object({
  id: MessageId,
  at: Instant,
  text: z.string(),
  to: MessageTo,
  /** The timer's picture blinks with it. */
  blink: z.boolean(),
  acknowledgedAt: Instant.nullable(),
});
export type ShowMessage = z.infer<typeof ShowMessage>;

/** What the caller must be told about the time itself; in this process only, until it was read. */
export const ShowNotice = z.object({
  id: z.int(),
  /**
   * restarted: the app was started again while a show ran; the wall clock decides how far it is. slept: the machine did, for
   * `ms`; likewise. clockChanged: the computer's clock was set by `ms`; the show goes on by its own.
   */
  kind: z.enum(['restarted', 'slept', 'clockChanged']),
  at: Instant,
  ms: z.int(),
});
export type ShowNotice = z.infer<typeof ShowNotice>;

const GivenCommand = z.object({ at: Instant, command: ShowCommand });

/** All that a window needs to compute, with its own clock, where the show is (shared/domain/rundown.ts). */
export const Rundown = z.object({
  /** Grows with each command, each undo and each redo. */
  version: z.int().min(0),
  startsAt: Instant,
  cues: z.array(Cue),
  commands: z.array(GivenCommand),
  /** How many commands that were taken back can be given again. */
  undone: z.int().min(0),
  /** Those that stand, and those acknowledged in the last hour; the newest last. */
  messages: z.array(ShowMessage),
  notices: z.array(ShowNotice),
});
export type Rundown = z.infer<typeof Rundown>;

/**
 * What a window is told: everything at first, and after an edit, a message or an entry. After commands, which are many and must be
 * on every screen at once, only what they changed since the last update: of its commands the first `kept` stand.
 */
export const RundownUpdate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole'), rundown: Rundown }),
  z.object({
    kind: z.literal('commands'),
    version: z.int().min(0),
    kept: z.int().min(0),
    added: z.array(GivenCommand),
    undone: z.int().min(0),
  }),
]);
export type RundownUpdate = z.infer<typeof RundownUpdate>;

/** Somebody whom an award or a conferral may call. */
export const CallPerson = z.object({
  id: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  reading: z.string(),
  affiliation: z.string(),
  team: z.string(),
  /** What an award is for; empty for a conferral. */
  award: z.string(),
  seat: z.string(),
  /** First entry to the event (of the day where people come once a day); null: not in the hall. */
  enteredAt: Instant.nullable(),
});
export type CallPerson = z.infer<typeof CallPerson>;

const ofEvent = z.object({ eventId: EventId });
const Version = z.object({ version: z.int().min(0) });

export const rundown = {
  /** An event's rundown, and what changes of it with each command, message, import and entry. */
  live: procedure.input(ofEvent).output(eventIterator(RundownUpdate)),
  /** Whom an award or a conferral calls (here or not), sent again after each entry. */
  names: procedure.input(z.object({ cueId: CueId })).output(eventIterator(z.array(CallPerson))),
  /** A show caller's command. Asks nothing; each can be taken back. */
  give: procedure.input(ofEvent.extend({ command: ShowCommand })).output(Version),
  /** Drops the last command, whatever it was. */
  undo: procedure.input(ofEvent).output(Version),
  /** Gives the command that was taken back last again, at its own time. */
  redo: procedure.input(ofEvent).output(Version),
  say: procedure
    .input(ofEvent.extend({ text: z.string().max(200), to: MessageTo, blink: z.boolean() }))
    .output(z.void()),
  acknowledge: procedure.input(z.object({ messageId: MessageId })).output(z.void()),
  withdraw: procedure.input(z.object({ messageId: MessageId })).output(z.void()),
  /** Seats of an event: one line a person, `e-mail or name <tab> seat`. Gives how many were found, and the lines that were not. */
  seats: procedure
    .input(ofEvent.extend({ text: z.string().max(200_000) }))
    .output(z.object({ seated: z.int(), unknown: z.array(z.string()) })),
  dismissNotice: procedure.input(z.object({ id: z.int() })).output(z.void()),
  /** The show takes the computer's clock over, after that was set. */
  followClock: procedure.output(z.void()),
};
