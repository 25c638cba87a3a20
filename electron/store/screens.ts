import { ScreenKind, type ScreenState } from '../../shared/contract/screens';
import { all, type ReadDb, runOne, transaction, type WriteDb } from './db';

type Look = Pick<ScreenState, 'black' | 'mode'>;

/** How each window of the stage is to look. */
export function readLooks(db: ReadDb): ReadonlyMap<ScreenKind, Look> {
  const rows = all<{ kind: ScreenKind; black: 0 | 1; mode: Look['mode'] }>(
    db,
    'SELECT kind, black, mode FROM show_screen',
  );
  const stored = new Map(rows.map(({ kind, black, mode }) => [kind, { black: black === 1, mode }]));
  return new Map(
    ScreenKind.options.map((kind) => [kind, stored.get(kind) ?? { black: false, mode: 'countdown' }]),
  );
}

export function setBlack(db: WriteDb, kinds: readonly ScreenKind[], black: boolean): void {
  transaction(db, () => {
    for (const kind of kinds) {
      runOne(
        db,
        'INSERT INTO show_screen (kind, black) VALUES (?, ?) ON CONFLICT DO UPDATE SET black = excluded.black',
        kind,
        black ? 1 : 0,
      );
    }
  });
}

export function setTimerMode(db: WriteDb, mode: Look['mode']): void {
  runOne(
    db,
    "INSERT INTO show_screen (kind, mode) VALUES ('timer', ?) ON CONFLICT DO UPDATE SET mode = excluded.mode",
    mode,
  );
}
