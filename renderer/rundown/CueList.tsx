import {
  IconAlertTriangle,
  IconCheck,
  IconChevronRight,
  IconPlayerPlayFilled,
  IconPlayerTrackNextFilled,
  IconPointFilled,
} from '@tabler/icons-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CueId } from '../../shared/contract/ids';
import type { Cue } from '../../shared/contract/rundown';
import { isAlarming, missingOf } from '../../shared/domain/arrivals';
import { type CueState, type CueTiming, overOf } from '../../shared/domain/rundown';
import { useLanguage } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import classes from './CueList.module.css';
import type { Caller } from './caller';
import { minutesOf } from './duration';
import { People } from './People';
import { useKeepInView } from './useKeepInView';

const stateIcons: Readonly<Record<CueState, typeof IconCheck>> = {
  done: IconCheck,
  current: IconPlayerPlayFilled,
  next: IconChevronRight,
  later: IconPointFilled,
  skipped: IconPlayerTrackNextFilled,
};

/** By how many minutes a cue was, is or will be longer than planned; nothing where it is not. */
function over(timing: CueTiming<Cue>): string {
  if (timing.state === 'skipped') return '';
  const by = Math.round(overOf(timing) / 60_000);
  return by === 0 ? '' : by > 0 ? `+${by}` : `−${-by}`;
}

interface RowProps {
  readonly timing: CueTiming<Cue>;
  readonly zone: string;
  readonly alarming: boolean;
  readonly selected: boolean;
  readonly onSelect: (cue: CueId) => void;
}

function Names({ cue }: { readonly cue: Cue }) {
  const { t } = useTranslation();
  if (!cue.names || cue.names.due === 0) return null;
  return (
    <span className={classes.names}>
      {t(`stage.names.${cue.kind === 'award' ? 'award' : 'conferral'}`, cue.names)}
    </span>
  );
}

function Row({ timing, zone, alarming, selected, onSelect }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { time } = useTimeFormat(zone);
  const row = useRef<HTMLTableRowElement>(null);
  const { cue, state } = timing;
  useKeepInView(row, state === 'current');
  useKeepInView(row, selected);
  const Icon = stateIcons[state];
  const [first, second] =
    language === 'ko' ? [cue.title, cue.titleEn] : [cue.titleEn || cue.title, cue.title];
  const moved = Math.abs(timing.expectedStart - timing.plannedStart) >= 30_000;
  return (
    <tr
      ref={row}
      className={classes.row}
      data-state={state}
      data-alarming={alarming || undefined}
      data-selected={selected || undefined}
      data-testid="cue-row"
      aria-current={state === 'current' || undefined}
      aria-selected={selected}
      onClick={() => onSelect(cue.id)}
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
        {state === 'skipped' ? '–' : time(timing.expectedStart)}
        {timing.conflict >= 30_000 && (
          <span className={classes.conflict}>
            {t('stage.conflictShort', { count: minutesOf(timing.conflict) })}
          </span>
        )}
      </td>
      <td className={classes.time}>{timing.actualStart === null ? '–' : time(timing.actualStart)}</td>
      <td className={classes.cue}>
        <span className={classes.title}>{first}</span>
        <span className={classes.other}>{second}</span>
        {cue.notes !== '' && <span className={classes.notes}>{cue.notes}</span>}
      </td>
      <td>
        {alarming && (
          <span className={classes.alarm} data-testid="alarm">
            <IconAlertTriangle size={16} aria-hidden="true" />
            {t('stage.missing', { count: missingOf(cue) })}
          </span>
        )}
        <People people={cue.people} />
        <Names cue={cue} />
      </td>
      <td className={classes.length}>
        {state === 'skipped' ? t('stage.skipped') : t('stage.minutes', { count: minutesOf(timing.length) })}
      </td>
      <td className={classes.over}>{over(timing)}</td>
    </tr>
  );
}

/** A row is drawn again only when something that it shows has changed: most do not from second to second. */
const SteadyRow = memo(
  Row,
  (a, b) =>
    a.zone === b.zone &&
    a.alarming === b.alarming &&
    a.selected === b.selected &&
    a.timing.cue === b.timing.cue &&
    a.timing.state === b.timing.state &&
    a.timing.plannedStart === b.timing.plannedStart &&
    a.timing.actualStart === b.timing.actualStart &&
    a.timing.length === b.timing.length &&
    over(a.timing) === over(b.timing) &&
    sameMinute(a.timing.expectedStart, b.timing.expectedStart) &&
    minutesOf(a.timing.conflict) === minutesOf(b.timing.conflict),
);

const sameMinute = (a: number, b: number) => Math.floor(a / 60_000) === Math.floor(b / 60_000);

/** Every cue of the room: planned, expected and actual start, its people and whether they are here. The current one stays in view. */
export function CueList({ caller }: { readonly caller: Caller }) {
  const { t } = useTranslation();
  const { room, show, event, select, selected } = caller;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
    <section className={classes.list} tabIndex={0} aria-label={t('stage.cues')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th className={classes.state} aria-label={t('stage.column.state')} />
            <th className={classes.label}>{t('stage.column.label')}</th>
            <th className={classes.time}>{t('stage.column.planned')}</th>
            <th className={classes.time}>{t('stage.column.expected')}</th>
            <th className={classes.time}>{t('stage.column.actual')}</th>
            <th className={classes.cue}>{t('stage.column.title')}</th>
            <th>{t('stage.column.people')}</th>
            <th className={classes.length}>{t('stage.column.length')}</th>
            <th className={classes.over}>{t('stage.column.over')}</th>
          </tr>
        </thead>
        <tbody>
          {room.cues.map((timing) => (
            <SteadyRow
              key={timing.cue.id}
              timing={timing}
              zone={event.zone}
              alarming={room.phase !== 'ended' && isAlarming(timing, show.now)}
              selected={timing.cue.id === selected}
              onSelect={select}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
