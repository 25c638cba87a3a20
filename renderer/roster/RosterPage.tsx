import { Badge, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../shared/contract/ids';
import type { RosterStats } from '../../shared/contract/roster';
import { orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import { useChosenEvent, useEvents } from '../ui/program';
import { go } from '../ui/route';
import { BulkBar } from './BulkBar';
import { EmptyRoster, NobodyFound } from './EmptyRoster';
import { ExportDialog } from './ExportDialog';
import { ListEvent } from './ListEvent';
import { PeopleTable } from './PeopleTable';
import { PersonDrawer } from './PersonDrawer';
import { RosterFilters } from './RosterFilters';
import classes from './RosterPage.module.css';
import { useRosterView } from './useRosterView';

/** Everybody of the program: found as they are asked for, with who completes and who is here. */
export function RosterPage({
  asked,
  exporting,
}: {
  readonly asked: AttendeeId | undefined;
  readonly exporting: boolean;
}) {
  const view = useRosterView();
  const chosenEvent = useChosenEvent();
  const events = useEvents();
  const event = view.eventId === null ? chosenEvent : events.find(({ id }) => id === view.eventId);
  const [selected, setSelected] = useState<ReadonlySet<AttendeeId>>(new Set());
  const opened = asked ?? null;
  const setOpened = (id: AttendeeId | null) => (id === null ? go('people') : go('people', 'person', id));
  // Of a list that was kept with an event which is gone since, nobody stands to it: not to the one chosen instead.
  const eventId = view.eventId ?? event?.id ?? null;
  const { data: ids } = useQuery(
    orpc.roster.view.queryOptions({
      input: { text: view.text.trim(), eventId, filter: view.filter },
      placeholderData: keepPreviousData,
    }),
  );
  // The list first: counting who completes among very many takes longer.
  const stats = useQuery(orpc.roster.stats.queryOptions({ enabled: ids !== undefined })).data;
  if (!ids) return null;
  if (ids.length === 0 && !view.narrowed) return <EmptyRoster />;

  const found = ids;
  const chosen = selected.size === 0 ? [] : found.filter((id) => selected.has(id));
  return (
    <div className={classes.page}>
      <Head stats={stats} onExport={() => go('people', 'export')} />
      {exporting && (
        <ExportDialog
          shown={found}
          columns={view.columns}
          eventId={eventId}
          narrowed={view.narrowed}
          onClose={() => go('people')}
        />
      )}
      <RosterFilters view={view} eventId={eventId} found={found.length} />
      <ListEvent view={view} event={event} />
      {chosen.length > 0 && <BulkBar ids={chosen} onClear={() => setSelected(new Set())} />}
      {found.length === 0 ? (
        <NobodyFound onClear={view.clear} />
      ) : (
        <PeopleTable
          // Another list begins at its top.
          key={JSON.stringify([view.text, view.filter])}
          ids={found}
          columns={view.columns}
          event={event}
          selected={selected}
          onSelect={setSelected}
          onOpen={setOpened}
        />
      )}
      <PersonDrawer id={opened} eventId={eventId} onClose={() => setOpened(null)} />
    </div>
  );
}

interface HeadProps {
  /** Undefined until they are counted: with very many people that takes a moment. */
  readonly stats: RosterStats | undefined;
  readonly onExport: () => void;
}

function Head({ stats, onExport }: HeadProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const percent = (eligible: number, of: number) =>
    share.format(of === 0 ? 0 : eligible / of).replace('%', ' %');
  return (
    <header className={classes.head}>
      <div>
        <h1 className={classes.title}>{t('people.title')}</h1>
        <Text c="dimmed" size="lg" className={classes.count ?? ''} data-testid="people-count">
          {stats &&
            t('people.count', {
              people: stats.participants,
              eligible: stats.eligible,
              percent: percent(stats.eligible, stats.participants),
              cast: stats.cast,
            })}
          {stats && stats.sharedNames.length > 0 && (
            <Tooltip label={stats.sharedNames.slice(0, 40).join(', ')} multiline maw={320}>
              <Badge
                variant="light"
                color="orange"
                size="lg"
                ml="sm"
                className={classes.shared ?? ''}
                data-testid="people-shared"
              >
                {t('people.sharedNames', { number: stats.sharedNames.length })}
              </Badge>
            </Tooltip>
          )}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap" className={classes.files ?? ''}>
        <Button
          leftSection={<IconUpload size={20} />}
          variant="default"
          onClick={() => go('people', 'import')}
          data-testid="people-import"
        >
          {t('people.import')}
        </Button>
        <Button
          leftSection={<IconDownload size={20} />}
          variant="default"
          onClick={onExport}
          data-testid="people-export"
        >
          {t('exports.open')}
        </Button>
      </Group>
    </header>
  );
}
