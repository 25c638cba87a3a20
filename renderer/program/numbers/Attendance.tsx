import { useTranslation } from 'react-i18next';
import type { ProgramNumbers } from '../../../shared/contract/numbers';
import { share } from '../../../shared/domain/wrapUp';
import { useBilingual } from '../../ui/i18n';
import { useTimeFormat } from '../../ui/time';
import classes from './NumbersPage.module.css';

/** Who came to each event, against who was expected. */
export function Attendance({ numbers: { events } }: { readonly numbers: ProgramNumbers }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { shortDay } = useTimeFormat();
  const most = Math.max(1, ...events.map(({ expected, present }) => Math.max(expected, present)));
  return (
    <section className={classes.card}>
      <h2 className={classes.heading}>{t('numbers.attendance')}</h2>
      {events.length === 0 && <p className={classes.hint}>{t('numbers.noEvents')}</p>}
      <ul className={classes.bars}>
        {events.map(({ id, title, titleEn, startsAt, expected, present, presentCast }) => (
          <li key={id} className={classes.bar} data-testid="attendance-bar">
            <div className={classes.barHead}>
              <span className={classes.barTitle}>{text(title, titleEn)}</span>
              <span className={classes.hint}>{shortDay(startsAt)}</span>
            </div>
            <svg
              viewBox={`0 0 ${most} 10`}
              preserveAspectRatio="none"
              className={classes.track}
              aria-hidden="true"
            >
              <rect width={expected} height={10} className={classes.expected} />
              <rect y={2} width={present} height={6} className={classes.present} />
            </svg>
            <span className={classes.barValue}>
              {expected > 0 ? t('numbers.ofExpected', { present, expected }) : t('numbers.came', { present })}
              {expected > 0 && present > presentCast && ` · ${share(present - presentCast, expected)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
