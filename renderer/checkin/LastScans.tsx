import { useTranslation } from 'react-i18next';
import type { JournalLine } from '../../shared/contract/checkin';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import classes from './LastScans.module.css';
import { VerdictSign } from './VerdictSign';
import colors from './verdictColors.module.css';

/** The last lines of the journal, the newest first: sign, who or what, time. */
export function LastScans({
  lines,
  zone,
}: {
  readonly lines: readonly JournalLine[];
  readonly zone: string;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { seconds } = useTimeFormat(zone);
  return (
    <ol className={classes.list} aria-label={t('door.lastScans')} data-testid="last-scans">
      {lines.length === 0 && <li className={classes.empty}>{t('door.noScans')}</li>}
      {lines.map((line) => {
        const what = t(`verdict.${line.what}.title`);
        const who = line.person ? text(line.person.name, line.person.nameLatin) : undefined;
        return (
          <li
            key={line.id}
            className={`${classes.line} ${colors.tinted}`}
            data-kind={line.what}
            data-taken-back={line.takenBack || undefined}
          >
            <VerdictSign kind={line.what} className={classes.sign ?? ''} />
            <span className={classes.who}>{who ?? what}</span>
            {who && line.what !== 'admitted' && <span className={classes.what}>{what}</span>}
            {line.takenBack && <span className={classes.what}>{t('door.takenBack')}</span>}
            <time className={classes.time}>{seconds(line.at)}</time>
            {line.note !== '' && <span className={classes.note}>{line.note}</span>}
          </li>
        );
      })}
    </ol>
  );
}
