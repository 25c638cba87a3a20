import { Button, Group, Modal, NativeSelect, Progress, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconPlayerPlay, IconPlayerStop, IconPrinter, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpoolState } from '../../shared/contract/spool';
import { client, orpc } from '../client';
import { useRefusalText, useShowRefusal } from '../ui/refusal';
import { startPaperRun, usePaperRun } from './paperRuns';
import classes from './SpoolPanel.module.css';
import { TrayReading } from './TrayReading';
import { typedSheet } from './typedSheet';

/** A run of certificates that is under way: where it stands, and what the operator is asked. */
export function SpoolPanel({ run }: { readonly run: SpoolState }) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const sending = usePaperRun('certificates');
  const good = run.sheets.filter(({ state }) => state === 'good').length;
  const sent = run.sheets.filter(({ state }) => state === 'sent');
  const waiting = run.sheets.filter(({ state }) => state === 'waiting').length;
  const all = run.sheets.filter(({ state }) => state !== 'dropped').length;
  const next = Math.min(run.chunkSize, waiting);
  const sendNext = () =>
    startPaperRun('certificates', (signal) => client.spool.next({ run: run.id }, { signal }));
  const busy = sending.kind === 'running';
  return (
    <section className={classes.panel} aria-label={t('spool.title')} data-testid="spool">
      <div className={classes.head}>
        <h3>{t('spool.title')}</h3>
        <Text size="sm" c="dimmed">
          {run.printer} · {t(`certificates.orderName.${run.order}`)}
          {run.reason !== '' && ` · ${t('spool.reason', { reason: run.reason })}`}
        </Text>
        <span className={classes.count} data-testid="spool-count">
          {t('spool.confirmed', { good, all })}
        </span>
      </div>
      <Progress.Root size="lg" aria-label={t('spool.progress')}>
        <Progress.Section value={(good / Math.max(1, all)) * 100} color="teal" />
        <Progress.Section value={(sent.length / Math.max(1, all)) * 100} color="ink" striped />
      </Progress.Root>
      {sending.kind === 'failed' && (
        <Text c="red" role="alert" data-testid="run-failed">
          {refusal(sending.error)}
        </Text>
      )}
      {run.waitingFor && !busy ? (
        <TrayReading key={run.waitingFor.sentAt} run={run} sent={sent} next={next} sendNext={sendNext} />
      ) : (
        <Group gap="sm">
          <Button
            size="lg"
            leftSection={<IconPlayerPlay size={20} aria-hidden="true" />}
            loading={busy}
            onClick={() => void sendNext()}
            data-testid="spool-next"
          >
            {t('spool.next', { sheets: next })}
          </Button>
        </Group>
      )}
      <More run={run} waiting={waiting} />
    </section>
  );
}

function More({ run, waiting }: { readonly run: SpoolState; readonly waiting: number }) {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const { data } = useQuery(orpc.printing.printers.queryOptions());
  const undo = useMutation(orpc.spool.undoConfirm.mutationOptions({ onError }));
  const change = useMutation(orpc.spool.changePrinter.mutationOptions({ onError }));
  const [ending, setEnding] = useState(false);
  const [spoiling, setSpoiling] = useState(false);
  const abandon = useMutation(
    orpc.spool.abandon.mutationOptions({ onError, onSettled: () => setEnding(false) }),
  );
  const printers = data?.printers ?? [];
  const asked = run.waitingFor !== null;
  return (
    <div className={classes.more}>
      {run.canUndo && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden="true" />}
          onClick={() => undo.mutate({ run: run.id })}
          data-testid="spool-undo"
        >
          {t('spool.undo')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconTrash size={18} aria-hidden="true" />}
        onClick={() => setSpoiling(true)}
        data-testid="spool-spoil"
      >
        {t('spool.spoil')}
      </Button>
      {!asked && (
        <>
          <NativeSelect
            size="md"
            aria-label={t('spool.printer')}
            leftSection={<IconPrinter size={18} aria-hidden="true" />}
            value={run.printer}
            data={[
              ...printers.map(({ name, displayName }) => ({ value: name, label: displayName })),
              ...(printers.some(({ name }) => name === run.printer) ? [] : [run.printer]),
            ]}
            onChange={({ currentTarget }) => change.mutate({ run: run.id, printer: currentTarget.value })}
            data-testid="spool-printer"
          />
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={18} aria-hidden="true" />}
            onClick={() => setEnding(true)}
            data-testid="spool-abandon"
          >
            {t('spool.abandon')}
          </Button>
        </>
      )}
      <Modal opened={ending} onClose={() => setEnding(false)} title={t('spool.abandon')}>
        <Stack>
          <Text>{t('spool.abandonAsk', { sheets: waiting })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setEnding(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              color="red"
              loading={abandon.isPending}
              onClick={() => abandon.mutate({ run: run.id })}
              data-testid="spool-abandon-yes"
            >
              {t('spool.abandon')}
            </Button>
          </Group>
        </Stack>
      </Modal>
      {spoiling && <Spoil run={run} close={() => setSpoiling(false)} />}
    </div>
  );
}

function Spoil({ run, close }: { readonly run: SpoolState; readonly close: () => void }) {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const [typed, setTyped] = useState('');
  const spoil = useMutation(orpc.spool.spoil.mutationOptions({ onError, onSuccess: close }));
  const good = run.sheets.filter(({ state }) => state === 'good');
  const sheet = typedSheet(good, typed);
  return (
    <Modal opened onClose={close} title={t('spool.spoil')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (sheet) spoil.mutate({ run: run.id, number: sheet.number });
        }}
      >
        <Stack>
          <Text size="sm">{t('spool.spoilHint')}</Text>
          <TextInput
            size="md"
            label={t('spool.spoilNo')}
            placeholder={t('spool.lastGoodPlaceholder')}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            description={sheet ? `${sheet.serial} ${sheet.name}` : ' '}
            data-autofocus
            data-testid="spoil-serial"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={!sheet} loading={spoil.isPending} data-testid="spoil-yes">
              {t('spool.spoil')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
