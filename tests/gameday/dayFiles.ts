import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plan } from './plan.ts';
import type { PlannedCue } from './showPlan.ts';

const minute = 60_000;
const seoul = 9 * 60 * minute;

/** A moment as the events' file has it. */
function moment(at: number): string {
  return `${new Date(at + seoul).toISOString().slice(0, 19)}+09:00`;
}

/** When each cue is planned to begin (UTC ms), the doors opening at `doorsAt`. */
export interface Schedule {
  readonly doorsAt: number;
  readonly starts: ReadonlyMap<string, number>;
}

const lengthOf = (cue: PlannedCue, plan: Plan) => (cue.kind === 'doors' ? plan.doorsMs : cue.length);

/** Lays the plan out from `doorsAt` on. A start that must hold is a whole minute, some seconds after what comes before it. */
export function scheduleOf(plan: Plan, doorsAt: number): Schedule {
  const starts = new Map<string, number>();
  let at = doorsAt;
  for (const cue of plan.cues) {
    if (cue.hard) at = Math.ceil((at + 8000) / minute) * minute;
    starts.set(cue.label, at);
    at += lengthOf(cue, plan);
  }
  return { doorsAt, starts };
}

/** Writes the day's events and rundown as an organizer's files; gives their paths. */
export function writeDayFiles(folder: string, plan: Plan, { doorsAt, starts }: Schedule): readonly string[] {
  const events = path.join(folder, 'cohort5-events.csv');
  writeFileSync(
    events,
    `code,kind,title,title_en,doors_at,starts_at,ends_at,venue,capacity,admission,entry
graduation,graduation,5기 졸업식,5th cohort graduation,${moment(doorsAt - minute)},${moment(doorsAt)},${moment(doorsAt + 60 * minute)},컨벤션 홀,${plan.capacity},everyone,leave and return
`,
  );
  const rundown = path.join(folder, 'cohort5-graduation-rundown.csv');
  const line = (cue: PlannedCue) => {
    const length = lengthOf(cue, plan);
    const shortest = cue.kind === 'doors' ? length : cue.shortest;
    const planned = cue.hard ? moment(starts.get(cue.label) ?? 0).slice(11, 16) : '';
    const minutes = (ms: number) => (ms / minute).toFixed(4);
    const who = cue.who.map(({ email }) => email).join(';');
    return [
      cue.label,
      cue.title,
      cue.titleEn,
      cue.kind,
      who,
      planned,
      minutes(length),
      minutes(shortest),
      cue.hard ? 'yes' : '',
      'yes',
      '',
    ].join(',');
  };
  writeFileSync(
    rundown,
    `cue,title,title_en,kind,people,planned_start,minutes,min_minutes,hard_start,skippable,notes
${plan.cues.map(line).join('\n')}
`,
  );
  return [events, rundown];
}
