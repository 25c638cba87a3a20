import { Button, Kbd, TextInput } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/contract/roster';
import { isEntry } from '../../shared/domain/verdict';
import { client } from '../client';
import { useBilingual } from '../ui/i18n';
import { useRefusalText } from '../ui/refusal';
import { BadgeDestinationFields, useBadgeDestination, usePrintBadge } from './badgePrint';
import classes from './Panel.module.css';
import { useScanner } from './scanner';
import { usePersonLine } from './useVerdictText';

/**
 * Somebody found by name: the last four digits of their phone say that it is them, then they are admitted, with a fresh
 * badge (the old one is stopped) or without. `said` are digits that were said already, where the search went by them.
 */
export function ConfirmPerson({
  person,
  said,
  onBack,
  onDone,
}: {
  readonly person: Person;
  readonly said: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const personLine = usePersonLine();
  const refusalText = useRefusalText();
  const { scan } = useScanner();
  const printBadge = usePrintBadge();
  const destination = useBadgeDestination();
  const [digits, setDigits] = useState(said);
  const [problem, setProblem] = useState<string>();
  const known = person.phoneLast4.length === 4;
  const complete = !known || /^\d{4}$/.test(digits);
  const name = text(person.name, person.nameLatin);

  const admit = async (fresh: boolean) => {
    try {
      await client.desk.confirm({ attendeeId: person.id, lastFour: known ? digits : null });
    } catch (error) {
      setProblem(refusalText(error));
      return;
    }
    onDone();
    const result = await scan('search', { by: 'attendee', attendeeId: person.id });
    if (fresh && result && isEntry(result.verdict))
      printBadge({ id: person.id, name }, 'lost', destination.to);
  };
  const pressed = (key: KeyboardEvent) => {
    if (key.nativeEvent.isComposing) return;
    if (key.key === 'Escape') onBack();
    else if (key.key === 'Enter' && complete && key.target instanceof HTMLInputElement) void admit(true);
    else return;
    key.preventDefault();
    key.stopPropagation();
  };
  return (
    <div
      className={classes.panel}
      role="dialog"
      aria-label={t('desk.confirmTitle')}
      onKeyDown={pressed}
      data-testid="confirm-person"
    >
      <div className={classes.head}>
        <Button
          variant="subtle"
          leftSection={<IconArrowLeft size={20} aria-hidden="true" />}
          onClick={onBack}
          data-testid="confirm-back"
        >
          {t('desk.confirmBack')}
        </Button>
      </div>
      <div>
        <p className={classes.who}>{name}</p>
        <p className={classes.line}>
          {[text(person.nameLatin, person.name), personLine(person)]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      {known ? (
        <>
          <p className={classes.question}>{t('desk.askDigits')}</p>
          <TextInput
            className={classes.digits ?? ''}
            size="xl"
            autoFocus
            aria-label={t('desk.digits')}
            inputMode="numeric"
            maxLength={4}
            value={digits}
            onChange={(change) => {
              setDigits(change.currentTarget.value.replace(/\D/g, ''));
              setProblem(undefined);
            }}
            data-testid="confirm-digits"
          />
        </>
      ) : (
        <p className={classes.question}>{t('desk.noPhone')}</p>
      )}
      {problem && (
        <p className={classes.question} role="alert" data-testid="confirm-problem">
          {problem}
        </p>
      )}
      <BadgeDestinationFields destination={destination} />
      <div className={classes.foot}>
        <span className={classes.note}>{t('desk.freshHint')}</span>
        <Button
          variant="default"
          disabled={!complete}
          onClick={() => void admit(false)}
          data-testid="confirm-admit"
        >
          {t('desk.admitOnly')}
        </Button>
        <Button
          disabled={!complete}
          autoFocus={!known}
          leftSection={<IconPrinter size={20} aria-hidden="true" />}
          rightSection={<Kbd>Enter</Kbd>}
          onClick={() => void admit(true)}
          data-testid="confirm-print"
        >
          {t('desk.admitAndPrint')}
        </Button>
      </div>
    </div>
  );
}
