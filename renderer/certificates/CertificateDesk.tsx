import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconAward, IconCheck, IconCircleDashed, IconHash } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateOrder, CertificateState, Graduate } from '../../shared/contract/certificates';
import type { EventSummary } from '../../shared/contract/events';
import type { AttendeeId } from '../../shared/contract/ids';
import { assertNever } from '../../shared/domain/assertNever';
import { client, orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useChosenEvent } from '../ui/program';
import { go } from '../ui/route';
import classes from './Desk.module.css';
import { Filters } from './Filters';
import { Glyphs, HeldBack } from './HeldBack';
import { PersonList } from './PersonList';
import { useProblemText } from './problemText';
import { RunPanel } from './RunPanel';
import { Sheet } from './Sheet';

type Filter = 'present' | 'eligible' | 'notPrinted' | 'problem';

const shows: Readonly<Record<Filter, (graduate: Graduate) => boolean>> = {
  present: ({ present }) => present,
  eligible: () => true,
  notPrinted: ({ present, state }) => present && (state.kind === 'ready' || state.kind === 'issued'),
  problem: ({ state }) => state.kind === 'heldBack',
};
const filters: readonly Filter[] = ['present', 'notPrinted', 'eligible', 'problem'];

/** The certificates of the event chosen in the top line. */
export function CertificateDesk() {
  const { t } = useTranslation();
  const event = useChosenEvent();
  if (!event) {
    return (
      <div className={classes.empty}>
        <IconAward size={48} stroke={1.3} aria-hidden="true" />
        <Title order={3}>{t('certificates.noEvent')}</Title>
        <Text c="dimmed">{t('certificates.noEventHint')}</Text>
      </div>
    );
  }
  return <EventCertificates event={event} />;
}

function EventCertificates({ event }: { readonly event: EventSummary }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { data } = useQuery(orpc.certificates.list.queryOptions({ input: { eventId: event.id } }));
  const [filter, setFilter] = useState<Filter>('present');
  const [chosen, setChosen] = useState<AttendeeId>();
  if (!data) return null;
  const { graduates, lastSerial } = data;
  if (graduates.length === 0) {
    return (
      <div className={classes.empty} data-testid="no-graduates">
        <IconAward size={48} stroke={1.3} aria-hidden="true" />
        <Title order={3}>{t('certificates.nobody')}</Title>
        <Text c="dimmed">{t('certificates.nobodyHint')}</Text>
        <Button size="lg" onClick={() => go('people', 'import')}>
          {t('certificates.importResults')}
        </Button>
      </div>
    );
  }
  const problemsFirst = graduates.toSorted((a, b) => Number(shows.problem(b)) - Number(shows.problem(a)));
  const shown = problemsFirst.filter(shows[filter]);
  const person =
    graduates.find(({ attendeeId }) => attendeeId === chosen) ??
    shown.find((graduate) => !shows.problem(graduate)) ??
    graduates.find((graduate) => !shows.problem(graduate));
  const held = graduates.flatMap(({ attendeeId, name, state }) =>
    state.kind === 'heldBack' ? [{ id: attendeeId, name, why: <Why problem={state.problem} /> }] : [],
  );
  return (
    <div className={classes.desk}>
      <div className={classes.who}>
        <HeldBack
          title={t('certificates.heldBackTitle', { people: held.length })}
          hint={t('certificates.heldBackHint')}
          people={held}
        />
        <Filters
          label={t('certificates.filters')}
          testId="certificate-counts"
          value={filter}
          choose={setFilter}
          problem="problem"
          options={filters.map((value) => ({
            value,
            label: t(`certificates.filter.${value}`),
            count: graduates.filter(shows[value]).length,
          }))}
        />
        {shown.length > 0 ? (
          <PersonList
            label={t('certificates.people')}
            people={shown}
            chosen={person?.attendeeId}
            choose={setChosen}
            testId="certificate-row"
            state={(graduate) => <State graduate={graduate} />}
          />
        ) : (
          <div className={classes.empty}>
            <Text c="dimmed">
              {t(`certificates.nothing.${filter}`, { event: text(event.title, event.titleEn) })}
            </Text>
          </div>
        )}
      </div>
      <div className={classes.paper}>
        <Preview event={event} person={person} lastSerial={lastSerial} />
        <CertificateRun event={event} graduates={graduates} person={person} />
      </div>
    </div>
  );
}

function Why({ problem }: { readonly problem: Extract<CertificateState, { kind: 'heldBack' }>['problem'] }) {
  const told = useProblemText();
  return problem.kind === 'glyphs' ? <Glyphs characters={problem.characters} /> : told(problem);
}

function State({ graduate: { state, present } }: { readonly graduate: Graduate }) {
  const { t } = useTranslation();
  const icon = {
    ready: <IconCircleDashed size={18} aria-hidden="true" />,
    issued: <IconHash size={18} aria-hidden="true" />,
    printed: <IconCheck size={18} aria-hidden="true" />,
    heldBack: <IconAlertTriangle size={18} aria-hidden="true" />,
  }[state.kind];
  const word = (): string => {
    switch (state.kind) {
      case 'ready':
        return t(present ? 'certificates.state.ready' : 'certificates.state.absent');
      case 'issued':
        return state.serial;
      case 'printed':
        return t('certificates.state.printed', { serial: state.serial });
      case 'heldBack':
        return t('certificates.state.heldBack');
      default:
        return assertNever(state);
    }
  };
  return (
    <span className={classes.state} data-kind={state.kind === 'ready' && !present ? 'issued' : state.kind}>
      {icon}
      {word()}
    </span>
  );
}

function Preview({
  event,
  person,
  lastSerial,
}: {
  readonly event: EventSummary;
  readonly person: Graduate | undefined;
  readonly lastSerial: string | null;
}) {
  const { t } = useTranslation();
  const drawable = person && person.state.kind !== 'heldBack' ? person : undefined;
  const { data } = useQuery(
    orpc.certificates.preview.queryOptions({
      input: drawable ? { eventId: event.id, attendeeId: drawable.attendeeId } : skipToken,
    }),
  );
  if (!drawable) {
    return (
      <div className={classes.empty}>
        <Text c="dimmed">{t('certificates.noPreview')}</Text>
      </div>
    );
  }
  return (
    <>
      <Sheet svg={data?.pages[0]} orientation="landscape" testId="certificate-preview" />
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {t(data?.issued ? 'certificates.frozen' : 'certificates.draft')}
        </Text>
        <Text size="sm" className={classes.last ?? ''}>
          {t('certificates.lastSerial')}{' '}
          <strong data-testid="last-serial">{lastSerial === null ? '—' : `No. ${lastSerial}`}</strong>
        </Text>
      </Group>
    </>
  );
}

type Whose = 'notPrinted' | 'present' | 'one';

function CertificateRun({
  event,
  graduates,
  person,
}: {
  readonly event: EventSummary;
  readonly graduates: readonly Graduate[];
  readonly person: Graduate | undefined;
}) {
  const { t } = useTranslation();
  const [whose, setWhose] = useState<Whose>('notPrinted');
  const [order, setOrder] = useState<CertificateOrder>('name');
  const printable = (graduate: Graduate) => graduate.present && !shows.problem(graduate);
  const due = person && person.state.kind !== 'heldBack' && (person.present || person.state.kind !== 'ready');
  const counts: Readonly<Record<Whose, number>> = {
    notPrinted: graduates.filter(shows.notPrinted).length,
    present: graduates.filter(printable).length,
    one: due ? 1 : 0,
  };
  const choice =
    whose === 'one' && person
      ? ({ kind: 'one', attendeeId: person.attendeeId } as const)
      : ({ kind: whose === 'one' ? 'notPrinted' : whose } as const);
  const input = { eventId: event.id, choice, order };
  return (
    <RunPanel
      kind="certificates"
      count={counts[whose]}
      makePdf={(signal) => client.certificates.makePdf(input, { signal })}
      print={(printer, signal) => client.certificates.print({ ...input, printer }, { signal })}
    >
      <Stack gap={4}>
        <Text size="sm" fw={500} id="whose">
          {t('certificates.whose')}
        </Text>
        <SegmentedControl
          size="md"
          aria-labelledby="whose"
          value={whose}
          onChange={(value) => setWhose(value === 'present' || value === 'one' ? value : 'notPrinted')}
          data={(['notPrinted', 'present', 'one'] as const).map((value) => ({
            value,
            label: (
              <span data-testid={`choice-${value}`}>
                {t(`certificates.choice.${value}`, { people: counts[value] })}
              </span>
            ),
          }))}
        />
      </Stack>
      <Stack gap={4}>
        <Text size="sm" fw={500} id="order">
          {t('certificates.order')}
        </Text>
        <SegmentedControl
          size="md"
          aria-labelledby="order"
          value={order}
          onChange={(value) => setOrder(value === 'number' ? 'number' : 'name')}
          data={[
            { value: 'name', label: t('certificates.byName') },
            { value: 'number', label: t('certificates.byNumber') },
          ]}
        />
      </Stack>
    </RunPanel>
  );
}
