import { dayIn } from '../../shared/domain/zonedTime';
import { get } from './db';
import { getMeta } from './meta';
import type { Program } from './program';

/**
 * The day by which the program is to be finished, and whether it has come, by the clock and the zone of the program's last event.
 * It only reminds: nothing is removed by it.
 */
export function finishPlan({ db, now }: Pick<Program, 'db' | 'now'>): {
  readonly by: string | null;
  readonly due: boolean;
} {
  const by = getMeta(db, 'finish.by') ?? null;
  const zone =
    get<{ zone: string }>(db, 'SELECT zone FROM event ORDER BY ends_at DESC LIMIT 1')?.zone ?? 'Asia/Seoul';
  return { by, due: by !== null && dayIn(zone)(now()) >= by };
}
