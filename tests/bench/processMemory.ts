import { readdirSync, readFileSync } from 'node:fs';

/** Every process with its parent. */
function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [, parent] = /\) \S (\d+)/.exec(readOf(name, 'stat')) ?? [];
    if (parent) found.set(Number(name), Number(parent));
  }
  return found;
}

/** What /proc has of a process; empty once it is gone. */
function readOf(pid: string, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * MB that a process and all under it hold in memory: pages of their own, and what they share with each other once a process.
 * Pages of files (the engine's own code, which any number of processes share) are left out: they would only make the reference
 * larger.
 */
export function memoryOf(pid: number): number {
  const all = parents();
  const isOurs = (id: number): boolean => {
    for (let at: number | undefined = id; at !== undefined && at > 1; at = all.get(at))
      if (at === pid) return true;
    return false;
  };
  let kB = 0;
  for (const id of all.keys()) {
    if (!isOurs(id)) continue;
    for (const [, held] of readOf(String(id), 'status').matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB/gm))
      kB += Number(held);
  }
  return kB / 1024;
}
