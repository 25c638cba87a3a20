import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../shared/contract/rundown';
import { isAlarming } from '../../../shared/domain/arrivals';
import type { CueTiming } from '../../../shared/domain/rundown';
import { useBilingual } from '../../ui/i18n';
import { useTimeFormat } from '../../ui/time';
import { clockText } from '../duration';
import type { ScreenProps } from '../StageWindow';
import classes from './Backstage.module.css';

const shown = 5;

function Coming(props: {
  readonly timing: CueTiming<Cue>;
  readonly zone: string;
  readonly now: number;
  readonly first: boolean;
}) {
  const { timing, zone, now, first } = props;
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  const { cue } = timing;
  const alarming = isAlarming(timing, now);
  return (
    <li className={classes.coming} data-alarming={alarming || undefined} data-first={first || undefined}>
      <div className={classes.when}>
        <span className={classes.time}>{time(timing.expectedStart)}</span>
        <span className={classes.in}>
          {timing.state === 'current'
            ? t('backstage.onStage')
            : timing.expectedStart <= now
              ? t('backstage.anyMoment')
              : t('backstage.in', { time: clockText(timing.expectedStart - now) })}
        </span>
      </div>
      <div className={classes.what}>
        <p className={classes.title}>
          {text(cue.title, cue.titleEn)}
          {cue.room !== '' && <span className={classes.room}> · {cue.room}</span>}
        </p>
        {cue.people.length === 0 && !cue.names ? (
          <p className={classes.nobody}>{t('backstage.nobody')}</p>
        ) : (
          <ul className={classes.people}>
            {cue.people.map((person) => (
              <li key={person.id} data-here={person.present || undefined}>
                <span aria-hidden="true">{person.present ? '●' : '○'}</span>
                <span className={classes.person}>{person.name}</span>
                <span className={classes.word}>
                  {t(person.present ? 'backstage.here' : 'backstage.notHere')}
                </span>
              </li>
            ))}
            {cue.names && (
              <li data-here={cue.names.here === cue.names.due || undefined}>
                {t(`stage.names.${cue.kind === 'award' ? 'award' : 'conferral'}`, cue.names)}
              </li>
            )}
          </ul>
        )}
        {cue.materials !== '' && <p className={classes.materials}>{cue.materials}</p>}
      </div>
    </li>
  );
}

/** Behind the stage: who is on now and who is next, when, and whether they have come. */
export function Backstage({ event, show }: ScreenProps) {
  const { t } = useTranslation();
  const { seconds } = useTimeFormat(event.zone);
  const { all, phase } = show.timing;
  const current = all.filter(({ state }) => state === 'current');
  const coming = all.filter(({ state }) => state === 'next' || state === 'later');
  const lines = [...current, ...coming].slice(0, shown);
  return (
    <div className={classes.backstage}>
      <header className={classes.heading}>
        <h1 className={classes.name}>{t('backstage.title')}</h1>
        <p className={classes.clock}>{seconds(show.now)}</p>
      </header>
      {phase === 'ended' || lines.length === 0 ? (
        <p className={classes.none}>{t('stage.none.ended')}</p>
      ) : (
        <ol className={classes.lines}>
          {lines.map((timing, index) => (
            <Coming
              key={timing.cue.id}
              timing={timing}
              zone={event.zone}
              now={show.now}
              first={index === current.length}
            />
          ))}
        </ol>
      )}
    </div>
  );
}
