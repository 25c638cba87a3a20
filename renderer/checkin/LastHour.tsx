import { useTranslation } from 'react-i18next';
import classes from './LastHour.module.css';

/** Entries in each five minutes of the last hour, as bars. */
export function LastHour({ entries }: { readonly entries: readonly number[] }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...entries);
  const total = entries.reduce((sum, count) => sum + count, 0);
  return (
    <figure className={classes.hour}>
      <svg
        viewBox={`0 0 ${entries.length * 10} 30`}
        preserveAspectRatio="none"
        className={classes.bars}
        role="img"
        aria-label={t('door.lastHour', { number: total })}
      >
        {entries.map((count, i) => {
          const height = Math.max(1.5, (28 * count) / most);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in the hour.
            <rect key={i} x={i * 10 + 1} y={30 - height} width={8} height={height} data-some={count > 0} />
          );
        })}
      </svg>
      <figcaption>{t('door.lastHour', { number: total })}</figcaption>
    </figure>
  );
}
