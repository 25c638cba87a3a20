import { assertNever } from './assertNever';
import type { RefusalReason } from './refusal';
import type { GivenCommand, ShowCommand } from './show';
import { move, plan, skip, stretch } from './showChanges';
import { back, end, hold, jump, next, start } from './showProgress';
import { placeAfter, roomOf, type Standing, standingAtFirst } from './showStanding';
import type { FoldedCue, ShowState } from './showState';

/** A show being followed, command by command. One that makes no sense where the show then is changes nothing. */
export class ShowFold {
  readonly #standing: Standing;
  #last = Number.NEGATIVE_INFINITY;

  constructor(cues: readonly FoldedCue[]) {
    this.#standing = standingAtFirst(cues);
  }

  get state(): ShowState {
    const { rooms, runs, skipped, lengths, order } = this.#standing;
    return { rooms, runs, skipped, lengths, order };
  }

  /** Takes the command, or says why it can't be given where the show is; then nothing has changed. */
  give({ at, command }: GivenCommand): RefusalReason | undefined {
    // The machine's clock may have been set back between two commands; a show never runs backwards.
    const time = at > this.#last ? at : this.#last;
    const refused = apply(this.#standing, command, time);
    if (refused === undefined) this.#last = time;
    return refused;
  }

  /** The cue that `start` or `next` would begin in a room; undefined where there is none left. */
  following(name: string): number | undefined {
    const room = roomOf(this.#standing, name);
    const place = room && placeAfter(this.#standing, room, room.at);
    return place === undefined ? undefined : room?.list[place];
  }
}

function apply(standing: Standing, command: ShowCommand, time: number): RefusalReason | undefined {
  switch (command.kind) {
    case 'next':
      return next(standing, command.room ?? '', command.cue, time);
    case 'start':
      return start(standing, command.room ?? '', command.cue, time);
    case 'back':
      return back(standing, command.room ?? '');
    case 'hold':
    case 'goOn':
      return hold(standing, command.room ?? '', command.kind === 'hold', time);
    case 'end':
      return end(standing, command.room ?? '', time);
    case 'jump':
      return jump(standing, command.cue, time);
    case 'skip':
    case 'unskip':
      return skip(standing, command.cue, command.kind === 'skip');
    case 'stretch':
      return stretch(standing, command.cue, command.byMs);
    case 'plan':
      return plan(standing, command.changes);
    case 'move':
      return move(standing, command.cue, command.before);
    case 'callOrder':
    case 'call':
    case 'passOver':
    case 'recall':
      // Names are followed by callOrder.ts; time passes without them.
      return standing.prepared.indices.has(command.cue) ? undefined : 'rundown.noSuchCue';
    default:
      return assertNever(command);
  }
}

/** Where a show of these cues is after these commands. */
export function showAfter(cues: readonly FoldedCue[], commands: readonly GivenCommand[]): ShowState {
  return foldShow(cues, commands).state;
}

/** The same, to be followed on. */
export function foldShow(cues: readonly FoldedCue[], commands: readonly GivenCommand[]): ShowFold {
  const fold = new ShowFold(cues);
  for (const given of commands) fold.give(given);
  return fold;
}
