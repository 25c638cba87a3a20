import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../shared/contract/rundown';
import type { CueState, ShowTiming } from '../../../shared/domain/rundown';
import { useTimeFormat } from '../../ui/time';
import { useKeepInView } from '../useKeepInView';
import classes from './Lobby.module.css';

function Line(props: { readonly cue: Cue; readonly state: CueState; readonly at: string }) {
  const { cue, state, at } = props;
  const { t } = useTranslation();
  const line = useRef<HTMLLIElement>(null);
  useKeepInView(line, state === 'current');
  return (
    <li ref={line} className={classes.line} data-state={state}>
      <span className={classes.lineTime}>{at}</span>
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

const SteadyLine = memo(Line);

/** Today's agenda with the expected times; the current one is marked and in view. No notes of the crew. */
export function LobbyList({ timing, zone }: { readonly timing: ShowTiming<Cue>; readonly zone: string }) {
  const { t } = useTranslation();
  const { time } = useTimeFormat(zone);
  return (
    <aside className={classes.agenda} aria-label={t('agenda.title')}>
      <h2 className={classes.agendaTitle}>{t('agenda.today')}</h2>
      <ol className={classes.lines}>
        {timing.all
          .filter(({ state }) => state !== 'skipped')
          .map((each) => (
            <SteadyLine key={each.cue.id} cue={each.cue} state={each.state} at={time(each.expectedStart)} />
          ))}
      </ol>
    </aside>
  );
}
