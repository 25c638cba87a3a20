import type { Rundown, RundownUpdate } from '../contract/rundown';

/** How many commands at the beginning of two logs are the same. */
function sameCommands(before: Rundown['commands'], after: Rundown['commands']): number {
  const most = Math.min(before.length, after.length);
  for (let i = 0; i < most; i++) {
    const [a, b] = [before[i], after[i]];
    if (a?.at !== b?.at || JSON.stringify(a?.command) !== JSON.stringify(b?.command)) return i;
  }
  return most;
}

/**
 * What a window that has `before` must be told so that it has `after`: where nothing but commands were given or taken back
 * (the plan, messages and notices are the very same objects), those alone.
 */
export function updateSince(before: Rundown | undefined, after: Rundown): RundownUpdate {
  const only =
    before &&
    before.cues === after.cues &&
    before.messages === after.messages &&
    before.notices === after.notices &&
    before.startsAt === after.startsAt;
  if (!only) return { kind: 'whole', rundown: after };
  const kept = sameCommands(before.commands, after.commands);
  return {
    kind: 'commands',
    version: after.version,
    kept,
    added: after.commands.slice(kept),
    undone: after.undone,
  };
}

/** The rundown after an update; undefined where the update goes on from one that is not there. */
export function updated(before: Rundown | undefined, update: RundownUpdate): Rundown | undefined {
  if (update.kind === 'whole') return update.rundown;
  if (!before) return undefined;
  const { version, kept, added, undone } = update;
  return { ...before, version, commands: [...before.commands.slice(0, kept), ...added], undone };
}
