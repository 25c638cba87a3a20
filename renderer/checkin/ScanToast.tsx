import { useTranslation } from 'react-i18next';
import { personOf } from '../../shared/domain/verdict';
import { OwnCopyNote } from '../stations/OwnCopy';
import { useBilingual } from '../ui/i18n';
import classes from './ScanToast.module.css';
import type { Shown } from './scanner';
import { useVerdictText } from './useVerdictText';
import { VerdictSign } from './VerdictSign';
import colors from './verdictColors.module.css';

/** An answer of the door in one line: its sign, its name, who. */
export function ScanLine({ shown, zone }: { readonly shown: Shown; readonly zone: string | undefined }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const verdictText = useVerdictText(zone);
  const kind = shown.kind === 'verdict' ? shown.result.verdict.kind : shown.kind;
  const person =
    shown.kind === 'verdict'
      ? personOf(shown.result.verdict)
      : shown.kind === 'undone'
        ? shown.result.person
        : undefined;
  const title =
    shown.kind === 'verdict' ? verdictText(shown.result.verdict).title : t(`verdict.${shown.kind}.title`);
  const rest = person ? text(person.name, person.nameLatin) : shown.kind === 'failed' ? shown.sentence : '';
  return (
    <span className={`${classes.scan} ${colors.tinted}`} data-kind={kind}>
      <VerdictSign kind={kind} className={classes.sign ?? ''} />
      <strong>{title}</strong>
      <span className={classes.rest}>{rest}</span>
    </span>
  );
}

/** The same as a notice over another job, with what to do. */
export function ScanToast({ shown, zone }: { readonly shown: Shown; readonly zone: string | undefined }) {
  const verdictText = useVerdictText(zone);
  const kind = shown.kind === 'verdict' ? shown.result.verdict.kind : shown.kind;
  const words = shown.kind === 'verdict' ? verdictText(shown.result.verdict) : undefined;
  return (
    <div
      className={`${classes.toast} ${colors.tinted}`}
      data-testid="scan-toast"
      data-kind={kind}
      data-scan-id={shown.kind === 'failed' ? undefined : shown.result.id}
      role="alert"
    >
      <ScanLine shown={shown} zone={zone} />
      {words && words.fact !== '' && <p className={classes.advice}>{words.fact}</p>}
      {words && <p className={classes.advice}>{words.advice}</p>}
      <OwnCopyNote />
    </div>
  );
}
