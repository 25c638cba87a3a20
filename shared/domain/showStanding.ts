import { type FoldedCue, type Prepared, prepare, type Runs, runField, type ShowState } from './showState';

/** A room of a show that is being followed. */
export interface Room {
  readonly name: string;
  /** Never changed in place: it is the prepared one until a cue is moved. */
  list: readonly number[];
  at: number;
  endedAt: number | null;
  /** The index of the cue that is on; −1: none. */
  on: number;
}

/** Where a show stands while commands are taken in; they change it in place. */
export interface Standing extends ShowState {
  readonly cues: readonly FoldedCue[];
  readonly prepared: Prepared;
  readonly rooms: readonly Room[];
  readonly skipped: boolean[];
  readonly lengths: number[];
  order: readonly number[];
}

/** A cue by its place in its room. */
export interface Located {
  readonly index: number;
  readonly room: Room;
  readonly place: number;
}

const { startedAt, endedAt, heldMs, heldSince, each } = runField;

/** A show of these cues that nobody has begun. */
export function standingAtFirst(cues: readonly FoldedCue[]): Standing {
  const prepared = prepare(cues);
  const { rooms, noneSkipped, lengths, order, noRuns } = prepared;
  return {
    cues,
    prepared,
    rooms: rooms.map(({ name, list }) => ({ name, list, at: -1, endedAt: null, on: -1 })),
    runs: noRuns.slice(),
    skipped: noneSkipped.slice(),
    lengths: lengths.slice(),
    order,
  };
}

export function roomOf({ rooms }: Standing, name: string): Room | undefined {
  for (let i = 0; i < rooms.length; i++) if (rooms[i]?.name === name) return rooms[i];
  return undefined;
}

/** A cue by its id. Mostly it is the one that began last in its room. */
export function locate(standing: Standing, id: string): Located | undefined {
  const { cues, prepared, rooms } = standing;
  for (let i = 0; i < rooms.length; i++) {
    const room = rooms[i];
    const index = room?.list[room.at];
    if (room && index !== undefined && cues[index]?.id === id) return { index, room, place: room.at };
  }
  const index = prepared.indices.get(id);
  if (index === undefined) return undefined;
  const room = rooms[prepared.roomOf[index] ?? -1];
  return room && { index, room, place: placeOf(room, index) };
}

/** Looked for from the cue that began last: a caller changes what is near. */
function placeOf({ list, at }: Room, index: number): number {
  if (list[index] === index) return index;
  for (let away = 0; away < list.length; away++) {
    if (list[at + away] === index) return at + away;
    if (list[at - away] === index) return at - away;
  }
  return list.indexOf(index);
}

/** The next place after one whose cue is not left out. */
export function placeAfter({ skipped }: Standing, { list }: Room, place: number): number | undefined {
  for (let next = place + 1; next < list.length; next++) {
    if (!skipped[list[next] ?? -1]) return next;
  }
  return undefined;
}

/** The place of the cue that a start or next named, looked for where it most likely is. */
export function target(standing: Standing, room: Room, id: string | undefined): number | undefined {
  const following = placeAfter(standing, room, room.at);
  if (id === undefined) return following;
  if (following !== undefined && standing.cues[room.list[following] ?? -1]?.id === id) return following;
  const found = locate(standing, id);
  return found?.room === room && found.place > room.at ? found.place : undefined;
}

/** The cue that is on ends. */
export function close({ runs }: Standing, room: Room, time: number): void {
  if (room.on < 0) return;
  release(runs, room.on, time);
  runs[room.on * each + endedAt] = time;
  room.on = -1;
}

/** The cue's time goes on, if it was held. */
export function release(runs: Runs, index: number, time: number): void {
  const run = index * each;
  const since = runs[run + heldSince] ?? Number.NaN;
  if (Number.isNaN(since)) return;
  runs[run + heldMs] = (runs[run + heldMs] ?? 0) + time - since;
  runs[run + heldSince] = Number.NaN;
}

/** The cue is to run (again). */
export function forget(runs: Runs, index: number): void {
  const run = index * each;
  runs[run + startedAt] = Number.NaN;
  runs[run + endedAt] = Number.NaN;
  runs[run + heldMs] = 0;
  runs[run + heldSince] = Number.NaN;
}

/** The cue at this place begins; those after it are to run again. */
export function begin(standing: Standing, room: Room, place: number, time: number): void {
  const { runs, skipped } = standing;
  close(standing, room, time);
  for (let later = place; later <= room.at; later++) forget(runs, room.list[later] ?? -1);
  room.at = place;
  room.endedAt = null;
  const index = room.list[place];
  if (index === undefined) return;
  skipped[index] = false;
  runs[index * each + startedAt] = time;
  room.on = index;
}
