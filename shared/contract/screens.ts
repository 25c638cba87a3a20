import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base';

/** The windows of the stage, each for a screen of its own. */
export const ScreenKind = z.enum(['mc', 'timer', 'lobby', 'backstage']);
export type ScreenKind = z.infer<typeof ScreenKind>;

/** What the timer shows: time left, time gone, or the clock. */
export const TimerMode = z.enum(['countdown', 'countup', 'clock']);
export type TimerMode = z.infer<typeof TimerMode>;

export const Display = z.object({
  id: z.int(),
  name: z.string(),
  width: z.int(),
  height: z.int(),
  primary: z.boolean(),
});
export type Display = z.infer<typeof Display>;

/** The room that a window shows; empty: the hall, and of the agenda and the people every room. */
const Room = z.string().max(60);
const ofScreen = z.object({ kind: ScreenKind, room: Room });

export const ScreenState = z.object({
  kind: ScreenKind,
  room: Room,
  open: z.boolean(),
  /** The display that it fills; null: an ordinary window. */
  displayId: z.int().nullable(),
  /** Its display was unplugged; the window waits, small, for it to come back. */
  lost: z.boolean(),
  black: z.boolean(),
  mode: TimerMode,
});
export type ScreenState = z.infer<typeof ScreenState>;

export const Screens = z.object({ displays: z.array(Display), screens: z.array(ScreenState) });
export type Screens = z.infer<typeof Screens>;

export const screens = {
  /** The displays and the stage's windows, sent again when one comes or goes. */
  live: procedure.output(eventIterator(Screens)),
  /** Opens a window, or moves it: filling that display; null: an ordinary window on this one. */
  open: procedure.input(ofScreen.extend({ displayId: z.int().nullable() })).output(z.void()),
  close: procedure.input(ofScreen).output(z.void()),
  /**
   * Blacks windows out, or shows them again: those of a room, or of every room. Without `black`, as a key does: all of them
   * black, or, where they are, all shown again; decided where they are kept, since a window may not have heard of the last change.
   */
  black: procedure
    .input(z.object({ kinds: z.array(ScreenKind), room: Room.optional(), black: z.boolean().optional() }))
    .output(z.void()),
  setMode: procedure.input(z.object({ room: Room, mode: TimerMode })).output(z.void()),
};
