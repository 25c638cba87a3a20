import type { AttendeeId } from '../../shared/contract/ids';
import { type FileLanguage, ownWord } from '../../shared/domain/ownFiles';
import { all, type ReadDb } from './db';
import { listRules } from './rules';
import { listTracks } from './tracks';

type Cells = readonly (readonly string[])[];

export function trackRows(db: ReadDb): Cells {
  return listTracks(db).map(({ id, kind, title, titleEn, config }) => [
    id,
    title,
    titleEn,
    kind,
    JSON.stringify(config),
  ]);
}

export function ruleRows(db: ReadDb): Cells {
  return listRules(db).map(({ id, title, titleEn, rule }) => [id, title, titleEn, JSON.stringify(rule)]);
}

/** What was decided for these people otherwise than a rule says. */
export function overrideRows(db: ReadDb, people: readonly AttendeeId[], language: FileLanguage): Cells {
  const rows = all<
    Record<'id' | 'name' | 'rule' | 'title' | 'reason' | 'by', string> & {
      readonly email: string | null;
      readonly met: 0 | 1;
      readonly at: number;
    }
  >(
    db,
    `SELECT a.id, a.name, a.email, r.id AS rule, r.title, o.met, o.reason, o.by_name AS by, o.at
     FROM (SELECT key AS nth, value AS id FROM json_each(?)) p JOIN attendee a ON a.id = p.id
     JOIN rule_override o ON o.attendee_id = a.id JOIN rule r ON r.id = o.rule_id ORDER BY p.nth, r.position, r.id`,
    JSON.stringify(people),
  );
  return rows.map((row) => [
    row.name,
    row.email ?? '',
    row.rule,
    row.title,
    ownWord(row.met === 1 ? 'yes' : 'no', language),
    row.reason,
    row.by,
    new Date(row.at).toISOString(),
    row.id,
  ]);
}
