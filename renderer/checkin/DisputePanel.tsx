import { Button, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { EventSummary } from '../../shared/contract/events';
import { ScanId } from '../../shared/contract/ids';
import type { Verdict } from '../../shared/domain/verdict';
import { client, orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useProgram } from '../ui/program';
import { useRefusalText } from '../ui/refusal';
import { useWhen } from '../ui/time';
import { BadgeDestinationFields, useBadgeDestination, usePrintBadge } from './badgePrint';
import { Panel } from './Panel';
import classes from './Panel.module.css';
import { useScanner } from './scanner';
import { usePersonLine } from './useVerdictText';

/**
 * The owner came second: the steward checks who they are. Then the entry before is in dispute, its badge stops at every door
 * and desk, and the owner is let in with a new one.
 */
export function DisputePanel({
  event,
  scanId,
  verdict,
  onClose,
}: {
  readonly event: EventSummary;
  readonly scanId: ScanId;
  readonly verdict: Extract<Verdict, { kind: 'alreadyIn' }>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const personLine = usePersonLine();
  const when = useWhen(event.zone);
  const { door } = useProgram();
  const refusalText = useRefusalText();
  const destination = useBadgeDestination();
  const printBadge = usePrintBadge();
  const { answer } = useScanner();
  const { person } = verdict;
  const { data, error } = useQuery(
    orpc.roster.get.queryOptions({ input: { id: person.id, eventId: event.id } }),
  );
  const [ids] = useState(() => ({ id: ScanId.parse(uuidv7()), entryId: ScanId.parse(uuidv7()) }));
  const [digits, setDigits] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const known = data ? data.phoneLast4.length === 4 : undefined;
  const complete = known === false || (known === true && /^\d{4}$/.test(digits));
  const sentence = problem ?? (error ? refusalText(error) : undefined);
  const name = text(person.name, person.nameLatin);

  const save = async () => {
    if (!complete || busy) return;
    setBusy(true);
    try {
      answer(await client.door.dispute({ ...ids, scanId, door, lastFour: known ? digits : null }));
      printBadge({ id: person.id, name }, null, destination.to);
      onClose();
    } catch (error) {
      setProblem(refusalText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t('door.disputeTitle')} onClose={onClose} onSubmit={save} testId="dispute">
      <div>
        <p className={classes.who}>{name}</p>
        <p className={classes.line}>{personLine(person)}</p>
        <p className={classes.line}>
          {t('door.disputeFirst', { time: when(verdict.at), door: verdict.door })}
        </p>
      </div>
      {known && (
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
            data-testid="dispute-digits"
          />
        </>
      )}
      {known === false && <p className={classes.question}>{t('desk.noPhone')}</p>}
      {sentence !== undefined && (
        <p className={classes.question} role="alert" data-testid="dispute-problem">
          {sentence}
        </p>
      )}
      <BadgeDestinationFields destination={destination} />
      <div className={classes.foot}>
        <span className={classes.note}>{t('door.disputeHint')}</span>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          disabled={!complete}
          loading={busy}
          leftSection={<IconPrinter size={20} aria-hidden="true" />}
          data-testid="dispute-save"
        >
          {t('door.disputeSave')}
        </Button>
      </div>
    </Panel>
  );
}
