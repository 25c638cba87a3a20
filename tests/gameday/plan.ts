import { randomFrom } from '../random.ts';
import { type Dice, diceFrom } from '../store/fuzz/inputs.ts';
import { type FaultPlan, planFaults } from './faultPlan.ts';
import type { Person } from './people.ts';
import { type PlannedCue, planShow } from './showPlan.ts';

/** How somebody comes to the door. */
export type Brings = 'badge' | 'nothing' | 'forged' | 'foreign' | 'walkIn';
export type Lane = 'keyboard' | 'camera' | 'desk';

export interface Visitor {
  readonly name: string;
  /** Undefined: in no list. */
  readonly person: Person | undefined;
  readonly brings: Brings;
  /** What their badge says; '' where they have none. */
  readonly code: string;
  /** Have been here before. */
  readonly again: boolean;
  readonly lane: Lane;
  /** From the opening of the doors (ms of the run). */
  readonly at: number;
}

/** The day as the seed has it. All times are ms of the run, from the opening of the doors. */
export interface Plan {
  readonly seed: number;
  /** How many the room holds: a few fewer than come. */
  readonly capacity: number;
  /** When the opening video begins. */
  readonly doorsMs: number;
  readonly visitors: readonly Visitor[];
  readonly cues: readonly PlannedCue[];
  readonly absent: Person;
  readonly faults: FaultPlan;
}

/** Share of those who come until a share of the hour before the start: 65 % in 30 minutes of it. */
const curve: readonly (readonly [come: number, hour: number])[] = [
  [0, 0],
  [0.1, 0.25],
  [0.75, 0.75],
  [0.9, 1],
  [1, 1.45],
];

function arrivalAt(come: number): number {
  for (const [i, [until, hour]] of curve.entries()) {
    const before = curve[i - 1];
    if (!before || come > until) continue;
    const [from, start] = before;
    return start + ((come - from) / (until - from)) * (hour - start);
  }
  return 1;
}

const walkIns = [
  '나그네',
  '한들',
  '보람',
  'Ada Byron',
  '류하늘',
  '남궁별',
  '제갈솔',
  '이음',
  '선우빛',
  'Zoë Ng',
];
/** A quarter of an hour after the doors open the people of the stage are there. */
const castBy = 0.2;

function other<T>(dice: Dice, from: readonly T[], count: number, without: ReadonlySet<T>): ReadonlySet<T> {
  const chosen = new Set<T>();
  while (chosen.size < count) {
    const one = dice.one(from);
    if (!without.has(one)) chosen.add(one);
  }
  return chosen;
}

function forged(code: string): string {
  return code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
}

/**
 * The whole day out of a seed; the same people and seed give the same day. `doorsMs`: how long the doors are open before the start;
 * `most`: of the participants only so many come.
 */
export function planDay(seed: number, people: readonly Person[], doorsMs: number, most: number): Plan {
  const random = randomFrom(seed);
  const dice = diceFrom(seed ^ 0x5eed);
  const participants = people.filter(({ role }) => role === 'participant').slice(0, most);
  const cast = people.filter(({ role }) => role !== 'participant');
  const share = (of: number) => Math.round(participants.length * of);
  const { cues, absent } = planShow(dice, people);
  const onStage = new Set(cues.flatMap(({ who }) => who));
  const forgot = other(dice, participants, share(0.05), onStage);
  const strange = other(dice, participants, share(0.01), new Set([...forgot, ...onStage]));
  const twice = other(dice, participants, share(0.03), new Set([...forgot, ...strange, absent]));
  const laneOf = (brings: Brings): Lane =>
    brings === 'nothing' || brings === 'walkIn' ? 'desk' : random() < 0.45 ? 'camera' : 'keyboard';
  const visitor = (person: Person, brings: Brings, hour: number, again = false): Visitor => {
    const code =
      brings === 'forged'
        ? forged(person.code)
        : brings === 'foreign'
          ? `ZZZZ${person.code.slice(4)}`
          : person.code;
    return {
      name: person.name,
      person,
      brings,
      code: brings === 'nothing' ? '' : code,
      again,
      lane: laneOf(brings),
      at: Math.round(hour * doorsMs),
    };
  };
  const visitors: Visitor[] = [];
  for (const person of new Set([...participants, ...cast, ...onStage])) {
    if (person === absent) continue;
    const early = onStage.has(person) || person.role !== 'participant';
    const hour = early ? random() * castBy : arrivalAt(random());
    const brings = forgot.has(person)
      ? 'nothing'
      : strange.has(person)
        ? random() < 0.5
          ? 'forged'
          : 'foreign'
        : 'badge';
    visitors.push(visitor(person, brings, hour));
    if (twice.has(person)) visitors.push(visitor(person, 'badge', hour + 0.1 + random() * 0.3, true));
  }
  for (const name of walkIns) {
    const at = Math.round(arrivalAt(random()) * doorsMs);
    visitors.push({ name, person: undefined, brings: 'walkIn', code: '', again: false, lane: 'desk', at });
  }
  visitors.sort((a, b) => a.at - b.at);
  const come = new Set(
    visitors
      .filter(({ brings }) => brings !== 'forged' && brings !== 'foreign')
      .map(({ name, person }) => person ?? name),
  ).size;
  return {
    seed,
    capacity: come - dice.upTo(8),
    doorsMs,
    visitors,
    cues,
    absent,
    faults: planFaults(dice, doorsMs),
  };
}
