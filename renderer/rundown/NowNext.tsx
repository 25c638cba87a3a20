import { IconAlertTriangle, IconClock, IconClockExclamation, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../shared/contract/rundown';
import { type CueTiming, type RoomTiming, type Urgency, urgencyOf } from '../../shared/domain/rundown';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import { clockText, minutesOf } from './duration';
import { useLateness } from './lateness';
import { People } from './People';
import classes from './StagePage.module.css';
import type { Show } from './useShow';

/** Each urgency has a shape of its own. */
export const urgencyIcons: Readonly<Record<Urgency, typeof IconClock>> = {
  calm: IconClock,
  soon: IconClockExclamation,
  danger: IconAlertTriangle,
  over: IconAlertTriangle,
};

function TimeLeft({ room, now }: { readonly room: RoomTiming<Cue>; readonly now: number }) {
  const { t } = useTranslation();
  const { current, timeLeft, phase, next } = room;
  if (phase === 'between' && next) {
    return (
      <div className={classes.left}>
        <span className={classes.leftWord}>{t('stage.left.between')}</span>
        <span className={classes.leftTime}>{clockText(next.expectedStart - now)}</span>
      </div>
    );
  }
  if (!current || timeLeft === null) return null;
  const urgency = urgencyOf(timeLeft, current.cue);
  const Icon = current.held ? IconPlayerPause : urgencyIcons[urgency];
  return (
    <div className={classes.left} data-urgency={urgency} data-held={current.held || undefined}>
      <span className={classes.leftWord}>
        <Icon size={20} aria-hidden="true" />
        {t(current.held ? 'stage.left.held' : `stage.left.${urgency}`)}
      </span>
      <span className={classes.leftTime} data-testid="time-left">
        {timeLeft < 0 && '+'}
        {clockText(timeLeft)}
      </span>
    </div>
  );
}

function Next({ next, zone }: { readonly next: CueTiming<Cue> | undefined; readonly zone: string }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  if (!next) return <p className={classes.nextNone}>{t('stage.nothingNext')}</p>;
  return (
    <>
      <p className={classes.nextTitle} data-testid="next-title">
        {text(next.cue.title, next.cue.titleEn)}
      </p>
      <p className={classes.nextWhen}>
        {t('stage.expectedAt', { time: time(next.expectedStart) })} ·{' '}
        {t('stage.minutes', { count: minutesOf(next.length) })}
      </p>
      <People people={next.cue.people} />
    </>
  );
}

function End({ room, zone }: { readonly room: RoomTiming<Cue>; readonly zone: string }) {
  const { t } = useTranslation();
  const { time } = useTimeFormat(zone);
  const by = minutesOf(room.expectedEnd - room.plannedEnd);
  const way = by === 0 ? 'endsOnTime' : room.expectedEnd > room.plannedEnd ? 'endsLate' : 'endsEarly';
  return (
    <span className={classes.end}>{t(`stage.${way}`, { time: time(room.expectedEnd), count: by })}</span>
  );
}

/** Now and next with the time left, and how the show stands against its plan; always in sight. */
export function NowNext(props: {
  readonly show: Show;
  readonly room: RoomTiming<Cue>;
  readonly zone: string;
}) {
  const { show, room, zone } = props;
  const { t } = useTranslation();
  const text = useBilingual();
  const lateness = useLateness(room, zone);
  const { current, phase } = room;
  return (
    <section className={classes.top} aria-label={t('stage.title')}>
      <div className={classes.now}>
        <p className={classes.kicker}>{t(`stage.phase.${phase}`)}</p>
        <h1 className={classes.nowTitle} data-testid="now-title">
          {current
            ? text(current.cue.title, current.cue.titleEn)
            : phase !== 'running' && t(`stage.none.${phase}`)}
        </h1>
        {current && <People people={current.cue.people} />}
      </div>
      <TimeLeft room={room} now={show.now} />
      <div className={classes.next}>
        <p className={classes.kicker}>{t('stage.next')}</p>
        <Next next={room.next} zone={zone} />
      </div>
      <div
        className={classes.late}
        data-late={room.late >= 60_000 || undefined}
        data-conflict={lateness.conflict || undefined}
        data-testid="lateness"
      >
        <span>
          {lateness.conflict && (
            <IconAlertTriangle size={18} className={classes.lateIcon ?? ''} aria-hidden="true" />
          )}
          <strong>{lateness.now}</strong>
          {lateness.hard !== '' && <span> · {lateness.hard}</span>}
        </span>
        {phase !== 'waiting' && <End room={room} zone={zone} />}
      </div>
    </section>
  );
}
