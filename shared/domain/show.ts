import { z } from 'zod';
import { assertNever } from './assertNever';

/** What a show caller commands. Stored as it is; a new kind is added here and in `apply`. */
export const ShowCommand = z.discriminatedUnion('kind', [
  /** The first cue begins. */
  z.object({ kind: z.literal('start') }),
  /** The next cue begins; after the last one the show ends. */
  z.object({ kind: z.literal('next') }),
  /** The cue before goes on as if it had not been left: its time has run on. After the end, the last cue goes on. */
  z.object({ kind: z.literal('back') }),
]);
export type ShowCommand = z.infer<typeof ShowCommand>;

/** Where a show is: when each cue up to the current one began, and when it all ended (UTC ms). */
export interface ShowState {
  readonly starts: readonly number[];
  readonly endedAt: number | null;
}

const notStarted: ShowState = { starts: [], endedAt: null };

function apply(state: ShowState, command: ShowCommand, at: number, cueCount: number): ShowState {
  const { starts, endedAt } = state;
  // The machine's clock may have been set back between two commands; a show never runs backwards.
  const time = Math.max(at, starts.at(-1) ?? at);
  switch (command.kind) {
    case 'start':
      return starts.length > 0 || cueCount === 0 ? state : { starts: [time], endedAt: null };
    case 'next':
      if (starts.length === 0 || endedAt !== null) return state;
      return starts.length < cueCount
        ? { starts: [...starts, time], endedAt: null }
        : { starts, endedAt: time };
    case 'back':
      if (endedAt !== null) return { starts, endedAt: null };
      return starts.length > 1 ? { starts: starts.slice(0, -1), endedAt: null } : state;
    default:
      return assertNever(command);
  }
}

/**
 * Where a show of `cueCount` cues is after these commands. One that makes no sense where the show then was (the rundown
 * was exchanged for a shorter one, say) changes nothing.
 */
export function showAfter(
  commands: readonly { readonly at: number; readonly command: ShowCommand }[],
  cueCount: number,
): ShowState {
  return commands.reduce((state, { at, command }) => apply(state, command, at, cueCount), notStarted);
}
