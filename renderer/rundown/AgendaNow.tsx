import { IconAlertTriangle, IconClock, IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../shared/contract/rundown';
import { type ShowTiming, urgencyOf } from '../../shared/domain/rundown';
import { useTimeFormat } from '../ui/time';
import classes from './AgendaWindow.module.css';
import { clockText } from './duration';

function Left({ timing }: { readonly timing: ShowTiming<Cue> }) {
  const { t } = useTranslation();
  const { current, timeLeft } = timing;
  if (!current || timeLeft === null) return null;
  const { durationMs } = current.cue;
  const urgency = urgencyOf(timeLeft, durationMs);
  const Icon = urgency === 'calm' ? IconClock : urgency === 'soon' ? IconClockExclamation : IconAlertTriangle;
  const share = durationMs === 0 ? 0 : Math.min(1, Math.max(0, timeLeft / durationMs));
  return (
    <div className={classes.left} data-urgency={urgency}>
      <div className={classes.leftLine}>
        <Icon className={classes.leftIcon ?? ''} aria-hidden="true" />
        <span className={classes.leftTime} data-testid="time-left">
          {timeLeft < 0 && '+'}
          {clockText(timeLeft)}
        </span>
        <span className={classes.leftWord}>{t(`agenda.left.${urgency}`)}</span>
      </div>
      <progress className={classes.bar} max={1} value={share} aria-label={t('agenda.left.calm')} />
    </div>
  );
}

/** What is on now and what comes next, as large as the screen allows. */
export function AgendaNow({ timing, zone }: { readonly timing: ShowTiming<Cue>; readonly zone: string }) {
  const { t } = useTranslation();
  const { time } = useTimeFormat(zone);
  const { current, phase } = timing;
  const next = phase === 'waiting' ? timing.cues[0] : timing.next;
  return (
    <section className={classes.stage}>
      <div className={classes.now}>
        <p className={classes.kicker}>{t('agenda.now')}</p>
        <h1 className={classes.nowTitle} data-testid="now-title">
          {current ? current.cue.title : t(`agenda.none.${phase === 'ended' ? 'ended' : 'waiting'}`)}
        </h1>
        {current && <p className={classes.nowTitleEn}>{current.cue.titleEn}</p>}
        <Left timing={timing} />
      </div>
      {next && (
        <div className={classes.next}>
          <p className={classes.kicker}>
            {t('agenda.next')} · {time(next.expectedStart)}
          </p>
          <p className={classes.nextTitle} data-testid="next-title">
            {next.cue.title}
          </p>
          <p className={classes.nextTitleEn}>{next.cue.titleEn}</p>
        </div>
      )}
    </section>
  );
}
