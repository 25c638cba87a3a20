import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import { client } from '../client';
import { useBilingual } from '../ui/i18n';
import { useChosenEvent, useEvents } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { go } from '../ui/route';
import { CueList } from './CueList';
import { NowNext } from './NowNext';
import { ShowKeys } from './ShowKeys';
import classes from './StagePage.module.css';
import { useShow } from './useShow';

function NoEvent() {
  const { t } = useTranslation();
  const text = useBilingual();
  const events = useEvents();
  const showRefusal = useShowRefusal();
  return (
    <div className={classes.empty}>
      <h1 className={classes.emptyTitle}>{t(events.length > 0 ? 'stage.choose' : 'stage.noEvents')}</h1>
      <p className={classes.emptyText}>{t(events.length > 0 ? 'stage.chooseHint' : 'stage.noEventsHint')}</p>
      {events.length === 0 ? (
        <Button onClick={() => go('people', 'import')}>{t('stage.import')}</Button>
      ) : (
        events.map((event) => (
          <Button
            key={event.id}
            variant="default"
            onClick={() => client.program.chooseEvent({ eventId: event.id }).catch(showRefusal)}
          >
            {text(event.title, event.titleEn)}
          </Button>
        ))
      )}
    </div>
  );
}

function NoRundown() {
  const { t } = useTranslation();
  return (
    <div className={classes.empty} data-testid="no-rundown">
      <h1 className={classes.emptyTitle}>{t('stage.noRundown')}</h1>
      <p className={classes.emptyText}>{t('stage.noRundownHint')}</p>
      <Button size="lg" onClick={() => go('people', 'import')}>
        {t('stage.import')}
      </Button>
    </div>
  );
}

function OpenStage({ event }: { readonly event: EventSummary }) {
  const show = useShow(event.id);
  if (!show) return null;
  if (show.rundown.cues.length === 0) return <NoRundown />;
  return (
    <div className={classes.stage}>
      <NowNext show={show} zone={event.zone} />
      <ShowKeys eventId={event.id} phase={show.timing.phase} commands={show.rundown.commands.length} />
      <CueList timing={show.timing} zone={event.zone} />
    </div>
  );
}

/** The show caller's view of the chosen event. */
export function StagePage() {
  const event = useChosenEvent();
  return event ? <OpenStage key={event.id} event={event} /> : <NoEvent />;
}
