import { Rule } from './eligibility';
import { type Cells, choice, requireText, yes } from './importCells';
import { type OwnKey, ownKey } from './importOwn';
import { Track } from './tracks';

/** What a cell of JSON holds; undefined where it is none. */
function json(cells: Cells, field: string): unknown {
  try {
    return JSON.parse(cells.get(field));
  } catch {
    return undefined;
  }
}

/** One line of the app's own tracks: what the program has people do. */
export function ownTrackRow(cells: Cells): Track {
  const kinds = {
    course: 'course',
    competition: 'competition',
    project: 'project',
    attendance: 'attendance',
  };
  const track = Track.safeParse({
    id: requireText(cells, 'track'),
    title: requireText(cells, 'trackTitle'),
    titleEn: cells.get('trackTitleEn'),
    kind: choice(cells, 'kind', kinds),
    config: json(cells, 'config'),
  });
  if (!track.success) throw cells.refuse('import.badChoice', 'config');
  return track.data;
}

/** One line of the app's own rules: who completes, or has an honour. */
export function ownRuleRow(cells: Cells): {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  readonly rule: Rule;
} {
  const rule = Rule.safeParse(json(cells, 'asks'));
  if (!rule.success) throw cells.refuse('import.badChoice', 'asks');
  return {
    id: requireText(cells, 'rule'),
    title: requireText(cells, 'ruleTitle'),
    titleEn: cells.get('ruleTitleEn'),
    rule: rule.data,
  };
}

/** One line of the app's own decisions otherwise than a rule says. */
export function ownOverrideRow(cells: Cells): {
  readonly who: OwnKey;
  readonly rule: string;
  readonly met: boolean;
  readonly reason: string;
  readonly by: string;
  /** UTC ms. */
  readonly at: number;
} {
  const typed = cells.get('at');
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(typed) ? Date.parse(typed) : Number.NaN;
  if (Number.isNaN(at)) throw cells.refuse('import.badTime', 'at');
  return {
    who: ownKey(cells),
    rule: requireText(cells, 'rule'),
    met: yes(cells, 'met'),
    reason: requireText(cells, 'reason'),
    by: requireText(cells, 'by'),
    at,
  };
}
