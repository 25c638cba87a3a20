import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../shared/contract/rundown';
import type { ShowTiming } from '../../../shared/domain/rundown';
import { useTimeFormat } from '../../ui/time';
import { clockText } from '../duration';
import { isLong } from '../longText';
import classes from './Lobby.module.css';

function Left({ timing }: { readonly timing: ShowTiming<Cue> }) {
  const { t } = useTranslation();
  const { current, timeLeft } = timing;
  if (!current || timeLeft === null) return null;
  // Guests need not be told that a speaker is over time.
  const over = timeLeft < 0;
  const share = current.length === 0 ? 0 : Math.min(1, Math.max(0, timeLeft / current.length));
  return (
    <div className={classes.left}>
      <div className={classes.leftLine}>
        <span className={classes.leftTime} data-testid="time-left">
          {over ? '0:00' : clockText(timeLeft)}
        </span>
        <span className={classes.leftWord}>{t(over ? 'agenda.left.soon' : 'agenda.left.calm')}</span>
      </div>
      <progress className={classes.bar} max={1} value={share} aria-label={t('agenda.left.calm')} />
    </div>
  );
}

/** What is on now and what comes next, as large as the screen allows. */
export function LobbyNow({ timing, zone }: { readonly timing: ShowTiming<Cue>; readonly zone: string }) {
  const { t } = useTranslation();
  const { time } = useTimeFormat(zone);
  const { current, phase } = timing;
  const { next } = timing;
  const title = current
    ? current.cue.title
    : t(`agenda.none.${phase === 'ended' ? 'ended' : phase === 'between' ? 'between' : 'waiting'}`);
  return (
    <section className={classes.stage}>
      <div className={classes.now}>
        <p className={classes.kicker}>{t('agenda.now')}</p>
        <h1 className={classes.nowTitle} data-long={isLong(title)} data-testid="now-title">
          {title}
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
