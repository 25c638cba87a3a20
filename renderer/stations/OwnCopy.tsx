import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow, useTimeFormat } from '../ui/time';
import classes from './OwnCopy.module.css';
import { useStations } from './useStations';

const longApart = 300_000;

/** In a lane that judges by its own copy, apart from its host: as of when, and when the other doors were last heard of. */
export function OwnCopy() {
  const { t } = useTranslation();
  const state = useStations();
  const { time } = useTimeFormat();
  useNow(); // the time that has passed counts
  if (state?.kind !== 'station' || state.state === 'together') return null;
  const doors = state.doors
    .filter(({ name }) => name !== state.name)
    .map(({ name, heardAt }) => t('stations.own.door', { name, time: time(heardAt) }));
  const from =
    state.copyAt === null ? t('stations.own.never') : t('stations.own.from', { time: time(state.copyAt) });
  return (
    <div
      className={classes.line}
      data-long={Date.now() - state.since > longApart || undefined}
      role="status"
      data-testid="own-copy"
    >
      <IconCloudOff size={22} aria-hidden="true" />
      <span>
        {[from, ...doors].join(' · ')}
        {state.state !== 'apart' && ` — ${t(`stations.link.${state.state}`)}`}
      </span>
    </div>
  );
}
