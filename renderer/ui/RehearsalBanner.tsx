import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { useStations } from '../stations/useStations';
import { useProgram } from './program';
import classes from './RehearsalBanner.module.css';
import { useNow, useTimeFormat } from './time';

/** Over every window of a rehearsal: nobody takes it for the real day. `ending` puts the way out beside it. */
export function RehearsalBanner({ ending = true }: { readonly ending?: boolean }) {
  const { t } = useTranslation();
  const { clock } = useProgram();
  // A copy's clock is its host's.
  const copy = useStations()?.kind === 'station';
  const now = useNow();
  const { day, seconds } = useTimeFormat();
  if (clock.kind === 'live') return null;
  return (
    <div className={classes.banner} role="status" data-testid="rehearsal-banner">
      <strong>{t('rehearsal.banner')}</strong>
      <span>{t('rehearsal.clock', { day: day(now), time: seconds(now) })}</span>
      {ending && !copy && (
        <Button
          size="compact-md"
          variant="white"
          color="dark"
          onClick={() => void client.program.endRehearsal()}
          data-testid="end-rehearsal"
        >
          {t('rehearsal.end')}
        </Button>
      )}
    </div>
  );
}
