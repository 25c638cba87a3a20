import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import { useChosenEvent } from '../ui/program';
import { RehearsalBanner } from '../ui/RehearsalBanner';
import { useTimeFormat } from '../ui/time';
import { AgendaList } from './AgendaList';
import { AgendaNow } from './AgendaNow';
import classes from './AgendaWindow.module.css';
import { type Show, useShow } from './useShow';

function Heading({ event, show }: { readonly event: EventSummary; readonly show: Show | undefined }) {
  const { seconds } = useTimeFormat(event.zone);
  return (
    <header className={classes.heading}>
      <div>
        <p className={classes.event}>{event.title}</p>
        <p className={classes.eventEn}>{event.titleEn}</p>
      </div>
      <p className={classes.clock}>{show && seconds(show.now)}</p>
    </header>
  );
}

function OpenAgenda({ event }: { readonly event: EventSummary }) {
  const show = useShow(event.id);
  return (
    <>
      <Heading event={event} show={show} />
      {show && (
        <div className={classes.body}>
          <AgendaNow timing={show.timing} zone={event.zone} />
          <AgendaList timing={show.timing} zone={event.zone} />
        </div>
      )}
    </>
  );
}

/** The second screen, for guests: now, next, the clock and today's agenda, in both languages; always dark. */
export function AgendaWindow() {
  const { t } = useTranslation();
  const event = useChosenEvent();
  return (
    <div className={classes.window} data-testid="agenda-window">
      <RehearsalBanner ending={false} />
      {event ? (
        <OpenAgenda key={event.id} event={event} />
      ) : (
        <p className={classes.none}>{t('agenda.noEvent')}</p>
      )}
    </div>
  );
}
