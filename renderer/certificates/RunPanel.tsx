import { ActionIcon, Button, Group, NativeSelect, Progress, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconCheck,
  IconFileCheck,
  IconFileTypePdf,
  IconFolderOpen,
  IconPlayerStop,
  IconPrinter,
  IconRefresh,
  IconRulerMeasure,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperKind, RunStep } from '../../shared/contract/printing';
import { client, orpc } from '../client';
import { useRefusalText, useShowRefusal } from '../ui/refusal';
import { OffsetDialog } from './OffsetDialog';
import { startPaperRun, usePaperRun } from './paperRuns';
import classes from './RunPanel.module.css';

type OpenRun = (signal: AbortSignal) => Promise<AsyncIterable<RunStep>>;

interface Props {
  readonly kind: PaperKind;
  /** How many people are in the choice: with none there is nothing to run. */
  readonly count: number;
  readonly makePdf: OpenRun;
  readonly print: (printer: string, signal: AbortSignal) => ReturnType<OpenRun>;
  /** What is chosen before: whose, in which order. */
  readonly children: React.ReactNode;
}

/** The run: whose pages, to which printer or into a PDF, how far it is, and what came of the last one. */
export function RunPanel({ kind, count, makePdf, print, children }: Props) {
  const { t } = useTranslation();
  const run = usePaperRun(kind);
  const printers = usePrinter(kind);
  const idle = run.kind !== 'running' && count > 0;
  return (
    <section className={classes.panel} aria-label={t('printing.title')}>
      <Group gap="md" align="flex-end" justify="space-between">
        {children}
      </Group>
      <div className={classes.actions}>
        <PrinterChooser {...printers} adjustable={kind === 'certificates'} />
        <Button
          size="lg"
          leftSection={<IconPrinter size={20} aria-hidden="true" />}
          disabled={!idle || !printers.chosen}
          onClick={() => void startPaperRun(kind, (signal) => print(printers.chosen, signal))}
          data-testid={`print-${kind}`}
        >
          {t('printing.print', { pages: count })}
        </Button>
        <Button
          size="lg"
          variant="default"
          leftSection={<IconFileTypePdf size={20} aria-hidden="true" />}
          disabled={!idle}
          onClick={() => void startPaperRun(kind, makePdf)}
          data-testid={`make-${kind}-pdf`}
        >
          {t('printing.makePdf')}
        </Button>
      </div>
      <RunState kind={kind} />
    </section>
  );
}

interface PrinterChoice {
  readonly names: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
  readonly choose: (printer: string) => void;
  readonly findAgain: () => void;
}

/** The printers, and the one for this kind of paper: chosen before, the system's default, or the first. */
function usePrinter(kind: PaperKind): PrinterChoice {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const { data, refetch } = useQuery(orpc.printing.printers.queryOptions());
  const choose = useMutation(orpc.printing.choosePrinter.mutationOptions({ onError: showRefusal }));
  const printers = data?.printers ?? [];
  const fallback = printers.find((printer) => printer.isDefault) ?? printers[0];
  return {
    names: printers.map(({ name, displayName, isDefault }) => ({
      value: name,
      label: isDefault ? t('printing.defaultPrinter', { name: displayName }) : displayName,
    })),
    chosen: data?.chosen[kind] ?? fallback?.name ?? '',
    choose: (printer) => choose.mutate({ what: kind, printer }),
    findAgain: () => void refetch(),
  };
}

function PrinterChooser({
  names,
  chosen,
  choose,
  findAgain,
  adjustable,
}: PrinterChoice & { readonly adjustable: boolean }) {
  const [adjusting, setAdjusting] = useState(false);
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const test = useMutation(
    orpc.printing.test.mutationOptions({
      onError: showRefusal,
      onSuccess: (_result, { printer }) =>
        notifications.show({ color: 'teal', message: t('printing.tested', { printer }) }),
    }),
  );
  const none = names.length === 0;
  return (
    <Group gap={8} wrap="nowrap" className={classes.printer ?? ''}>
      <NativeSelect
        size="lg"
        aria-label={t('printing.printer')}
        className={classes.select ?? ''}
        data={none ? [{ value: '', label: t('printing.noPrinter') }] : [...names]}
        disabled={none}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
        data-testid="printer-select"
      />
      <Tooltip label={t('printing.findAgain')}>
        <ActionIcon size={50} variant="default" aria-label={t('printing.findAgain')} onClick={findAgain}>
          <IconRefresh size={20} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('printing.test')}>
        <ActionIcon
          size={50}
          variant="default"
          aria-label={t('printing.test')}
          disabled={none}
          loading={test.isPending}
          onClick={() => test.mutate({ printer: chosen })}
          data-testid="print-test"
        >
          <IconFileCheck size={20} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      {adjustable && (
        <Tooltip label={t('offset.open')}>
          <ActionIcon
            size={50}
            variant="default"
            aria-label={t('offset.open')}
            disabled={none}
            onClick={() => setAdjusting(true)}
            data-testid="open-offset"
          >
            <IconRulerMeasure size={20} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
      {adjusting && <OffsetDialog printer={chosen} close={() => setAdjusting(false)} />}
    </Group>
  );
}

function RunState({ kind }: { readonly kind: PaperKind }) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const run = usePaperRun(kind);
  switch (run.kind) {
    case 'none':
      return <Text className={classes.state ?? ''}>{t('printing.nothingYet')}</Text>;
    case 'running': {
      const { step = 'prepare', done = 0, total = 0 } = run.progress ?? {};
      // Nobody knows how far a queue is with taking pages; nor how far the first of them are drawn.
      const known = step === 'prepare' || done > 0;
      return (
        <Group gap="md" wrap="nowrap" className={classes.state ?? ''} data-testid="run-progress">
          <Stack gap={6} className={classes.bar ?? ''}>
            <Text size="sm">{t(`printing.step.${step}`, { done, total })}</Text>
            <Progress
              value={known ? (done / Math.max(1, total)) * 100 : 100}
              animated={!known}
              striped={!known}
              aria-label={t('printing.progress')}
            />
          </Stack>
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={18} aria-hidden="true" />}
            onClick={run.stop}
            data-testid="run-cancel"
          >
            {t('printing.stop')}
          </Button>
        </Group>
      );
    }
    case 'done': {
      const { document, pages, heldBack } = run.result;
      return (
        <Group gap="sm" className={classes.state ?? ''} role="status" data-testid="run-result">
          <IconCheck size={22} className={classes.good ?? ''} aria-hidden="true" />
          <div className={classes.result}>
            <Text fw={600}>
              {t(document === null ? 'printing.printed' : 'printing.saved', { pages })}
              {heldBack > 0 && ` · ${t('printing.heldBack', { count: heldBack })}`}
            </Text>
            {document !== null && (
              <Text size="sm" c="dimmed" data-testid="document-name">
                {document}
              </Text>
            )}
          </div>
          {document !== null && (
            <Button
              variant="default"
              leftSection={<IconFolderOpen size={18} aria-hidden="true" />}
              onClick={() => void client.program.showDocument({ name: document })}
              data-testid="show-document"
            >
              {t('printing.showInFolder')}
            </Button>
          )}
        </Group>
      );
    }
    case 'stopped':
      return (
        <Text className={classes.state ?? ''} role="status" data-testid="run-stopped">
          {t('printing.stopped')}
        </Text>
      );
    case 'failed':
      return (
        <Text className={classes.state ?? ''} c="red" role="alert" data-testid="run-failed">
          {refusal(run.error)}
        </Text>
      );
  }
}
