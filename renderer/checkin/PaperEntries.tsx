import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScanResult } from '../../shared/contract/checkin';
import { isEntry, overrulable, personOf } from '../../shared/domain/verdict';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import classes from './DoorDesk.module.css';
import { useVerdictText } from './useVerdictText';
import { VerdictSign } from './VerdictSign';
import colors from './verdictColors.module.css';

/** An entry of the page: what was ticked, and whether it was taken back since. */
export interface TypedEntry {
  readonly result: ScanResult;
  readonly takenBack: boolean;
}

/** Of whom paper let in against a verdict, those for whom a supervisor can answer; who is in already needs nobody. */
const keptOut = overrulable.filter((kind) => kind !== 'alreadyIn');

/** What was typed in from paper and how it was judged, the last one first; each can be taken back, or let in by a supervisor. */
export function PaperEntries({
  typed,
  zone,
  takeBack,
  overrule,
}: {
  readonly typed: readonly TypedEntry[];
  readonly zone: string;
  readonly takeBack: (result: ScanResult) => void;
  readonly overrule: (refused: ScanResult) => void;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  const verdictText = useVerdictText(zone);
  return (
    <table className={classes.rows} data-testid="paper-entries">
      <thead>
        <tr>
          <th>{t('paper.time')}</th>
          <th>{t('paper.who')}</th>
          <th>{t('paper.verdict')}</th>
          <th aria-label={t('paper.takeBack')} />
        </tr>
      </thead>
      <tbody>
        {typed.map(({ result, takenBack }) => {
          const { kind } = result.verdict;
          const who = personOf(result.verdict);
          const words = verdictText(result.verdict);
          return (
            <tr key={result.id} data-testid="paper-row" data-kind={takenBack ? 'undone' : kind}>
              <td>{time(result.at)}</td>
              <td>{who ? text(who.name, who.nameLatin) : ''}</td>
              <td>
                <span
                  className={`${classes.finding} ${colors.tinted}`}
                  data-kind={takenBack ? 'undone' : kind}
                >
                  <VerdictSign kind={takenBack ? 'undone' : kind} className={classes.small ?? ''} />
                  {takenBack ? t('door.takenBack') : words.title}
                  {!takenBack && words.fact !== '' && <span className={classes.dim}>{words.fact}</span>}
                </span>
              </td>
              <td>
                {keptOut.some((one) => one === kind) && (
                  <Button variant="subtle" onClick={() => overrule(result)} data-testid="paper-overrule">
                    {t('door.overruleOpen')}
                  </Button>
                )}
                {(isEntry(result.verdict) || kind === 'goneOut') && !takenBack && (
                  <Button variant="subtle" onClick={() => takeBack(result)} data-testid="paper-undo">
                    {t('paper.takeBack')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
