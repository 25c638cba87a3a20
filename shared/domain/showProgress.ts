import type { RefusalReason } from './refusal';
import {
  begin,
  close,
  forget,
  locate,
  placeAfter,
  release,
  roomOf,
  type Standing,
  target,
} from './showStanding';
import { runField } from './showState';

// The commands by which a show goes on: each changes where it stands, or says why it can't, and then changes nothing.

const { startedAt, endedAt, heldSince, each } = runField;

/** Begins the room’s show, at its first cue or at the one named. `time`: UTC ms. */
export function start(
  standing: Standing,
  name: string,
  id: string | undefined,
  time: number,
): RefusalReason | undefined {
  const room = roomOf(standing, name);
  if (!room) return 'rundown.empty';
  if (room.at >= 0) return 'rundown.alreadyStarted';
  const place = target(standing, room, id);
  if (place === undefined) return 'rundown.empty';
  begin(standing, room, place, time);
  return undefined;
}

/** The cue that is on ends, and the next one, or the one named, begins; after the last one the room’s show is over. `time`: UTC ms. */
export function next(
  standing: Standing,
  name: string,
  id: string | undefined,
  time: number,
): RefusalReason | undefined {
  const room = roomOf(standing, name);
  if (!room) return 'rundown.empty';
  if (room.at < 0 || room.endedAt !== null) return 'rundown.notRunning';
  const place = target(standing, room, id);
  if (place === undefined && id !== undefined) return 'rundown.noSuchCue';
  if (place !== undefined) begin(standing, room, place, time);
  else {
    close(standing, room, time);
    room.endedAt = time;
  }
  return undefined;
}

/** The cue that is on has never begun; the one that began before it goes on. */
export function back(standing: Standing, name: string): RefusalReason | undefined {
  const room = roomOf(standing, name);
  if (!room) return 'rundown.empty';
  if (room.at < 0) return 'rundown.notRunning';
  const { runs } = standing;
  const hasBegun = (place: number) => !Number.isNaN(runs[(room.list[place] ?? -1) * each + startedAt]);
  if (room.on >= 0) {
    let before = room.at - 1;
    while (before >= 0 && !hasBegun(before)) before--;
    if (before < 0) return 'rundown.atFirst';
    forget(runs, room.on);
    room.at = before;
  }
  const index = room.list[room.at];
  if (index !== undefined) runs[index * each + endedAt] = Number.NaN;
  room.on = index ?? -1;
  room.endedAt = null;
  return undefined;
}

/** Stops the count of the cue that is on, or lets it go on. `time`: UTC ms. */
export function hold(standing: Standing, name: string, on: boolean, time: number): RefusalReason | undefined {
  const room = roomOf(standing, name);
  if (!room || room.on < 0) return 'rundown.notRunning';
  const { runs } = standing;
  const since = room.on * each + heldSince;
  const isHeld = !Number.isNaN(runs[since]);
  if (isHeld === on) return on ? 'rundown.isHeld' : 'rundown.notHeld';
  if (on) runs[since] = time;
  else release(runs, room.on, time);
  return undefined;
}

/** The cue that is on is over now; what comes next waits for its start. `time`: UTC ms. */
export function end(standing: Standing, name: string, time: number): RefusalReason | undefined {
  const room = roomOf(standing, name);
  if (!room || room.on < 0) return 'rundown.notRunning';
  close(standing, room, time);
  if (placeAfter(standing, room, room.at) === undefined) room.endedAt = time;
  return undefined;
}

/** Another cue begins, wherever it stands in the list. `time`: UTC ms. */
export function jump(standing: Standing, id: string, time: number): RefusalReason | undefined {
  const found = locate(standing, id);
  if (!found) return 'rundown.noSuchCue';
  if (found.place === found.room.at && found.room.on >= 0) return 'rundown.noChange';
  begin(standing, found.room, found.place, time);
  return undefined;
}
