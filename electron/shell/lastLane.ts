import { readFileSync } from 'node:fs';
import path from 'node:path';
import { settingsFile } from './settingsFile';

const day = 24 * 3_600_000;

/** What the settings say of it, as they stand: whatever a start shows first must not wait for more than that. */
function settingsAsTheyStand(): object {
  try {
    const read: unknown = JSON.parse(readFileSync(settingsFile(), 'utf8'));
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

/**
 * What a start shows first: the lane where that was the last thing shown here within a day, however the app ended, so that a door
 * that lost its power goes on without a click; otherwise Today. `asked`: the program that the start was asked for.
 */
export function firstRoute(asked: string | undefined, now: number): 'today' | 'door' {
  const settings = settingsAsTheyStand();
  const since: unknown = Reflect.get(settings, 'laneSince');
  const program: unknown = Reflect.get(settings, 'programFile');
  if (typeof since !== 'number' || since > now || now - since > day) return 'today';
  return asked === undefined || (typeof program === 'string' && path.resolve(program) === asked)
    ? 'door'
    : 'today';
}
