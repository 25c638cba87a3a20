import { NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Graduate } from '../../shared/contract/certificates';
import type { EventSummary } from '../../shared/contract/events';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import { type PrintOrder, printOrders } from '../../shared/domain/printOrder';
import { client, orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import classes from './CertificateRun.module.css';
import { RunPanel } from './RunPanel';
import { SpoolPanel } from './SpoolPanel';

const whoseOptions = ['notPrinted', 'present', 'one'] as const;
type Whose = (typeof whoseOptions)[number];
const fileOptions = ['one', 'each', 'both'] as const;
const sideOptions = ['front', 'duplex'] as const;
const chunkSizes = [10, 20, 50, 100];

/** The option that a field's text names; the first where it names none. */
function optionOf<T extends string>(options: readonly [T, ...T[]], value: string): T {
  return options.find((option) => option === value) ?? options[0];
}

const isPrinted = ({ state }: Graduate) => state.kind === 'printed';
const isHeld = ({ state }: Graduate) => state.kind === 'heldBack';

/** What is printed next, and the run that is under way: there is one at a time, and it outlives the app. */
export function CertificateRun(props: {
  readonly event: EventSummary;
  readonly kind: TemplateKind;
  readonly graduates: readonly Graduate[];
  readonly person: Graduate | undefined;
}) {
  const { data: run } = useQuery(orpc.spool.current.queryOptions());
  return run ? <SpoolPanel run={run} /> : <NewRun {...props} />;
}

function NewRun({
  event,
  kind,
  graduates,
  person,
}: {
  readonly event: EventSummary;
  readonly kind: TemplateKind;
  readonly graduates: readonly Graduate[];
  readonly person: Graduate | undefined;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [whose, setWhose] = useState<Whose>('notPrinted');
  const [order, setOrder] = useState<PrintOrder>('name');
  const [files, setFiles] = useState<(typeof fileOptions)[number]>('one');
  const [sides, setSides] = useState<(typeof sideOptions)[number]>('front');
  const [chunkSize, setChunkSize] = useState(20);
  const [reason, setReason] = useState('');
  const due = person && !isHeld(person) && (person.present || person.state.kind !== 'ready');
  const people: Readonly<Record<Whose, readonly Graduate[]>> = {
    notPrinted: graduates.filter((one) => one.present && !isHeld(one) && !isPrinted(one)),
    present: graduates.filter((one) => one.present && !isHeld(one)),
    one: due && person ? [person] : [],
  };
  const choice =
    whose === 'one' && person
      ? ({ kind: 'one', attendeeId: person.attendeeId } as const)
      : ({ kind: whose === 'one' ? 'notPrinted' : whose } as const);
  const input = { eventId: event.id, kind, choice, order };
  const again = people[whose].some(isPrinted);
  const select = <T extends string>(
    label: string,
    value: T,
    options: readonly { readonly value: T; readonly label: string }[],
    choose: (value: string) => void,
    testId: string,
  ) => (
    <NativeSelect
      size="md"
      label={label}
      value={value}
      data={[...options]}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data-testid={testId}
    />
  );
  return (
    <RunPanel
      kind="certificates"
      count={people[whose].length}
      makePdf={(signal) => client.certificates.makePdf({ ...input, files, language }, { signal })}
      print={(printer, signal) =>
        client.spool.start({ ...input, printer, chunkSize, sides, reason: again ? reason : '' }, { signal })
      }
    >
      <Stack gap={4} className={classes.whose ?? ''}>
        <Text size="sm" fw={500} id="whose">
          {t('certificates.whose')}
        </Text>
        <SegmentedControl
          size="md"
          aria-labelledby="whose"
          value={whose}
          onChange={(value) => setWhose(optionOf(whoseOptions, value))}
          data={whoseOptions.map((value) => ({
            value,
            label: (
              <span data-testid={`choice-${value}`}>
                {t(`certificates.choice.${value}`, { people: people[value].length })}
              </span>
            ),
          }))}
        />
      </Stack>
      <div className={classes.settings}>
        {select(
          t('certificates.order'),
          order,
          printOrders.map((value) => ({ value, label: t(`certificates.orderName.${value}`) })),
          (value) => setOrder(optionOf(printOrders, value)),
          'order-select',
        )}
        {select(
          t('certificates.chunk'),
          String(chunkSize),
          chunkSizes.map((sheets) => ({
            value: String(sheets),
            label: t('certificates.chunkSheets', { sheets }),
          })),
          (value) => setChunkSize(Number(value)),
          'chunk-select',
        )}
        {select(
          t('certificates.sides'),
          sides,
          sideOptions.map((value) => ({ value, label: t(`certificates.sidesName.${value}`) })),
          (value) => setSides(optionOf(sideOptions, value)),
          'sides-select',
        )}
        {select(
          t('certificates.files'),
          files,
          fileOptions.map((value) => ({ value, label: t(`certificates.filesName.${value}`) })),
          (value) => setFiles(optionOf(fileOptions, value)),
          'files-select',
        )}
      </div>
      {again && (
        <TextInput
          size="md"
          label={t('certificates.again')}
          placeholder={t('certificates.againPlaceholder')}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          className={classes.reason ?? ''}
          data-testid="again-reason"
        />
      )}
    </RunPanel>
  );
}
