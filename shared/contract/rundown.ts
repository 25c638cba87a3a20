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
  /** They came in to this event. */
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
});
export type Cue = z.infer<typeof Cue>;

/** All that a window needs to compute, with its own clock, where the show is (shared/domain/rundown.ts). */
export const Rundown = z.object({
  /** Grows with each command and each undo. */
  version: z.int().min(0),
  startsAt: Instant,
  cues: z.array(Cue),
  commands: z.array(z.object({ at: Instant, command: ShowCommand })),
});
export type Rundown = z.infer<typeof Rundown>;

const command = procedure.input(z.object({ eventId: EventId })).output(z.object({ version: z.int().min(0) }));

export const rundown = {
  /** An event's rundown, sent again after each command, import and entry. */
  live: procedure.input(z.object({ eventId: EventId })).output(eventIterator(Rundown)),
  /** The first cue begins. */
  start: command,
  /** The next cue begins; after the last one the show ends. */
  next: command,
  /** The cue before goes on. */
  back: command,
  /** Drops the last command, whatever it was. */
  undo: command,
};
