import { client } from '../client';

/**
 * This machine's time (UTC ms) as the main process counts it, so that every window shows the same and a clock that is set
 * moves nothing: what was asked once, and this page's own monotonic clock since.
 */
let offset = Date.now() - performance.now();

export function machineNow(): number {
  return offset + performance.now();
}

const asks = 5;

/** Asks for the time anew; of several answers the quickest is the most exact. */
export async function syncClock(): Promise<void> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < asks; i++) {
    const sent = performance.now();
    const time = await client.program.time();
    const received = performance.now();
    if (received - sent >= best) continue;
    best = received - sent;
    offset = time - (sent + received) / 2;
  }
}
