import { Button, Progress, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalCheckResult, JournalCheckStep } from '../../shared/contract/door';
import { WrittenDocument } from '../certificates/WrittenDocument';
import { client, orpc } from '../client';
import { useChosenEvent } from '../ui/program';
import { useRefusalText, useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import classes from './JournalCard.module.css';

type Checking =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly step: JournalCheckStep | undefined; readonly stop: () => void }
  | { readonly kind: 'done'; readonly result: JournalCheckResult }
  | { readonly kind: 'failed'; readonly sentence: string };

/** `212-eea8cb6d` or `기록 212건 · eea8cb6d`: what was noted on the door list, on a backup or from the screen. */
function readHead(text: string): { readonly rows: number; readonly hash: string } | undefined {
  const found = /(\d+)\D+?([0-9a-f]{8,64})\s*$/i.exec(text.trim());
  return found?.[1] && found[2] ? { rows: Number(found[1]), hash: found[2] } : undefined;
}

/**
 * The check-in journal: whether it is whole, held against what was noted elsewhere, and its way out. `start`: it is checked
 * at once.
 */
export function JournalCard({ start }: { readonly start: boolean }) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const showRefusal = useShowRefusal();
  const event = useChosenEvent();
  const [noted, setNoted] = useState('');
  const [checking, setChecking] = useState<Checking>({ kind: 'none' });
  const write = useMutation(orpc.door.exportJournal.mutationOptions({ onError: showRefusal }));
  const head = readHead(noted);
  const wrong = noted.trim() !== '' && !head;

  const check = async () => {
    const controller = new AbortController();
    const stop = () => controller.abort();
    setChecking({ kind: 'running', step: undefined, stop });
    try {
      for await (const step of await client.door.check(
        { head: head ?? null },
        { signal: controller.signal },
      )) {
        if (step.result) setChecking({ kind: 'done', result: step.result });
        else setChecking({ kind: 'running', step, stop });
      }
    } catch (error) {
      setChecking(
        controller.signal.aborted ? { kind: 'none' } : { kind: 'failed', sentence: refusalText(error) },
      );
    }
  };
  const begin = useEffectEvent(check);
  useEffect(() => {
    if (start) void begin();
  }, [start]);
  return (
    <section className={classes.card} data-testid="journal-card">
      <div>
        <h2 className={classes.heading}>{t('journal.title')}</h2>
        <p className={classes.hint}>{t('journal.hint')}</p>
      </div>
      <div className={classes.row}>
        <TextInput
          className={classes.field ?? ''}
          label={t('journal.noted')}
          placeholder="212-eea8cb6d"
          value={noted}
          onChange={(change) => setNoted(change.currentTarget.value)}
          error={wrong ? t('journal.notedWrong') : undefined}
          data-testid="journal-noted"
        />
        {checking.kind === 'running' ? (
          <Button variant="default" onClick={checking.stop}>
            {t('printing.stop')}
          </Button>
        ) : (
          <Button onClick={() => void check()} disabled={wrong} data-testid="journal-check">
            {t('journal.check')}
          </Button>
        )}
        <Button
          variant="default"
          loading={write.isPending}
          onClick={() => write.mutate({ eventId: event?.id ?? null, format: 'csv' })}
          data-testid="journal-csv"
        >
          CSV
        </Button>
        <Button
          variant="default"
          loading={write.isPending}
          onClick={() => write.mutate({ eventId: event?.id ?? null, format: 'jsonl' })}
          data-testid="journal-jsonl"
        >
          JSON Lines
        </Button>
      </div>
      {checking.kind === 'running' && (
        <Progress
          value={checking.step ? (checking.step.done / Math.max(1, checking.step.total)) * 100 : 0}
          aria-label={t('printing.progress')}
        />
      )}
      {checking.kind === 'done' && <Result result={checking.result} />}
      {checking.kind === 'failed' && (
        <p className={classes.bad} role="alert">
          {checking.sentence}
        </p>
      )}
      <WrittenDocument name={write.data?.document} testId="journal-document" />
    </section>
  );
}

function Result({ result }: { readonly result: JournalCheckResult }) {
  const { t } = useTranslation();
  const { shortDay, seconds } = useTimeFormat();
  const good = result.kind === 'whole';
  const Icon = good ? IconCircleCheck : IconAlertTriangle;
  const words = () => {
    switch (result.kind) {
      case 'whole':
        return t('journal.whole', { rows: result.rows, heads: result.heads });
      case 'broken':
        return t(`journal.broken.${result.why}`, {
          number: result.deviceSeq,
          when: result.at === null ? '–' : `${shortDay(result.at)} ${seconds(result.at)}`,
        });
      case 'tailMissing':
        return t(`journal.tailMissing.${result.where}`, {
          rows: result.rows,
          expected: result.expected,
          missing: result.expected - result.rows,
        });
      case 'rewritten':
        return t(`journal.rewritten.${result.where}`, { number: result.deviceSeq });
    }
  };
  return (
    <p
      className={good ? classes.good : classes.bad}
      role={good ? 'status' : 'alert'}
      data-testid="journal-result"
      data-kind={result.kind}
    >
      <Icon size={22} aria-hidden="true" />
      {words()}
    </p>
  );
}
