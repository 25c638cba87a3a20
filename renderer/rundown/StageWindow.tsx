import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import type { ScreenKind } from '../../shared/contract/screens';
import { assertNever } from '../../shared/domain/assertNever';
import { client, orpc } from '../client';
import { LostBanner } from '../stations/LostConnection';
import { NetworkLight } from '../stations/NetworkLight';
import { useChosenEvent } from '../ui/program';
import { RehearsalBanner } from '../ui/RehearsalBanner';
import { useShowRefusal } from '../ui/refusal';
import classes from './StageWindow.module.css';
import { Backstage } from './stage/Backstage';
import { Lobby } from './stage/Lobby';
import { Mc } from './stage/Mc';
import { Timer } from './stage/Timer';
import { useKeys } from './useKeys';
import { inRoom, type Show, useShow } from './useShow';

export interface ScreenProps {
  readonly event: EventSummary;
  /** What of it this window's room sees. */
  readonly show: Show;
  /** Empty: the hall. */
  readonly room: string;
}

interface Place {
  readonly screen: ScreenKind;
  readonly room: string;
}

function Picture({ screen, ...props }: ScreenProps & { readonly screen: ScreenKind }) {
  switch (screen) {
    case 'mc':
      return <Mc {...props} />;
    case 'timer':
      return <Timer {...props} />;
    case 'lobby':
      return <Lobby {...props} />;
    case 'backstage':
      return <Backstage {...props} />;
    default:
      return assertNever(screen);
  }
}

/** The message that this screen shows: the newest that stands. */
export function standingMessage({ rundown }: Show, screen: 'mc' | 'timer') {
  return rundown.messages.findLast(
    ({ to, acknowledgedAt }) => acknowledgedAt === null && (to === screen || to === 'both'),
  );
}

function OpenWindow({ event, screen, room }: Place & { readonly event: EventSummary }) {
  const whole = useShow(event.id);
  const show = whole && inRoom(whole, room);
  const showRefusal = useShowRefusal();
  const { data: screens } = useQuery(orpc.screens.live.experimental_liveOptions());
  const black = screens?.screens.find((each) => each.kind === screen && each.room === room)?.black ?? false;
  const message = show && screen === 'mc' ? standingMessage(show, 'mc') : undefined;
  useKeys((key) => {
    if (key.repeat || key.altKey || key.shiftKey) return false;
    if (key.code === 'KeyB' && (key.ctrlKey || key.metaKey)) {
      client.screens.black({ kinds: [screen], room }).catch(showRefusal);
      return true;
    }
    if (key.code === 'Space' && message) {
      client.rundown.acknowledge({ messageId: message.id }).catch(showRefusal);
      return true;
    }
    return false;
  });
  if (!show) return null;
  const { current, timeLeft } = show.timing;
  const due = current && timeLeft !== null ? current.expectedStart + current.length : undefined;
  return (
    <div
      className={classes.picture}
      data-testid="picture"
      data-version={show.rundown.version}
      data-cue={current?.cue.id ?? ''}
      data-phase={show.timing.phase}
      data-due={current?.held ? `held ${timeLeft}` : (due ?? '')}
    >
      {room !== '' && (
        <p className={classes.room} data-testid="window-room">
          {room}
        </p>
      )}
      <Picture screen={screen} event={event} show={show} room={room} />
      {black && <div className={classes.black} data-testid="black" />}
    </div>
  );
}

/** One of the stage's windows, of a room; always dark. Ctrl+B blacks it out, and shows it again. */
export function StageWindow({ screen, room }: Place) {
  const { t } = useTranslation();
  const event = useChosenEvent();
  return (
    <div className={classes.window} data-testid={`${screen}-window`}>
      <RehearsalBanner ending={false} />
      <div className={classes.corner}>
        <NetworkLight />
      </div>
      <LostBanner />
      {event ? (
        <OpenWindow key={event.id} event={event} screen={screen} room={room} />
      ) : (
        <p className={classes.none}>{t('agenda.noEvent')}</p>
      )}
    </div>
  );
}
