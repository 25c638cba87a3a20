import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../shared/contract/rundown';
import type { CueTiming, ShowTiming } from '../../../shared/domain/rundown';
import { useTimeFormat } from '../../ui/time';
import classes from './Lobby.module.css';

function Line({ timing, zone }: { readonly timing: CueTiming<Cue>; readonly zone: string }) {
  const { t } = useTranslation();
  const { time } = useTimeFormat(zone);
  const line = useRef<HTMLLIElement>(null);
  const { cue, state } = timing;
  useEffect(() => {
    if (state === 'current') line.current?.scrollIntoView({ block: 'center', behavior: 'instant' });
  }, [state]);
  return (
    <li ref={line} className={classes.line} data-state={state}>
      <span className={classes.lineTime}>{time(timing.expectedStart)}</span>
      <span className={classes.lineWords}>
        <span className={classes.lineTitle}>
          {cue.title}
          {cue.room !== '' && <span className={classes.lineRoom}> · {cue.room}</span>}
        </span>
        <span className={classes.lineTitleEn}>{cue.titleEn}</span>
      </span>
      {state === 'current' && <span className={classes.lineNow}>{t('agenda.nowMark')}</span>}
    </li>
  );
}

/** Today's agenda with the expected times; the current one is marked and in view. No notes of the crew. */
export function LobbyList({ timing, zone }: { readonly timing: ShowTiming<Cue>; readonly zone: string }) {
  const { t } = useTranslation();
  return (
    <aside className={classes.agenda} aria-label={t('agenda.title')}>
      <h2 className={classes.agendaTitle}>{t('agenda.today')}</h2>
      <ol className={classes.lines}>
        {timing.all
          .filter(({ state }) => state !== 'skipped')
          .map((each) => (
            <Line key={each.cue.id} timing={each} zone={zone} />
          ))}
      </ol>
    </aside>
  );
}
