import { IconKeyboard, IconQrcode } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import { entryWindow } from '../../shared/domain/admission';
import { useNow, useTimeFormat } from '../ui/time';
import { ScanLine } from './ScanToast';
import type { Shown } from './scanner';
import classes from './WaitingView.module.css';

/** Between two people: ready for the next one, with the last answer small and the door's hours where they matter now. */
export function WaitingView({
  event,
  last,
}: {
  readonly event: EventSummary;
  readonly last: Shown | undefined;
}) {
  const { t } = useTranslation();
  const { time, shortDay } = useTimeFormat(event.zone);
  const now = useNow();
  const { opensAt, closesAt } = entryWindow(event);
  const when = (at: number) => (shortDay(at) === shortDay(now) ? time(at) : `${shortDay(at)} ${time(at)}`);
  return (
    <section className={classes.waiting} data-testid="waiting">
      <IconQrcode className={classes.icon ?? ''} stroke={1.2} aria-hidden="true" />
      <h1 className={classes.title}>{t('door.ready')}</h1>
      <p className={classes.hint}>
        <IconKeyboard size={26} stroke={1.6} aria-hidden="true" />
        {t('door.readyHint')}
      </p>
      {now < opensAt && <p className={classes.hours}>{t('door.opensAt', { time: when(opensAt) })}</p>}
      {now > closesAt && <p className={classes.hours}>{t('door.closedAt', { time: when(closesAt) })}</p>}
      {last && (
        <div className={classes.last} data-testid="waiting-last">
          <span className={classes.lastLabel}>{t('door.lastOne')}</span>
          <ScanLine shown={last} zone={event.zone} />
        </div>
      )}
    </section>
  );
}
