import { assertNever } from './assertNever';
import type { RefusalReason } from './refusal';
import type { PlanChange } from './show';
import { type Located, locate, type Standing } from './showStanding';

// The commands that change what is still to come: each changes where the show stands, or says why it can't, and then changes
// nothing.

/** A cue that may still be changed: it has not begun and was not passed over. */
function waiting(standing: Standing, id: string): Located | RefusalReason {
  const found = locate(standing, id);
  if (!found) return 'rundown.noSuchCue';
  return found.place <= found.room.at ? 'rundown.cueBegun' : found;
}

export function skip(standing: Standing, id: string, on: boolean): RefusalReason | undefined {
  const found = waiting(standing, id);
  if (typeof found === 'string') return found;
  if (standing.skipped[found.index] === on) return 'rundown.noChange';
  standing.skipped[found.index] = on;
  return undefined;
}

function setLength(
  standing: Standing,
  id: string,
  lengthOf: (length: number) => number,
): RefusalReason | undefined {
  const found = locate(standing, id);
  if (!found) return 'rundown.noSuchCue';
  const { index, room, place } = found;
  if (place < room.at || (place === room.at && room.on < 0)) return 'rundown.cueBegun';
  const before = standing.lengths[index] ?? 0;
  const after = Math.max(0, lengthOf(before));
  if (after === before) return 'rundown.noChange';
  standing.lengths[index] = after;
  return undefined;
}

export function stretch(standing: Standing, id: string, byMs: number): RefusalReason | undefined {
  return setLength(standing, id, (length) => length + byMs);
}

/** All of a plan or nothing of it. */
export function plan(standing: Standing, changes: readonly PlanChange[]): RefusalReason | undefined {
  const skipped = [...standing.skipped];
  const lengths = [...standing.lengths];
  const { order } = standing;
  const lists = standing.rooms.map(({ list }) => list);
  for (const one of changes) {
    const refused = change(standing, one);
    if (refused === undefined) continue;
    standing.skipped.splice(0, skipped.length, ...skipped);
    standing.lengths.splice(0, lengths.length, ...lengths);
    standing.order = order;
    for (const [index, room] of standing.rooms.entries()) room.list = lists[index] ?? room.list;
    return refused;
  }
  return undefined;
}

function change(standing: Standing, one: PlanChange): RefusalReason | undefined {
  switch (one.kind) {
    case 'trim':
      return setLength(standing, one.cue, () => one.toMs);
    case 'skip':
      return skip(standing, one.cue, true);
    case 'move':
      return move(standing, one.cue, one.before);
    default:
      return assertNever(one);
  }
}

export function move(standing: Standing, id: string, before: string | null): RefusalReason | undefined {
  const found = waiting(standing, id);
  if (typeof found === 'string') return found;
  const { room, index } = found;
  const anchor = before === null ? null : waiting(standing, before);
  if (typeof anchor === 'string') return anchor;
  if (anchor && (anchor.room !== room || anchor.index === index)) return 'rundown.noChange';
  const moved = insertBefore(room.list, index, anchor?.index);
  if (moved.every((each, place) => each === room.list[place])) return 'rundown.noChange';
  room.list = moved;
  const { order } = standing;
  const lastOfRoom = moved.at(-2);
  standing.order = insertBefore(
    order,
    index,
    anchor ? anchor.index : order[order.indexOf(lastOfRoom ?? index) + 1],
  );
  return undefined;
}

/** The list with `item` moved right before `anchor`; to the end without one. */
function insertBefore(list: readonly number[], item: number, anchor: number | undefined): number[] {
  const rest = list.filter((each) => each !== item);
  const place = anchor === undefined ? -1 : rest.indexOf(anchor);
  return place < 0 ? [...rest, item] : [...rest.slice(0, place), item, ...rest.slice(place)];
}
