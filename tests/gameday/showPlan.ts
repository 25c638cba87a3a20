import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleFolder } from '../e2e/desk.ts';
import type { Dice } from '../store/fuzz/inputs.ts';
import type { Person } from './people.ts';

/** A cue as it is planned, and what becomes of it. */
export interface PlannedCue {
  readonly label: string;
  readonly title: string;
  readonly titleEn: string;
  readonly kind: string;
  readonly who: readonly Person[];
  /** ms of the run. */
  readonly length: number;
  readonly shortest: number;
  readonly hard: boolean;
  /** By how much it takes longer than planned. */
  readonly over: number;
  /** The caller puts it after the cue that follows it. */
  readonly moved: boolean;
  /** The caller leaves it out: its speaker is not here. */
  readonly skipped: boolean;
}

/** So many ms of the run are a minute of the show. */
const minute = 600;
/** A caller needs so long (ms) for one cue after another. */
const least = 4000;

const columns = ['cue', 'title', 'title_en', 'kind', 'people', 'planned_start', 'minutes', 'min_minutes'];

/** The sample's rundown, its minutes made short; who runs over, who is absent and what is put elsewhere is the seed's. */
export function planShow(
  dice: Dice,
  people: readonly Person[],
): { readonly cues: readonly PlannedCue[]; readonly absent: Person } {
  const lines = readFileSync(path.join(sampleFolder, 'cohort5-graduation-rundown.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
  const speakers = lines.filter(([, , , kind]) => kind === 'talk');
  const [absentLabel = '', , , , absentEmail = ''] = dice.one(speakers);
  const over = new Set([dice.one(lines.slice(2, 6))[0], dice.one(speakers)[0]]);
  // Two talks of graduates, one after the other: neither hard, neither the absent one's.
  const movable = ['10', '11'].filter(
    (label) => label !== absentLabel && String(Number(label) + 1) !== absentLabel,
  );
  const moved = movable.length > 0 ? dice.one(movable) : '4';
  const cues = lines.map((cells): PlannedCue => {
    const [label = '', title = '', titleEn = '', kind = '', email = ''] = cells;
    const long = (name: string) => Math.max(least, Number(cells[columns.indexOf(name)]) * minute);
    const length = kind === 'networking' ? 8000 : long('minutes');
    return {
      label,
      title,
      titleEn,
      kind,
      who: people.filter((person) => person.email === email),
      length,
      shortest: Math.min(length, long('min_minutes')),
      hard: kind === 'conferral',
      over: over.has(label) ? Math.round(length * (0.3 + dice.upTo(40) / 100)) : 0,
      moved: label === moved,
      skipped: label === absentLabel,
    };
  });
  const absent = people.find(({ email }) => email === absentEmail);
  if (!absent) throw new Error(`nobody has the address ${absentEmail}`);
  return { cues, absent };
}
