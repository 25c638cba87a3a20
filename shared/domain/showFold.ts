import { assertNever } from './assertNever';
import type { RefusalReason } from './refusal';
import type { GivenCommand, PlanChange, ShowCommand } from './show';
import { type FoldedCue, type Prepared, prepare, type Runs, runField, type ShowState } from './showState';

interface Room {
  readonly name: string;
  /** Never changed in place: it is the prepared one until a cue is moved. */
  list: readonly number[];
  at: number;
  endedAt: number | null;
  /** The index of the cue that is on; −1: none. */
  on: number;
}

const { startedAt, endedAt, heldMs, heldSince, each } = runField;

/** A show being followed, command by command. One that makes no sense where the show then is changes nothing. */
export class ShowFold {
  readonly #cues: readonly FoldedCue[];
  readonly #prepared: Prepared;
  readonly #rooms: Room[];
  readonly #runs: Runs;
  readonly #skipped: boolean[];
  readonly #lengths: number[];
  #order: readonly number[];
  #last = Number.NEGATIVE_INFINITY;

  constructor(cues: readonly FoldedCue[]) {
    this.#cues = cues;
    this.#prepared = prepare(cues);
    const { rooms, noneSkipped, lengths, order, noRuns } = this.#prepared;
    this.#rooms = rooms.map(({ name, list }) => ({ name, list, at: -1, endedAt: null, on: -1 }));
    this.#runs = noRuns.slice();
    this.#skipped = noneSkipped.slice();
    this.#lengths = lengths.slice();
    this.#order = order;
  }

  get state(): ShowState {
    return {
      rooms: this.#rooms,
      runs: this.#runs,
      skipped: this.#skipped,
      lengths: this.#lengths,
      order: this.#order,
    };
  }

  /** Takes the command, or says why it can't be given where the show is; then nothing has changed. */
  give({ at, command }: GivenCommand): RefusalReason | undefined {
    // The machine's clock may have been set back between two commands; a show never runs backwards.
    const time = at > this.#last ? at : this.#last;
    const refused = this.#apply(command, time);
    if (refused === undefined) this.#last = time;
    return refused;
  }

  /** The cue that `start` or `next` would begin in a room; undefined where there is none left. */
  following(name: string): number | undefined {
    const room = this.#room(name);
    const place = room && this.#placeAfter(room, room.at);
    return place === undefined ? undefined : room?.list[place];
  }

  #apply(command: ShowCommand, time: number): RefusalReason | undefined {
    switch (command.kind) {
      case 'start':
        return this.#start(command.room ?? '', command.cue, time);
      case 'next':
        return this.#next(command.room ?? '', command.cue, time);
      case 'back':
        return this.#back(command.room ?? '');
      case 'hold':
      case 'goOn':
        return this.#hold(command.room ?? '', command.kind === 'hold', time);
      case 'end':
        return this.#end(command.room ?? '', time);
      case 'jump':
        return this.#jump(command.cue, time);
      case 'skip':
      case 'unskip':
        return this.#skip(command.cue, command.kind === 'skip');
      case 'stretch':
        return this.#stretch(command.cue, command.byMs);
      case 'plan':
        return this.#plan(command.changes);
      case 'move':
        return this.#move(command.cue, command.before);
      case 'callOrder':
      case 'call':
      case 'passOver':
      case 'recall':
        // Names are followed by callOrder.ts; time passes without them.
        return this.#find(command.cue) === undefined ? 'rundown.noSuchCue' : undefined;
      default:
        return assertNever(command);
    }
  }

  #room(name: string): Room | undefined {
    for (const room of this.#rooms) if (room.name === name) return room;
    return undefined;
  }

  #find(id: string): number | undefined {
    return this.#prepared.indices.get(id);
  }

  /** A cue by its id: its index, its room and its place there. Mostly it is the one that began last in its room. */
  #locate(id: string) {
    for (const room of this.#rooms) {
      const index = room.list[room.at];
      if (index !== undefined && this.#cues[index]?.id === id) return { index, room, place: room.at };
    }
    const index = this.#find(id);
    if (index === undefined) return undefined;
    const room = this.#rooms[this.#prepared.roomOf[index] ?? -1];
    return room && { index, room, place: this.#placeOf(room, index) };
  }

  /** Looked for from the cue that began last: a caller changes what is near. */
  #placeOf({ list, at }: Room, index: number): number {
    if (list[index] === index) return index;
    for (let away = 0; away < list.length; away++) {
      if (list[at + away] === index) return at + away;
      if (list[at - away] === index) return at - away;
    }
    return list.indexOf(index);
  }

  #placeAfter(room: Room, place: number): number | undefined {
    for (let next = place + 1; next < room.list.length; next++) {
      if (!this.#skipped[room.list[next] ?? -1]) return next;
    }
    return undefined;
  }

  /** The place of the cue that a start or next named, looked for where it most likely is. */
  #target(room: Room, id: string | undefined): number | undefined {
    const following = this.#placeAfter(room, room.at);
    if (id === undefined) return following;
    if (following !== undefined && this.#cues[room.list[following] ?? -1]?.id === id) return following;
    const found = this.#locate(id);
    return found?.room === room && found.place > room.at ? found.place : undefined;
  }

  #close(room: Room, time: number): void {
    if (room.on < 0) return;
    this.#release(room.on, time);
    this.#runs[room.on * each + endedAt] = time;
    room.on = -1;
  }

  /** The cue's time goes on, if it was held. */
  #release(index: number, time: number): void {
    const runs = this.#runs;
    const run = index * each;
    const since = runs[run + heldSince] ?? Number.NaN;
    if (Number.isNaN(since)) return;
    runs[run + heldMs] = (runs[run + heldMs] ?? 0) + time - since;
    runs[run + heldSince] = Number.NaN;
  }

  /** The cue is to run (again). */
  #forget(index: number): void {
    const runs = this.#runs;
    const run = index * each;
    runs[run + startedAt] = Number.NaN;
    runs[run + endedAt] = Number.NaN;
    runs[run + heldMs] = 0;
    runs[run + heldSince] = Number.NaN;
  }

  #begin(room: Room, place: number, time: number): void {
    this.#close(room, time);
    for (let later = place; later <= room.at; later++) this.#forget(room.list[later] ?? -1);
    room.at = place;
    room.endedAt = null;
    const index = room.list[place];
    if (index === undefined) return;
    this.#skipped[index] = false;
    this.#runs[index * each + startedAt] = time;
    room.on = index;
  }

  #start(name: string, id: string | undefined, time: number): RefusalReason | undefined {
    const room = this.#room(name);
    if (!room) return 'rundown.empty';
    if (room.at >= 0) return 'rundown.alreadyStarted';
    const place = this.#target(room, id);
    if (place === undefined) return 'rundown.empty';
    this.#begin(room, place, time);
    return undefined;
  }

  #next(name: string, id: string | undefined, time: number): RefusalReason | undefined {
    const room = this.#room(name);
    if (!room) return 'rundown.empty';
    if (room.at < 0 || room.endedAt !== null) return 'rundown.notRunning';
    const place = this.#target(room, id);
    if (place === undefined && id !== undefined) return 'rundown.noSuchCue';
    if (place !== undefined) this.#begin(room, place, time);
    else {
      this.#close(room, time);
      room.endedAt = time;
    }
    return undefined;
  }

  #back(name: string): RefusalReason | undefined {
    const room = this.#room(name);
    if (!room) return 'rundown.empty';
    if (room.at < 0) return 'rundown.notRunning';
    const runs = this.#runs;
    const hasBegun = (place: number) => !Number.isNaN(runs[(room.list[place] ?? -1) * each + startedAt]);
    if (room.on >= 0) {
      let before = room.at - 1;
      while (before >= 0 && !hasBegun(before)) before--;
      if (before < 0) return 'rundown.atFirst';
      this.#forget(room.on);
      room.at = before;
    }
    const index = room.list[room.at];
    if (index !== undefined) runs[index * each + endedAt] = Number.NaN;
    room.on = index ?? -1;
    room.endedAt = null;
    return undefined;
  }

  #hold(name: string, hold: boolean, time: number): RefusalReason | undefined {
    const room = this.#room(name);
    if (!room || room.on < 0) return 'rundown.notRunning';
    const since = room.on * each + heldSince;
    const isHeld = !Number.isNaN(this.#runs[since]);
    if (isHeld === hold) return hold ? 'rundown.isHeld' : 'rundown.notHeld';
    if (hold) this.#runs[since] = time;
    else this.#release(room.on, time);
    return undefined;
  }

  #end(name: string, time: number): RefusalReason | undefined {
    const room = this.#room(name);
    if (!room || room.on < 0) return 'rundown.notRunning';
    this.#close(room, time);
    if (this.#placeAfter(room, room.at) === undefined) room.endedAt = time;
    return undefined;
  }

  #jump(id: string, time: number): RefusalReason | undefined {
    const found = this.#locate(id);
    if (!found) return 'rundown.noSuchCue';
    if (found.place === found.room.at && found.room.on >= 0) return 'rundown.noChange';
    this.#begin(found.room, found.place, time);
    return undefined;
  }

  /** A cue that may still be changed: it has not begun and was not passed over. */
  #waiting(id: string) {
    const found = this.#locate(id);
    if (!found) return 'rundown.noSuchCue';
    return found.place <= found.room.at ? 'rundown.cueBegun' : found;
  }

  #skip(id: string, skip: boolean): RefusalReason | undefined {
    const found = this.#waiting(id);
    if (typeof found === 'string') return found;
    if (this.#skipped[found.index] === skip) return 'rundown.noChange';
    this.#skipped[found.index] = skip;
    return undefined;
  }

  #setLength(id: string, lengthOf: (length: number) => number): RefusalReason | undefined {
    const found = this.#locate(id);
    if (!found) return 'rundown.noSuchCue';
    const { index, room, place } = found;
    if (place < room.at || (place === room.at && room.on < 0)) return 'rundown.cueBegun';
    const before = this.#lengths[index] ?? 0;
    const after = Math.max(0, lengthOf(before));
    if (after === before) return 'rundown.noChange';
    this.#lengths[index] = after;
    return undefined;
  }

  #stretch(id: string, byMs: number): RefusalReason | undefined {
    return this.#setLength(id, (length) => length + byMs);
  }

  /** All of a plan or nothing of it. */
  #plan(changes: readonly PlanChange[]): RefusalReason | undefined {
    const skipped = [...this.#skipped];
    const lengths = [...this.#lengths];
    const order = this.#order;
    const lists = this.#rooms.map(({ list }) => list);
    for (const change of changes) {
      const refused = this.#change(change);
      if (refused === undefined) continue;
      this.#skipped.splice(0, skipped.length, ...skipped);
      this.#lengths.splice(0, lengths.length, ...lengths);
      this.#order = order;
      for (const [index, room] of this.#rooms.entries()) room.list = lists[index] ?? room.list;
      return refused;
    }
    return undefined;
  }

  #change(change: PlanChange): RefusalReason | undefined {
    switch (change.kind) {
      case 'trim':
        return this.#setLength(change.cue, () => change.toMs);
      case 'skip':
        return this.#skip(change.cue, true);
      case 'move':
        return this.#move(change.cue, change.before);
      default:
        return assertNever(change);
    }
  }

  #move(id: string, before: string | null): RefusalReason | undefined {
    const found = this.#waiting(id);
    if (typeof found === 'string') return found;
    const { room, index } = found;
    const anchor = before === null ? null : this.#waiting(before);
    if (typeof anchor === 'string') return anchor;
    if (anchor && (anchor.room !== room || anchor.index === index)) return 'rundown.noChange';
    const moved = insertBefore(room.list, index, anchor?.index);
    if (moved.every((each, place) => each === room.list[place])) return 'rundown.noChange';
    room.list = moved;
    const lastOfRoom = moved.at(-2);
    this.#order = anchor
      ? insertBefore(this.#order, index, anchor.index)
      : insertBefore(this.#order, index, this.#order[this.#order.indexOf(lastOfRoom ?? index) + 1]);
    return undefined;
  }
}

/** The list with `item` moved right before `anchor`; to the end without one. */
function insertBefore(list: readonly number[], item: number, anchor: number | undefined): number[] {
  const rest = list.filter((each) => each !== item);
  const place = anchor === undefined ? -1 : rest.indexOf(anchor);
  return place < 0 ? [...rest, item] : [...rest.slice(0, place), item, ...rest.slice(place)];
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
