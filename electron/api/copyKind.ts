import { z } from 'zod';
import type { CopyKind } from '../../shared/domain/copyAccess';
import type { ReadDb } from '../store/db';
import { getMeta } from '../store/meta';

/** The part that the program has in its hub (electron/hub/record.ts). */
const InHub = z.object({ role: z.enum(['main', 'branch']) });

/** What the open program is a copy of; undefined where it is nobody's. */
export function copyKind(db: ReadDb): CopyKind | undefined {
  if (getMeta(db, 'station.host') !== undefined) return 'station';
  const hub = getMeta(db, 'hub');
  return hub !== undefined && InHub.parse(JSON.parse(hub)).role === 'branch' ? 'branch' : undefined;
}
