import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccess } from '../ui/access';
import { useChosenEvent } from '../ui/program';
import { go } from '../ui/route';
import { Conflicts } from './Conflicts';
import { HubCard } from './HubCard';
import { JoinCard } from './JoinCard';
import { JournalByHand } from './JournalByHand';
import { LinkCard } from './LinkCard';
import { NetworkCard } from './NetworkCard';
import { PairCard } from './PairCard';
import { StationList } from './StationList';
import classes from './StationsPage.module.css';
import { useStations } from './useStations';

/** Other machines at the same event: those that come in here, or the host that this one belongs to. */
export function StationsPage() {
  const { t } = useTranslation();
  const state = useStations();
  const event = useChosenEvent();
  const { role } = useAccess();
  if (!state) return null;
  return (
    <div className={classes.page} data-testid="stations-page">
      <div>
        <Button
          variant="subtle"
          leftSection={<IconArrowLeft size={20} aria-hidden="true" />}
          className={classes.back ?? ''}
          onClick={() => go('program')}
        >
          {t('program.title')}
        </Button>
        <h1 className={classes.title}>{t('stations.title')}</h1>
      </div>
      {state.kind === 'station' ? (
        <LinkCard link={state} />
      ) : (
        <>
          <NetworkCard state={state} />
          {state.open && <PairCard code={state.code} />}
          {(state.open || state.stations.length > 0) && <StationList stations={state.stations} />}
        </>
      )}
      {event && <Conflicts event={event} />}
      {role === 'organizer' && <HubCard />}
      <div className={classes.cards}>
        <JournalByHand />
        {state.kind === 'host' && !state.open && <JoinCard />}
      </div>
    </div>
  );
}
