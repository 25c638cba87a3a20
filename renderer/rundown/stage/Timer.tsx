import { IconAlertTriangle, IconClockExclamation, IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../shared/contract/rundown';
import type { TimerMode } from '../../../shared/contract/screens';
import { assertNever } from '../../../shared/domain/assertNever';
import { type CueTiming, urgencyOf } from '../../../shared/domain/rundown';
import { orpc } from '../../client';
import { useTimeFormat } from '../../ui/time';
import { clockText } from '../duration';
import { type ScreenProps, standingMessage } from '../StageWindow';
import type { Show } from '../useShow';
import classes from './Timer.module.css';

/** Time gone runs up on whole seconds, as time left runs down. */
function gone({ actualStart, heldMs }: CueTiming<Cue>, now: number): string {
  return clockText(-Math.max(0, now - (actualStart ?? now) - heldMs) || -0);
}

function digitsOf(mode: TimerMode, show: Show, clock: string): string {
  const { current, timeLeft, next, phase } = show.timing;
  switch (mode) {
    case 'clock':
      return clock;
    case 'countup':
      return current ? gone(current, show.now) : clock;
    case 'countdown':
      if (current && timeLeft !== null) return `${timeLeft < 0 ? '+' : ''}${clockText(timeLeft)}`;
      if (phase !== 'ended' && next && next.expectedStart > show.now)
        return clockText(next.expectedStart - show.now);
      return clock;
    default:
      return assertNever(mode);
  }
}

/** For the speaker, at ten metres: the digits reach the edges; colour and shape warn; a message stands under them. */
export function Timer({ event, show, room }: ScreenProps) {
  const { t } = useTranslation();
  const { time } = useTimeFormat(event.zone);
  const { data: screens } = useQuery(orpc.screens.live.experimental_liveOptions());
  const mode =
    screens?.screens.find((each) => each.kind === 'timer' && each.room === room)?.mode ?? 'countdown';
  const message = standingMessage(show, 'timer');
  const { current, timeLeft } = show.timing;
  const urgency = current && timeLeft !== null ? urgencyOf(timeLeft, current.cue) : 'calm';
  const digits = digitsOf(mode, show, time(show.now));
  const share =
    current && timeLeft !== null && current.length > 0
      ? Math.min(1, Math.max(0, timeLeft / current.length))
      : 0;
  const style: CSSProperties & { readonly '--length': number } = { '--length': digits.length };
  return (
    <div
      className={classes.timer}
      data-urgency={urgency}
      data-blink={message?.blink || undefined}
      data-held={current?.held || undefined}
      data-message={message ? true : undefined}
    >
      <div className={classes.digits} style={style} data-testid="timer-digits">
        {digits}
      </div>
      <div className={classes.foot}>
        {message && message.text !== '' ? (
          <p className={classes.message} data-testid="timer-message">
            {message.text}
          </p>
        ) : (
          <p className={classes.state}>
            {current?.held && <IconPlayerPause aria-hidden="true" />}
            {!current?.held && urgency === 'soon' && <IconClockExclamation aria-hidden="true" />}
            {!current?.held && (urgency === 'danger' || urgency === 'over') && (
              <IconAlertTriangle aria-hidden="true" />
            )}
            {t(current?.held ? 'agenda.left.held' : current ? `agenda.left.${urgency}` : 'agenda.left.none')}
          </p>
        )}
        <progress className={classes.bar} max={1} value={share} aria-label={t('agenda.left.calm')} />
      </div>
    </div>
  );
}
