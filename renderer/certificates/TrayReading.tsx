import { Button, Checkbox, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCircleCheck, IconHourglass, IconPlugConnectedX, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpoolSheet, SpoolState } from '../../shared/contract/spool';
import { orpc } from '../client';
import { useRefusalText } from '../ui/refusal';
import classes from './SpoolPanel.module.css';
import { typedSheet } from './typedSheet';

interface Props {
  readonly run: SpoolState;
  readonly sent: readonly SpoolSheet[];
  /** How many sheets the next chunk would have. */
  readonly next: number;
  readonly sendNext: () => Promise<void>;
}

/** How often (ms) the queue is looked at while something was sent. */
const lookEvery = 1500;

/** What was sent, what the queue still has of it, and the question that only the operator can answer: what lies in the tray. */
export function TrayReading({ run, sent, next, sendNext }: Props) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const [typed, setTyped] = useState('');
  const [offQueue, setOffQueue] = useState(false);
  const { data: queue, refetch } = useQuery(
    orpc.spool.queue.queryOptions({
      input: { run: run.id },
      refetchInterval: lookEvery,
      staleTime: 0,
      // What the queue was before these sheets were sent says nothing of it now.
      gcTime: 0,
    }),
  );
  const clear = useMutation(orpc.spool.clearQueue.mutationOptions({ onSettled: () => void refetch() }));
  const confirm = useMutation(orpc.spool.confirm.mutationOptions({ onError: () => void refetch() }));
  const say = async (lastGood: 'all' | 'none' | number, goOn: boolean) => {
    await confirm.mutateAsync({ run: run.id, lastGood, spoilt: [], offQueue }).then(
      () => (goOn && next > 0 ? sendNext() : undefined),
      // The refusal is shown below.
      () => undefined,
    );
  };
  const sheet = typedSheet(sent, typed);
  const open = queue?.kind === 'empty' || (queue?.kind === 'unknown' && offQueue);
  const kind = queue?.kind ?? 'asking';
  const first = sent[0]?.serial ?? '';
  const last = sent.at(-1)?.serial ?? '';
  return (
    <>
      <div className={classes.told}>
        <div className={classes.ask}>
          <Text data-testid="spool-sent">
            {t(sent.length === 1 ? 'spool.sentOne' : 'spool.sentMany', { count: sent.length, first, last })}
          </Text>
          <Text className={classes.say ?? ''}>
            {t(run.waitingFor?.accepted ? 'spool.readTray' : 'spool.unsure')}
          </Text>
        </div>
        <div className={classes.queue}>
          <span className={classes.queueWord} data-kind={kind} role="status" data-testid="spool-queue">
            {kind === 'empty' && <IconCircleCheck size={18} aria-hidden="true" />}
            {kind === 'busy' && <IconHourglass size={18} aria-hidden="true" />}
            {kind === 'unknown' && <IconPlugConnectedX size={18} aria-hidden="true" />}
            {t(`spool.queue.${kind}`, { jobs: queue?.kind === 'busy' ? queue.jobs : 0 })}
          </span>
          {kind === 'busy' && (
            <Button
              variant="default"
              loading={clear.isPending}
              onClick={() => clear.mutate({ run: run.id })}
              data-testid="spool-clear"
            >
              {t('spool.clear')}
            </Button>
          )}
          {kind === 'unknown' && (
            <Checkbox
              size="md"
              checked={offQueue}
              onChange={({ currentTarget }) => setOffQueue(currentTarget.checked)}
              label={t('spool.offQueue')}
              data-testid="spool-off-queue"
            />
          )}
        </div>
      </div>
      {confirm.isError && (
        <Text c="red" role="alert">
          {refusal(confirm.error)}
        </Text>
      )}
      <form
        className={classes.answer}
        onSubmit={(event) => {
          event.preventDefault();
          if (sheet && open) void say(sheet.number, false).then(() => setTyped(''));
        }}
      >
        <Button
          size="lg"
          color="teal"
          leftSection={<IconCheck size={20} aria-hidden="true" />}
          disabled={!open}
          loading={confirm.isPending}
          onClick={() => void say('all', true)}
          data-testid="spool-all"
        >
          {next > 0 ? t('spool.allGoodNext', { sheets: next }) : t('spool.allGood')}
        </Button>
        <div className={classes.last}>
          <TextInput
            size="lg"
            aria-label={t('spool.lastGood')}
            leftSection={<span>No.</span>}
            leftSectionWidth={52}
            label={t('spool.lastGood')}
            placeholder={t('spool.lastGoodPlaceholder')}
            value={typed}
            error={typed.trim() !== '' && !sheet ? t('spool.notFound') : null}
            rightSection={
              sheet ? (
                <Text size="sm" truncate="end" w={76}>
                  {sheet.name}
                </Text>
              ) : null
            }
            rightSectionWidth={sheet ? 84 : 0}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            data-testid="last-good"
          />
          <Button
            type="submit"
            size="lg"
            variant="default"
            disabled={!open || !sheet}
            data-testid="spool-here"
          >
            {t('spool.here')}
          </Button>
        </div>
        <Button
          size="lg"
          variant="subtle"
          leftSection={<IconX size={20} aria-hidden="true" />}
          disabled={!open}
          onClick={() => void say('none', false)}
          data-testid="spool-none"
        >
          {t('spool.none')}
        </Button>
      </form>
    </>
  );
}
