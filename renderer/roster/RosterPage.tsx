import { Badge, Button, Group, Pagination, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../shared/contract/ids';
import type { RosterStats } from '../../shared/contract/roster';
import { orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import { useChosenEvent } from '../ui/program';
import { go } from '../ui/route';
import { EmptyRoster, NobodyFound } from './EmptyRoster';
import { ExportDialog } from './ExportDialog';
import { PersonDrawer } from './PersonDrawer';
import { PersonRow } from './PersonRow';
import { RosterFilters } from './RosterFilters';
import classes from './RosterPage.module.css';
import { type Filters, fits, noFilters } from './rosterFilter';

const pageSize = 50;
const everybody = 100_000;

/** Everybody of the program: found as they are asked for, with who completes and who is here. */
export function RosterPage({ asked }: { readonly asked: AttendeeId | undefined }) {
  const { t } = useTranslation();
  const event = useChosenEvent();
  const [filters, setFilters] = useState<Filters>(noFilters);
  const [page, setPage] = useState(1);
  const [exporting, setExporting] = useState(false);
  const opened = asked ?? null;
  const setOpened = (id: AttendeeId | null) => (id === null ? go('people') : go('people', 'person', id));
  const eventId = event?.id ?? null;
  const text = filters.text.trim();
  const list = useQuery(orpc.roster.list.queryOptions({ input: { eventId }, enabled: text === '' }));
  const search = useQuery(
    orpc.roster.search.queryOptions({
      input: { text, eventId, limit: everybody },
      enabled: text !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const stats = useQuery(orpc.roster.stats.queryOptions()).data;
  const people = text === '' ? list.data : search.data;
  if (!stats) return null;
  if (stats.participants + stats.cast === 0) return <EmptyRoster />;

  const found = (people ?? []).filter((person) => fits(person, filters));
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const shown = Math.min(page, pages);
  const columns = ['name', 'affiliation', 'team', 'phone', 'tracks', 'state', ...(event ? ['present'] : [])];
  return (
    <div className={classes.page}>
      <Head stats={stats} onExport={() => setExporting(true)} />
      {exporting && (
        <ExportDialog
          shown={found.map(({ id }) => id)}
          narrowed={people !== undefined && found.length < stats.participants + stats.cast}
          onClose={() => setExporting(false)}
        />
      )}
      <RosterFilters
        filters={filters}
        onChange={(changed) => {
          setFilters(changed);
          setPage(1);
        }}
        withPresence={event !== undefined}
        found={found.length}
      />
      {people && found.length === 0 ? (
        <NobodyFound onClear={() => setFilters(noFilters)} />
      ) : (
        <div className={classes.card}>
          <table className={classes.table}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" data-column={column}>
                    {t(`people.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.slice((shown - 1) * pageSize, shown * pageSize).map((person) => (
                <PersonRow
                  key={person.id}
                  person={person}
                  withPresence={event !== undefined}
                  zone={event?.zone}
                  onOpen={() => setOpened(person.id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages > 1 && (
        <Pagination
          total={pages}
          value={shown}
          onChange={setPage}
          size="lg"
          className={classes.pages ?? ''}
          aria-label={t('people.pages')}
        />
      )}
      <PersonDrawer id={opened} eventId={eventId} onClose={() => setOpened(null)} />
    </div>
  );
}

function Head({ stats, onExport }: { readonly stats: RosterStats; readonly onExport: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const percent = share.format(stats.participants === 0 ? 0 : stats.eligible / stats.participants);
  return (
    <header className={classes.head}>
      <div>
        <h1 className={classes.title}>{t('people.title')}</h1>
        <Text c="dimmed" size="lg" data-testid="people-count">
          {t('people.count', {
            people: stats.participants,
            eligible: stats.eligible,
            percent: percent.replace('%', ' %'),
            cast: stats.cast,
          })}
          {stats.sharedNames.length > 0 && (
            <Tooltip label={stats.sharedNames.join(', ')} multiline maw={320}>
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
