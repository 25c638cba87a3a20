import { IconCheck, IconChevronRight, IconPlayerPlayFilled, IconPointFilled } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../shared/contract/rundown';
import type { CueState, CueTiming, ShowTiming } from '../../shared/domain/rundown';
import { useLanguage } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import classes from './CueList.module.css';
import { minutesOf } from './duration';
import { People } from './People';

const stateIcons: Readonly<Record<CueState, typeof IconCheck>> = {
  done: IconCheck,
  current: IconPlayerPlayFilled,
  next: IconChevronRight,
  later: IconPointFilled,
};

function Row({ timing, zone }: { readonly timing: CueTiming<Cue>; readonly zone: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { time } = useTimeFormat(zone);
  const row = useRef<HTMLTableRowElement>(null);
  const { cue, state } = timing;
  useEffect(() => {
    if (state === 'current') row.current?.scrollIntoView({ block: 'center', behavior: 'instant' });
  }, [state]);
  const Icon = stateIcons[state];
  const [first, second] =
    language === 'ko' ? [cue.title, cue.titleEn] : [cue.titleEn || cue.title, cue.title];
  const moved = Math.abs(timing.expectedStart - timing.plannedStart) >= 30_000;
  return (
    <tr
      ref={row}
      className={classes.row}
      data-state={state}
      data-testid="cue-row"
      aria-current={state === 'current' || undefined}
    >
      <td className={classes.state}>
        <Icon size={18} aria-label={t(`stage.state.${state}`)} />
      </td>
      <td className={classes.label}>{cue.label}</td>
      <td className={classes.time}>
        {time(timing.plannedStart)}
        {cue.hardStart && <span className={classes.hard}>{t('stage.hard')}</span>}
      </td>
      <td className={classes.time} data-moved={moved || undefined}>
        {time(timing.expectedStart)}
      </td>
      <td className={classes.time}>{timing.actualStart === null ? '–' : time(timing.actualStart)}</td>
      <td className={classes.cue}>
        <span className={classes.title}>{first}</span>
        <span className={classes.other}>{second}</span>
      </td>
      <td>
        <People people={cue.people} />
      </td>
      <td className={classes.length}>{t('stage.minutes', { count: minutesOf(cue.durationMs) })}</td>
      <td className={classes.notes}>{cue.notes}</td>
    </tr>
  );
}

/** Every cue: planned, expected and actual start, its people and whether they are here. The current one stays in view. */
export function CueList({ timing, zone }: { readonly timing: ShowTiming<Cue>; readonly zone: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.list}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th aria-label={t('stage.column.state')} />
            <th>{t('stage.column.label')}</th>
            <th>{t('stage.column.planned')}</th>
            <th>{t('stage.column.expected')}</th>
            <th>{t('stage.column.actual')}</th>
            <th>{t('stage.column.title')}</th>
            <th>{t('stage.column.people')}</th>
            <th className={classes.length}>{t('stage.column.length')}</th>
            <th>{t('stage.column.notes')}</th>
          </tr>
        </thead>
        <tbody>
          {timing.cues.map((each) => (
            <Row key={each.cue.id} timing={each} zone={zone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
