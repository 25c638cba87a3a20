import type { ScreenKind, ScreenState } from '../../shared/contract/screens';
import { all, type ReadDb, runOne, transaction, type WriteDb } from './db';

type Look = Pick<ScreenState, 'black' | 'mode'>;

/** How a window of the stage is to look, by its kind and room. */
export function readLooks(db: ReadDb): (kind: ScreenKind, room: string) => Look {
  const rows = all<{ kind: ScreenKind; room: string; black: 0 | 1; mode: Look['mode'] }>(
    db,
    'SELECT kind, room, black, mode FROM room_screen',
  );
  return (kind, room) => {
    const stored = rows.find((row) => row.kind === kind && row.room === room);
    return stored ? { black: stored.black === 1, mode: stored.mode } : { black: false, mode: 'countdown' };
  };
}

/** Blacks the windows of these kinds out in each of the rooms, or shows them again; undefined: black, unless all of them are. */
export function setBlack(
  db: WriteDb,
  kinds: readonly ScreenKind[],
  rooms: readonly string[],
  black: boolean | undefined,
): void {
  transaction(db, () => {
    const look = readLooks(db);
    const wanted = black ?? rooms.some((room) => kinds.some((kind) => !look(kind, room).black));
    for (const room of rooms) {
      for (const kind of kinds) {
        runOne(
          db,
          `INSERT INTO room_screen (kind, room, black) VALUES (?, ?, ?)
           ON CONFLICT DO UPDATE SET black = excluded.black`,
          kind,
          room,
          wanted ? 1 : 0,
        );
      }
    }
  });
}

export function setTimerMode(db: WriteDb, room: string, mode: Look['mode']): void {
  runOne(
    db,
    `INSERT INTO room_screen (kind, room, mode) VALUES ('timer', ?, ?)
     ON CONFLICT DO UPDATE SET mode = excluded.mode`,
    room,
    mode,
  );
}
