import { z } from 'zod';
import { RefusalData } from '../../shared/contract/base';
import type { Scan } from '../../shared/contract/checkin';
import { Refusal } from '../../shared/domain/refusal';
import type { Verdict } from '../../shared/domain/verdict';
import type { StationLink } from '../api/network';
import type { Client } from './dial';

/** How long a door waits for the host's word before it says 'admitted' (ms). */
const word = 150;

/** What comes back where the host refused a call. */
export const RefusedByHost = z.object({ code: z.literal('REFUSED'), data: RefusalData });

/** What the host says against letting somebody in. */
export async function askHost(client: Client | undefined, scan: Scan): Promise<Verdict | null | 'unheard'> {
  if (!client) return 'unheard';
  return inTime(client.stations.check(scan).catch(() => 'unheard' as const));
}

/** What it says against taking in a guest. */
export async function askOfWalkIn(
  client: Client | undefined,
  { eventId, name, phone }: Parameters<StationLink['askWalkIn']>[0],
): Promise<'heard' | 'unheard'> {
  if (!client) return 'unheard';
  const answer = await inTime(
    client.stations.checkWalkIn({ eventId, name, phone }).then(
      () => 'heard' as const,
      (error: unknown) => RefusedByHost.safeParse(error).data?.data ?? ('unheard' as const),
    ),
  );
  if (typeof answer === 'string') return answer;
  if (answer.reason !== 'walkIn.full' && answer.reason !== 'walkIn.listed') return 'unheard';
  throw new Refusal(answer.reason, answer.params);
}

/** An answer, or that it did not come in time. A call that is not waited for any more is not called off: it harms nobody. */
async function inTime<T>(answer: Promise<T>): Promise<T | 'unheard'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unheard'>((resolve) => {
    timer = setTimeout(() => resolve('unheard'), word);
  });
  const first = await Promise.race([answer, late]);
  clearTimeout(timer);
  return first;
}
