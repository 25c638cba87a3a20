import type { CueId } from '../contract/ids';
import { endedCues, type Plan, type PlannedCue, passedCues } from './rundownEdit';
import type { GivenCommand } from './show';

/** A cue of a file: only what its columns bring, label and title at least. */
export type IncomingCue = Partial<Omit<PlannedCue, 'id'>> &
  Pick<PlannedCue, 'label' | 'title' | 'kind' | 'durationMs'>;

const empty: Omit<PlannedCue, 'id' | 'label' | 'title' | 'kind' | 'durationMs'> = {
  titleEn: '',
  plannedStart: null,
  minDurationMs: 0,
  hardStart: false,
  skippable: false,
  room: '',
  part: '',
  notes: '',
  script: '',
  materials: '',
  colour: '',
  warnMs: null,
  dangerMs: null,
  people: [],
};

/**
 * The plan after a file is merged in. A cue of the file is the plan's cue of the same title (and, where several have it, the
 * same number), else of the same number where that is one cue's alone; it keeps its id, and with it all that the show knows of it, and what the file has
 * no column for. The file's order holds, and what it does not have goes; but cues that have begun or were passed over stay, in
 * their order and room, before the rest, and those that have ended keep their planned times.
 */
export function mergePlan(
  plan: Plan,
  rows: readonly IncomingCue[],
  commands: readonly GivenCommand[],
  newId: () => CueId,
): Plan {
  const passed = passedCues(plan, commands);
  const ended = endedCues(plan, commands);
  const matches = match(plan, rows);
  const merged = rows.map((row, index): PlannedCue => {
    const old = matches.get(index);
    if (!old) return { ...empty, ...row, minDurationMs: row.minDurationMs ?? row.durationMs, id: newId() };
    const next: PlannedCue = { ...old, ...row };
    const kept: Partial<PlannedCue> = passed.has(old.id) ? { room: old.room } : {};
    if (!ended.has(old.id)) return fitting({ ...next, ...kept });
    const { kind, plannedStart, durationMs, minDurationMs, hardStart, skippable } = old;
    return { ...next, ...kept, kind, plannedStart, durationMs, minDurationMs, hardStart, skippable };
  });
  const byId = new Map(merged.map((cue) => [cue.id, cue]));
  const stays = plan.filter(({ id }) => passed.has(id)).map((cue) => byId.get(cue.id) ?? cue);
  return [...stays, ...merged.filter(({ id }) => !passed.has(id))];
}

/** A file without the columns of the shortest length or of the start may not bring what contradicts those of the plan. */
function fitting(cue: PlannedCue): PlannedCue {
  return {
    ...cue,
    minDurationMs: Math.min(cue.minDurationMs, cue.durationMs),
    hardStart: cue.hardStart && cue.plannedStart !== null,
  };
}

function match(plan: Plan, rows: readonly IncomingCue[]): ReadonlyMap<number, PlannedCue> {
  const found = new Map<number, PlannedCue>();
  const taken = new Set<string>();
  const take = (fits: (cue: PlannedCue, row: IncomingCue) => boolean) => {
    for (const [index, row] of rows.entries()) {
      if (found.has(index)) continue;
      const cue = plan.find((each) => !taken.has(each.id) && fits(each, row));
      if (!cue) continue;
      found.set(index, cue);
      taken.add(cue.id);
    }
  };
  const key = (title: string) => title.normalize('NFC').replace(/\s+/gu, ' ').trim();
  take((cue, row) => cue.label === row.label && key(cue.title) === key(row.title));
  take((cue, row) => key(cue.title) === key(row.title));
  const once = (labels: readonly string[], label: string) =>
    labels.indexOf(label) === labels.lastIndexOf(label);
  const [planned, incoming] = [plan.map(({ label }) => label), rows.map(({ label }) => label)];
  take((cue, row) => cue.label === row.label && once(planned, row.label) && once(incoming, row.label));
  return found;
}
