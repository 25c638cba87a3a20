import { IconBroadcast } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isStation } from '../client';
import { useAccess } from '../ui/access';
import classes from './NetworkLight.module.css';
import { useStations } from './useStations';

/** Where nobody may see who is joined: on the lock and at the kiosk. */
export function NetworkIsOpen() {
  const { t } = useTranslation();
  if (!useAccess().openToNetwork || isStation) return null;
  return (
    <span className={classes.light} role="status" data-testid="network-light">
      <IconBroadcast size={18} aria-hidden="true" />
      {t('stations.lightAlone')}
    </span>
  );
}

/** On every window while the app is open to the network: nobody forgets it. */
export function NetworkLight() {
  const { t } = useTranslation();
  const state = useStations();
  if (state?.kind !== 'host' || !state.open) return null;
  const connected = state.stations.filter((station) => station.connected).length;
  return (
    <span className={classes.light} role="status" data-testid="network-light">
      <IconBroadcast size={18} aria-hidden="true" />
      {t('stations.light', { count: connected })}
    </span>
  );
}
