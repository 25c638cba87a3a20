import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow, useTimeFormat } from '../ui/time';
import { isLongApart } from './longApart';
import classes from './OwnCopy.module.css';
import { useStations } from './useStations';

/** Apart from the host: as of when this machine's copy is, and when the other doors were last heard of. */
function useOwnCopy(): { readonly words: string; readonly long: boolean } | undefined {
  const { t } = useTranslation();
  const state = useStations();
  const { time } = useTimeFormat();
  useNow(); // the time that has passed counts
  if (state?.kind !== 'station' || state.state === 'together') return undefined;
  const doors = state.doors
    .filter(({ name }) => name !== state.name)
    .map(({ name, heardAt }) => t('stations.own.door', { name, time: time(heardAt) }));
  const long = isLongApart(state, Date.now());
  const from =
    state.copyAt === null ? t('stations.own.never') : t('stations.own.from', { time: time(state.copyAt) });
  const why = state.state === 'apart' ? '' : ` — ${t(`stations.link.${state.state}`)}`;
  const parts = [...(long ? [t('stations.own.long')] : []), from, ...doors];
  return { words: `${parts.join(' · ')}${why}`, long };
}

/** In a lane or a kiosk that judges by its own copy. */
export function OwnCopy() {
  const own = useOwnCopy();
  if (!own) return null;
  const Icon = own.long ? IconAlertTriangle : IconCloudOff;
  return (
    <div className={classes.line} data-long={own.long || undefined} role="status" data-testid="own-copy">
      <Icon size={22} aria-hidden="true" />
      <span>{own.words}</span>
    </div>
  );
}

/** The same below a verdict that is shown over another job. */
export function OwnCopyNote() {
  const own = useOwnCopy();
  if (!own) return null;
  return (
    <p className={classes.note} data-long={own.long || undefined} data-testid="own-copy-note">
      {own.words}
    </p>
  );
}
