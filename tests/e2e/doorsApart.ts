import { headsOf } from './journalsOf.ts';
import type { Wire } from './wire.ts';

interface Watched {
  readonly name: string;
  /** The door's own program file. */
  readonly file: string;
  readonly wire: Wire;
  /** Since when it runs (ms of the machine's clock); null: it does not. */
  readonly runningSince: () => number | null;
}

/** Who was apart when, and how soon each had what the others had when it was joined again. */
export interface DoorsApart {
  /** Something is about to come between these doors and their host. */
  readonly part: (...names: readonly string[]) => void;
  /** Whether a door could not hear from its host then, nor its host from it (ms of the machine's clock). */
  readonly wasApart: (name: string, at: number) => boolean;
  /** Who is apart now. */
  readonly apart: () => readonly string[];
  /** How long it took each time (ms) until door and host, joined again, each had what both had had. */
  readonly took: readonly number[];
  readonly stop: () => void;
}

const look = 200;
/** A verdict that a door was just giving when something came between (ms). */
const giving = 500;

type Heads = ReadonlyMap<string, number>;

/** Watches the files of the doors and of their host, which is open to them since `hostOpen`. */
export function watchDoors(
  doors: readonly Watched[],
  hostFile: string,
  hostOpen: () => number | null,
): DoorsApart {
  const begun = new Map<string, number>();
  const spells: { readonly name: string; readonly from: number; readonly until: number }[] = [];
  /** What both are to have, as of when they were joined again. */
  const targets = new Map<string, Heads>();
  const took: number[] = [];

  const lookAt = ({ name, file, wire, runningSince }: Watched) => {
    const from = begun.get(name);
    if (from === undefined) return;
    const since = latest([hostOpen(), wire.wholeSince(), runningSince()]);
    if (since === null) {
      targets.delete(name);
      return;
    }
    const [door, host] = [headsOf(file), headsOf(hostFile)];
    const target = targets.get(name) ?? furthest(door, host);
    targets.set(name, target);
    if (!reaches(door, target) || !reaches(host, target)) return;
    const until = Date.now();
    took.push(until - since);
    spells.push({ name, from, until });
    begun.delete(name);
    targets.delete(name);
  };
  const timer = setInterval(() => {
    for (const door of doors) lookAt(door);
  }, look);
  return {
    part(...names) {
      for (const name of names) {
        targets.delete(name);
        if (!begun.has(name)) begun.set(name, Date.now());
      }
    },
    wasApart(name, at) {
      const now = begun.get(name);
      if (now !== undefined && at >= now - giving) return true;
      return spells.some((spell) => spell.name === name && at >= spell.from - giving && at <= spell.until);
    },
    apart: () => [...begun.keys()],
    took,
    stop: () => clearInterval(timer),
  };
}

/** When nothing stood between door and host any more; null: something does. */
function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length < times.length ? null : Math.max(...known);
}

function furthest(one: Heads, other: Heads): Heads {
  const devices = new Set([...one.keys(), ...other.keys()]);
  return new Map(
    [...devices].map((device) => [device, Math.max(one.get(device) ?? 0, other.get(device) ?? 0)]),
  );
}

function reaches(heads: Heads, target: Heads): boolean {
  return [...target].every(([device, seq]) => (heads.get(device) ?? 0) >= seq);
}
