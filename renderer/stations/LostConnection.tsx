import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../ui/connection';
import classes from './LostConnection.module.css';

/** A browser lane that does not reach the host: it says so, large, and judges nothing. */
export function LostConnection() {
  const { t } = useTranslation();
  return (
    <main className={classes.page} role="alert" data-testid="connection-lost">
      <IconPlugConnectedX size={120} stroke={1.4} aria-hidden="true" />
      <h1 className={classes.title}>{t('stations.lost.title')}</h1>
      <p className={classes.hint}>{t('stations.lost.lane')}</p>
    </main>
  );
}

/** On a screen of the stage: its clocks go on, and it says that nothing new comes. */
export function LostBanner() {
  const { t } = useTranslation();
  if (useConnection() !== 'lost') return null;
  return (
    <div className={classes.banner} role="status" data-testid="connection-lost-banner">
      <IconPlugConnectedX size={20} aria-hidden="true" />
      {t('stations.lost.stage')}
    </div>
  );
}
