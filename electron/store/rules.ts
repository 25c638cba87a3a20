import type { AttendeeId } from '../../shared/contract/ids';
import { Rule } from '../../shared/domain/eligibility';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';

/** The rule of this id says who completes; the others are honours. */
export const completionRule = 'completion';

export interface NamedRule {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  readonly rule: Rule;
}

/** Somebody decided otherwise than the rule says. */
export interface Override {
  readonly met: boolean;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

/** Every rule: who completes, then the honours in their order. */
export function listRules(db: ReadDb): readonly NamedRule[] {
  return all<{ id: string; title: string; titleEn: string; body: string }>(
    db,
    'SELECT id, title, title_en AS titleEn, body FROM rule ORDER BY position, id',
  ).map(({ body, ...names }) => ({ ...names, rule: Rule.parse(JSON.parse(body)) }));
}

/** Adds an honour or changes a rule. A Refusal where it asks for a track that the program does not have. */
export function putRule(db: WriteDb, { id, title, titleEn, rule }: NamedRule): void {
  transaction(db, () => {
    for (const { track } of rule.of) {
      if (!get(db, 'SELECT 1 FROM track WHERE id = ?', track)) throw new Refusal('track.unknown');
    }
    runOne(
      db,
      `INSERT INTO rule (id, title, title_en, body, position) VALUES (?, ?, ?, ?, (SELECT max(position) + 1 FROM rule))
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_en = excluded.title_en, body = excluded.body`,
      id,
      title.normalize('NFC'),
      titleEn.normalize('NFC'),
      JSON.stringify(rule),
    );
  });
}

/** Takes an honour away. The rule that says who completes is none, and stays. */
export function removeRule(db: WriteDb, id: string): void {
  if (id === completionRule) throw new Refusal('rule.unknown');
  run(db, 'DELETE FROM rule WHERE id = ?', id);
}

/** The overrides of a rule, by attendee. */
export function overridesOf(db: ReadDb, ruleId: string): ReadonlyMap<AttendeeId, Override> {
  const rows = all<Omit<Override, 'met'> & { id: AttendeeId; met: 0 | 1 }>(
    db,
    'SELECT attendee_id AS id, met, reason, by_name AS by, at FROM rule_override WHERE rule_id = ?',
    ruleId,
  );
  return new Map(rows.map(({ id, met, ...rest }) => [id, { ...rest, met: met === 1 }]));
}

/** Decides for one person otherwise than the rule; null takes an earlier decision back. */
export function setOverride(
  db: WriteDb,
  ruleId: string,
  attendeeId: AttendeeId,
  decided: Override | null,
): void {
  transaction(db, () => {
    if (!get(db, 'SELECT 1 FROM rule WHERE id = ?', ruleId)) throw new Refusal('rule.unknown');
    if (!get(db, 'SELECT 1 FROM attendee WHERE id = ?', attendeeId)) throw new Refusal('attendee.unknown');
    run(db, 'DELETE FROM rule_override WHERE rule_id = ? AND attendee_id = ?', ruleId, attendeeId);
    if (!decided) return;
    runOne(
      db,
      'INSERT INTO rule_override (rule_id, attendee_id, met, reason, by_name, at) VALUES (?, ?, ?, ?, ?, ?)',
      ruleId,
      attendeeId,
      decided.met ? 1 : 0,
      decided.reason.normalize('NFC'),
      decided.by.normalize('NFC'),
      decided.at,
    );
  });
}
