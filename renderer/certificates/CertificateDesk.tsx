import { Button, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconAward, IconCheck, IconCircleDashed, IconHash } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateState, Graduate } from '../../shared/contract/certificates';
import type { EventSummary } from '../../shared/contract/events';
import type { AttendeeId } from '../../shared/contract/ids';
import { assertNever } from '../../shared/domain/assertNever';
import { type TemplateKind, templateKinds } from '../../shared/domain/certificateTemplate';
import { orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useChosenEvent } from '../ui/program';
import { go } from '../ui/route';
import { CertificateRun } from './CertificateRun';
import classes from './Desk.module.css';
import { Filters } from './Filters';
import { Glyphs, HeldBack } from './HeldBack';
import { NobodyDue } from './NobodyDue';
import { PersonList } from './PersonList';
import { useProblemText } from './problemText';
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
  const [kind, setKind] = useState<TemplateKind>('completion');
  const text = useBilingual();
  const { data } = useQuery(orpc.certificates.list.queryOptions({ input: { eventId: event.id, kind } }));
  const [filter, setFilter] = useState<Filter>('present');
  const [chosen, setChosen] = useState<AttendeeId>();
  if (!data) return null;
  const { graduates, lastSerial } = data;
  const kinds = <KindChooser kind={kind} choose={setKind} />;
  if (graduates.length === 0) {
    return (
      <div className={classes.empty} data-testid="no-graduates">
        <IconAward size={48} stroke={1.3} aria-hidden="true" />
        {kinds}
        <NobodyDue kind={kind} />
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
        {kinds}
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
        <Preview event={event} kind={kind} person={person} lastSerial={lastSerial} />
        <CertificateRun event={event} kind={kind} graduates={graduates} person={person} />
      </div>
    </div>
  );
}

/** Certificates of which kind: each has its own people, template and run. */
function KindChooser({
  kind,
  choose,
}: {
  readonly kind: TemplateKind;
  readonly choose: (kind: TemplateKind) => void;
}) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="md"
      aria-label={t('preflight.kind')}
      value={kind}
      onChange={(value) => choose(templateKinds.find((one) => one === value) ?? 'completion')}
      data={templateKinds.map((value) => ({
        value,
        label: <span data-testid={`kind-${value}`}>{t(`templates.kind.${value}`)}</span>,
      }))}
    />
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
  kind,
  person,
  lastSerial,
}: {
  readonly event: EventSummary;
  readonly kind: TemplateKind;
  readonly person: Graduate | undefined;
  readonly lastSerial: string | null;
}) {
  const { t } = useTranslation();
  const drawable = person && person.state.kind !== 'heldBack' ? person : undefined;
  const { data } = useQuery(
    orpc.certificates.preview.queryOptions({
      input: drawable ? { eventId: event.id, kind, attendeeId: drawable.attendeeId } : skipToken,
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
