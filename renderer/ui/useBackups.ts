import { useQuery } from '@tanstack/react-query';
import type { BackupState } from '../../shared/contract/backups';
import { isStale } from '../../shared/domain/backupThinning';
import { orpc } from '../client';
import { useEvents } from './program';
import { machineNow } from './steadyClock';
import { useNow } from './time';

/** How safe the program is, from best to worst. */
export type BackupLevel = 'rehearsal' | 'fresh' | 'failing' | 'old' | 'noPlace';

export interface BackupHealth {
  readonly state: BackupState;
  readonly level: BackupLevel;
  /** An event is on and the last good backup is too old: every screen says so. */
  readonly alarming: boolean;
}

/** The state of backups as of now; undefined until the first answer. */
export function useBackups(): BackupHealth | undefined {
  const { data: state } = useQuery(orpc.backups.state.experimental_liveOptions());
  const now = useNow(5000);
  const on = useEvents().some(
    ({ doorsAt, startsAt, endsAt }) => (doorsAt ?? startsAt) <= now && now <= endsAt,
  );
  if (!state) return undefined;
  const level = levelOf(state);
  return { state, level, alarming: on && (level === 'old' || level === 'noPlace') };
}

function levelOf({ rehearsal, places, last }: BackupState): BackupLevel {
  if (rehearsal) return 'rehearsal';
  const chosen = places.filter(({ folder }) => folder !== null);
  if (chosen.length === 0) return 'noPlace';
  if (isStale(last, machineNow())) return 'old';
  return chosen.some(({ problem }) => problem !== null) ? 'failing' : 'fresh';
}
