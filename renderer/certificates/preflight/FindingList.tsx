import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconEye, IconInfoCircle } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../../shared/contract/ids';
import type { PreflightFinding, PreflightPerson } from '../../../shared/contract/templates';
import desk from '../Desk.module.css';
import { useFieldLabels, useProblemText, withCode } from '../problemText';
import classes from './Preflight.module.css';
import { toneOf } from './usePreflight';

const icons = { stops: IconAlertTriangle, look: IconEye, known: IconInfoCircle } as const;

function useFindingText(): (finding: PreflightFinding) => string {
  const { t } = useTranslation();
  const problem = useProblemText();
  const labels = useFieldLabels();
  return (finding) => {
    switch (finding.kind) {
      case 'shrunk':
        return t('preflight.finding.shrunk', {
          element: finding.element,
          percent: Math.round((finding.size / finding.wanted) * 100),
          size: finding.size.toFixed(1),
        });
      case 'wordBroken':
        return t('preflight.finding.wordBroken', { element: finding.element });
      case 'nameBroken':
      case 'mixedFonts':
      case 'absent':
        return t(`preflight.finding.${finding.kind}`);
      case 'oddCharacters':
        return t('preflight.finding.oddCharacters', {
          characters: finding.characters.map(withCode).join(', '),
        });
      case 'sameName':
        return t('preflight.finding.sameName', { number: finding.others });
      case 'leftOut':
        return t('preflight.finding.leftOut', { fields: labels(finding.fields) });
      case 'issued':
        return t('preflight.finding.issued', { serial: finding.serial });
      default:
        return problem(finding);
    }
  };
}

/** Up and down go from one row to the next. */
function step(event: KeyboardEvent<HTMLUListElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const rows: readonly (Element | null)[] = [...event.currentTarget.querySelectorAll('button')];
  const next = rows[rows.indexOf(document.activeElement) + by];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
  next.click();
}

export function FindingList({
  people,
  chosen,
  choose,
}: {
  readonly people: readonly PreflightPerson[];
  readonly chosen: AttendeeId | undefined;
  readonly choose: (id: AttendeeId) => void;
}) {
  const { t } = useTranslation();
  const told = useFindingText();
  return (
    <ul className={desk.list} aria-label={t('preflight.people')} onKeyDown={step}>
      {people.map((person) => (
        <li key={person.attendeeId}>
          <UnstyledButton
            className={classes.row ?? ''}
            aria-current={person.attendeeId === chosen}
            onClick={() => choose(person.attendeeId)}
            data-testid="preflight-row"
          >
            <span className={classes.who}>
              <bdi className={desk.name}>{person.name || t('common.emptyCell')}</bdi>{' '}
              <span className={desk.small}>
                {[person.nameLatin === person.name ? '' : person.nameLatin, person.affiliation]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className={classes.findings}>
              {person.findings.length === 0 && (
                <span className={classes.finding} data-tone="fine">
                  <IconCheck size={14} aria-hidden="true" /> {t('preflight.finding.none')}
                </span>
              )}
              {person.findings.map((finding) => {
                const tone = toneOf(finding);
                const Icon = icons[tone];
                return (
                  <span key={JSON.stringify(finding)} className={classes.finding} data-tone={tone}>
                    <Icon size={14} aria-hidden="true" /> {told(finding)}
                  </span>
                );
              })}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
