import type { ImportCounts } from '../../shared/contract/imports';
import type { Cells } from '../../shared/domain/importCells';
import { ownKey } from '../../shared/domain/importOwn';
import { ownOverrideRow, ownRuleRow, ownTrackRow } from '../../shared/domain/importOwnRules';
import type { Change } from './attendees';
import { get, run, type WriteDb } from './db';
import { countChanges, keyed, refuseTwice } from './importChanges';
import { requireOwn } from './importOwn';
import { wrongAsk } from './rules';

/** What a write did: `known`, whether the row was there before. */
function changeOf(known: object | undefined, written: number): Change {
  if (written === 0) return 'unchanged';
  return known === undefined ? 'added' : 'changed';
}

/** The app's own tracks, in the file's order. */
export function importOwnTracks(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  refuseTwice(
    keyed(cells, (record) => record.get('track')),
    'import.idTwice',
  );
  const changes = cells.map((record, i): Change => {
    const { id, kind, title, titleEn, config } = ownTrackRow(record);
    const known = get<{ kind: string }>(db, 'SELECT kind FROM track WHERE id = ?', id);
    if (known && known.kind !== kind) throw record.refuse('import.badChoice', 'kind');
    const written = run(
      db,
      `INSERT INTO track (id, kind, title, title_en, config, position) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_en = excluded.title_en, config = excluded.config,
         position = excluded.position
       WHERE (title, title_en, config, position) IS NOT (excluded.title, excluded.title_en, excluded.config, excluded.position)`,
      id,
      kind,
      title.normalize('NFC'),
      titleEn.normalize('NFC'),
      JSON.stringify(config),
      i + 1,
    );
    return changeOf(known, written);
  });
  return countChanges(changes);
}

/** The app's own rules, in the file's order. One that the file does not have stays. */
export function importOwnRules(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  refuseTwice(
    keyed(cells, (record) => record.get('rule')),
    'import.idTwice',
  );
  const changes = cells.map((record, i): Change => {
    const { id, title, titleEn, rule } = ownRuleRow(record);
    const wrong = wrongAsk(db, rule);
    if (wrong)
      throw wrong.title === null
        ? record.refuse('import.unknownTrack', 'asks', wrong.track)
        : record.refuse('import.cannotAsk', 'asks', wrong.title);
    const known = get(db, 'SELECT 1 FROM rule WHERE id = ?', id);
    const written = run(
      db,
      `INSERT INTO rule (id, title, title_en, body, position) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_en = excluded.title_en, body = excluded.body,
         position = excluded.position
       WHERE (title, title_en, body, position) IS NOT (excluded.title, excluded.title_en, excluded.body, excluded.position)`,
      id,
      title.normalize('NFC'),
      titleEn.normalize('NFC'),
      JSON.stringify(rule),
      i,
    );
    return changeOf(known, written);
  });
  return countChanges(changes);
}

/** The app's own decisions otherwise than a rule says, each with its reason, whose it is and when. */
export function importOwnOverrides(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  refuseTwice(
    keyed(cells, (record) => `${ownKey(record).id} · ${record.get('rule')}`),
    'import.idTwice',
  );
  const changes = cells.map((record): Change => {
    const { who, rule, met, reason, by, at } = ownOverrideRow(record);
    const id = requireOwn(db, record, who);
    if (!get(db, 'SELECT 1 FROM rule WHERE id = ?', rule)) throw record.refuse('import.unknownRule', 'rule');
    const known = get(db, 'SELECT 1 FROM rule_override WHERE rule_id = ? AND attendee_id = ?', rule, id);
    const written = run(
      db,
      `INSERT INTO rule_override (rule_id, attendee_id, met, reason, by_name, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (rule_id, attendee_id) DO UPDATE SET met = excluded.met, reason = excluded.reason, by_name = excluded.by_name,
         at = excluded.at
       WHERE (met, reason, by_name, at) IS NOT (excluded.met, excluded.reason, excluded.by_name, excluded.at)`,
      rule,
      id,
      met ? 1 : 0,
      reason.normalize('NFC'),
      by.normalize('NFC'),
      at,
    );
    return changeOf(known, written);
  });
  return countChanges(changes);
}
