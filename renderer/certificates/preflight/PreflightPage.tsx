import { Button, Group, Progress, SegmentedControl, Text, Title } from '@mantine/core';
import { IconAward, IconFileCheck, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../../shared/contract/events';
import type { AttendeeId } from '../../../shared/contract/ids';
import type { PreflightPerson } from '../../../shared/contract/templates';
import { type TemplateKind, templateKinds } from '../../../shared/domain/certificateTemplate';
import { client, orpc } from '../../client';
import { useBilingual } from '../../ui/i18n';
import { useChosenEvent } from '../../ui/program';
import { useRefusalText } from '../../ui/refusal';
import { go } from '../../ui/route';
import desk from '../Desk.module.css';
import { Filters } from '../Filters';
import { NobodyDue } from '../NobodyDue';
import { Sheet } from '../Sheet';
import { FindingList } from './FindingList';
import classes from './Preflight.module.css';
import { ProofKey } from './ProofKey';
import { stops, usePreflight, wantsLook } from './usePreflight';

type Filter = 'stops' | 'look' | 'absent' | 'all';
const filters: readonly Filter[] = ['stops', 'look', 'absent', 'all'];
const shows: Readonly<Record<Filter, (person: PreflightPerson) => boolean>> = {
  stops,
  look: wantsLook,
  absent: ({ findings }) => findings.some(({ kind }) => kind === 'absent'),
  all: () => true,
};

/** Before a batch: what would go wrong or wants a look, person by person, the riskiest first. */
export function PreflightPage() {
  const { t } = useTranslation();
  const event = useChosenEvent();
  if (!event) {
    return (
      <div className={desk.empty}>
        <IconAward size={48} stroke={1.3} aria-hidden="true" />
        <Title order={3}>{t('certificates.noEvent')}</Title>
        <Text c="dimmed">{t('certificates.noEventHint')}</Text>
      </div>
    );
  }
  return <Preflight key={event.id} event={event} />;
}

function Preflight({ event }: { readonly event: EventSummary }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const refusal = useRefusalText();
  const [kind, setKind] = useState<TemplateKind>('completion');
  const [filter, setFilter] = useState<Filter>();
  const [chosen, setChosen] = useState<AttendeeId>();
  const { check, again, stop } = usePreflight(event.id, kind);
  const kinds = (
    <SegmentedControl
      aria-label={t('preflight.kind')}
      value={kind}
      onChange={(value) => {
        const next = templateKinds.find((one) => one === value);
        if (next) setKind(next);
        setFilter(undefined);
      }}
      data={templateKinds.map((value) => ({ value, label: t(`templates.kind.${value}`) }))}
    />
  );
  if (check.kind === 'failed') return <Text>{refusal(check.error)}</Text>;
  if (check.kind === 'running') {
    return (
      <div className={classes.page}>
        {kinds}
        <Progress value={(100 * check.done) / Math.max(1, check.total)} aria-label={t('preflight.running')} />
        <Group justify="space-between">
          <Text c="dimmed">{t('preflight.checking', { done: check.done, total: check.total })}</Text>
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={18} aria-hidden="true" />}
            onClick={stop}
            data-testid="preflight-stop"
          >
            {t('printing.stop')}
          </Button>
        </Group>
      </div>
    );
  }
  if (check.kind === 'stopped') {
    return (
      <div className={classes.page}>
        {kinds}
        <Group justify="space-between">
          <Text c="dimmed" role="status">
            {t('preflight.stopped')}
          </Text>
          <Button
            leftSection={<IconRefresh size={18} aria-hidden="true" />}
            onClick={again}
            data-testid="preflight-again"
          >
            {t('preflight.again')}
          </Button>
        </Group>
      </div>
    );
  }
  const { people, template } = check;
  const counts = Object.fromEntries(filters.map((name) => [name, people.filter(shows[name]).length]));
  const first = filters.find((name) => (counts[name] ?? 0) > 0 && name !== 'absent') ?? 'all';
  const shown = people.filter(shows[filter ?? first]);
  const person = people.find(({ attendeeId }) => attendeeId === chosen) ?? shown[0];
  return (
    <div className={classes.page} data-testid="preflight">
      <Group justify="space-between" wrap="nowrap">
        {kinds}
        <Text c="dimmed" truncate="end" className={classes.by ?? ''}>
          {t('preflight.by', { name: text(template.name, template.nameEn), version: template.version })}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" leftSection={<IconRefresh size={18} />} onClick={again}>
            {t('preflight.again')}
          </Button>
          <ProofKey event={event} kind={kind} disabled={people.length === 0} />
        </Group>
      </Group>
      {people.length === 0 ? (
        <div className={desk.empty} data-testid="preflight-nobody">
          <IconFileCheck size={48} stroke={1.3} aria-hidden="true" />
          <NobodyDue kind={kind} />
          <Button onClick={() => go('people', 'import')}>{t('certificates.importResults')}</Button>
        </div>
      ) : (
        <div className={desk.desk}>
          <div className={desk.who}>
            <Filters
              label={t('preflight.filters')}
              testId="preflight-counts"
              value={filter ?? first}
              choose={setFilter}
              problem="stops"
              options={filters.map((value) => ({
                value,
                label: t(`preflight.filter.${value}`),
                count: counts[value] ?? 0,
              }))}
            />
            <FindingList people={shown} chosen={person?.attendeeId} choose={setChosen} />
          </div>
          <div className={desk.paper}>{person && <Look event={event} kind={kind} person={person} />}</div>
        </div>
      )}
    </div>
  );
}

function Look({
  event,
  kind,
  person,
}: {
  readonly event: EventSummary;
  readonly kind: TemplateKind;
  readonly person: PreflightPerson;
}) {
  const { t } = useTranslation();
  const { data: list } = useQuery(orpc.templates.list.queryOptions());
  const id = list?.find((one) => one.kind === kind && one.chosen)?.id;
  const { data: open } = useQuery(orpc.templates.get.queryOptions({ input: id ? { id } : skipToken }));
  const { attendeeId } = person;
  const input = open ? { body: open.body, eventId: event.id, attendeeId } : undefined;
  // The key is the version's, not its whole body: an image in it may be half a megabyte.
  const { data: drawing } = useQuery({
    queryKey: [...orpc.templates.key(), 'look', id, open?.version, event.id, attendeeId],
    queryFn: input ? () => client.templates.draw(input) : skipToken,
  });
  return (
    <>
      <Sheet
        svg={drawing?.pages[0]}
        orientation={open?.body.paper.orientation ?? 'landscape'}
        testId="preflight-sheet"
      />
      <Text size="sm" c="dimmed">
        {t('preflight.sheetHint')}
      </Text>
    </>
  );
}
