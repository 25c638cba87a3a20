import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramNumbers } from '../../../shared/contract/numbers';
import { arrivalBars, busiest } from '../../../shared/domain/wrapUp';
import { useBilingual } from '../../ui/i18n';
import { useTimeFormat } from '../../ui/time';
import classes from './NumbersPage.module.css';

const [wide, high] = [480, 220];

/** When people came to an event, in bars of ten minutes (wider where the event is long). */
export function Arrivals({ numbers }: { readonly numbers: ProgramNumbers }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const [chosen, setChosen] = useState<string>();
  const came = numbers.events.filter(({ arrivals }) => arrivals.length > 0);
  const event = came.find(({ id }) => id === chosen) ?? busiest(numbers);
  const { time } = useTimeFormat(event?.zone);
  const bars = event ? arrivalBars(event.arrivals) : [];
  const most = Math.max(1, ...bars.map(({ entries }) => entries));
  const step = Math.min(48, wide / Math.max(1, bars.length));
  const every = Math.ceil(56 / step);
  return (
    <section className={classes.card}>
      <div className={classes.cardHead}>
        <h2 className={classes.heading}>{t('numbers.arrivals')}</h2>
        {came.length > 1 && (
          <Select
            aria-label={t('numbers.chooseEvent')}
            value={event?.id ?? null}
            allowDeselect={false}
            data={came.map(({ id, title, titleEn }) => ({ value: id, label: text(title, titleEn) }))}
            onChange={(value) => setChosen(value ?? undefined)}
          />
        )}
      </div>
      {event ? (
        <>
          <p className={classes.hint}>{text(event.title, event.titleEn)}</p>
          <svg
            viewBox={`0 0 ${wide} ${high + 40}`}
            className={classes.chart}
            role="img"
            aria-label={t('numbers.arrivals')}
          >
            {bars.map(({ at, entries }, i) => {
              const tall = (high * entries) / most;
              const middle = i * step + step / 2;
              return (
                <g key={at} data-testid="arrival-bar" data-entries={entries}>
                  <rect
                    x={i * step + step * 0.1}
                    y={16 + high - tall}
                    width={step * 0.8}
                    height={tall}
                    className={classes.present}
                  />
                  {entries > 0 && step >= 18 && (
                    <text x={middle} y={12 + high - tall} className={classes.label}>
                      {entries}
                    </text>
                  )}
                  {i % every === 0 && (
                    <text x={middle} y={high + 34} className={classes.axis}>
                      {time(at)}
                    </text>
                  )}
                </g>
              );
            })}
            <line x1={0} x2={wide} y1={16.5 + high} y2={16.5 + high} className={classes.ground} />
          </svg>
        </>
      ) : (
        <p className={classes.hint}>{t('numbers.nobody')}</p>
      )}
    </section>
  );
}
