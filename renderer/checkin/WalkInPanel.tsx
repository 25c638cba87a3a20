import { Button, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { EventSummary } from '../../shared/contract/events';
import { ScanId } from '../../shared/contract/ids';
import { personOf } from '../../shared/domain/verdict';
import { client } from '../client';
import { useProgram } from '../ui/program';
import { useRefusalText } from '../ui/refusal';
import { BadgeDestinationFields, useBadgeDestination, usePrintBadge } from './badgePrint';
import { Panel } from './Panel';
import classes from './Panel.module.css';
import { useScanner } from './scanner';

/** Somebody who is in no list: name, affiliation, phone; in as a guest, with a badge. */
export function WalkInPanel({
  event,
  left,
  onClose,
}: {
  readonly event: EventSummary;
  /** For how many more there is room; null: no limit. */
  readonly left: number | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { door } = useProgram();
  const { answer } = useScanner();
  const refusalText = useRefusalText();
  const destination = useBadgeDestination();
  const printBadge = usePrintBadge();
  // Kept while the form is: sent again after a lost answer, the same guest is not made twice. Of what was refused nothing is stored.
  const [id] = useState(() => ScanId.parse(uuidv7()));
  const [name, setName] = useState('');
  const [affiliation, setAffiliation] = useState('');
  const [phone, setPhone] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const save = async () => {
    setBusy(true);
    try {
      const result = await client.desk.walkIn({ id, eventId: event.id, door, name, affiliation, phone });
      answer(result);
      const person = personOf(result.verdict);
      if (person) printBadge(person, null, destination.to);
      onClose();
    } catch (error) {
      setProblem(refusalText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t('desk.walkInTitle')} onClose={onClose} onSubmit={save} testId="walk-in">
      <p className={classes.line}>
        {left === null ? t('desk.walkInHint') : t('desk.walkInLeft', { left, capacity: event.capacity ?? 0 })}
      </p>
      <div className={classes.fields}>
        <TextInput
          className={classes.wide ?? ''}
          size="lg"
          autoFocus
          required
          label={t('desk.name')}
          maxLength={200}
          value={name}
          onChange={(change) => setName(change.currentTarget.value)}
          data-testid="walk-in-name"
        />
        <TextInput
          size="lg"
          label={t('desk.affiliation')}
          maxLength={200}
          value={affiliation}
          onChange={(change) => setAffiliation(change.currentTarget.value)}
          data-testid="walk-in-affiliation"
        />
        <TextInput
          size="lg"
          label={t('desk.phone')}
          inputMode="tel"
          maxLength={40}
          value={phone}
          onChange={(change) => setPhone(change.currentTarget.value)}
          data-testid="walk-in-phone"
        />
      </div>
      <BadgeDestinationFields destination={destination} />
      {problem && (
        <p className={classes.question} role="alert" data-testid="walk-in-problem">
          {problem}
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.note}>{t('desk.walkInRole')}</span>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={name.trim() === ''}
          leftSection={<IconPrinter size={20} aria-hidden="true" />}
          data-testid="walk-in-save"
        >
          {t('desk.walkInSave')}
        </Button>
      </div>
    </Panel>
  );
}
