import type { AttendeeId } from '../../shared/contract/ids';
import { askable } from '../../shared/domain/askable';
import { Rule } from '../../shared/domain/eligibility';
import { Refusal } from '../../shared/domain/refusal';
import type { Track } from '../../shared/domain/tracks';
import { all, get, type ReadDb, remember, run, runOne, transaction, type WriteDb } from './db';

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
  return remember(db, 'rules', () =>
    all<{ id: string; title: string; titleEn: string; body: string }>(
      db,
      'SELECT id, title, title_en AS titleEn, body FROM rule ORDER BY position, id',
    ).map(({ body, ...names }) => ({ ...names, rule: Rule.parse(JSON.parse(body)) })),
  );
}

/**
 * What of a rule nobody could ever meet: of which track something is asked that the program does not have (`title` is null), or that
 * tracks of its kind never give. Undefined where there is no such thing.
 */
export function wrongAsk(
  db: ReadDb,
  { of }: Rule,
): { readonly track: string; readonly title: string | null } | undefined {
  for (const { track, kind } of of) {
    const asked = get<{ kind: Track['kind']; title: string }>(
      db,
      'SELECT kind, title FROM track WHERE id = ?',
      track,
    );
    if (!asked) return { track, title: null };
    if (!askable[asked.kind].includes(kind)) return { track, title: asked.title };
  }
  return undefined;
}

/**
 * Adds an honour or changes a rule. A Refusal where it asks for a track that the program does not have, or for something
 * that tracks of its kind never give: nobody could meet that.
 */
export function putRule(db: WriteDb, { id, title, titleEn, rule }: NamedRule): void {
  transaction(db, () => {
    const wrong = wrongAsk(db, rule);
    if (wrong)
      throw wrong.title === null
        ? new Refusal('track.unknown')
        : new Refusal('rule.cannotAsk', { track: wrong.title });
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
