import { useTimeFormat } from '../../ui/time';
import type { ScreenProps } from '../StageWindow';
import classes from './Lobby.module.css';
import { LobbyList } from './LobbyList';
import { LobbyNow } from './LobbyNow';

/** For guests, on a projector: now, next, the clock and today's agenda with expected times, in both languages. */
export function Lobby({ event, show }: ScreenProps) {
  const { time } = useTimeFormat(event.zone);
  return (
    <div className={classes.window}>
      <header className={classes.heading}>
        <div>
          <p className={classes.event}>{event.title}</p>
          <p className={classes.eventEn}>{event.titleEn}</p>
        </div>
        <p className={classes.clock}>{time(show.now)}</p>
      </header>
      <div className={classes.body}>
        <LobbyNow timing={show.timing} zone={event.zone} />
        <LobbyList timing={show.timing} zone={event.zone} />
      </div>
    </div>
  );
}
