import { Anchor, Badge, Button, Table, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCalendarDown, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../client';
import { useSaveDocument } from '../rundown/editor/useSaveDocument';
import { useBilingual, useLanguage } from '../ui/i18n';
import { useEvents, useProgram } from '../ui/program';
import { go } from '../ui/route';
import { useTimeFormat } from '../ui/time';
import classes from './ProgramPage.module.css';

/** Every event of the program with its counts. */
export function EventTable() {
  const { t } = useTranslation();
  const events = useEvents();
  const { chosenEvent } = useProgram();
  const text = useBilingual();
  const { shortDay, time } = useTimeFormat();
  const language = useLanguage();
  const written = useSaveDocument();
  const { data } = useQuery(orpc.events.clashes.queryOptions());
  const clashes = new Map(data?.map(({ eventId, people }) => [eventId, people]));
  return (
    <section className={classes.tableCard}>
      <div className={classes.tableHead}>
        <h2 className={classes.heading}>{t('events.title')}</h2>
        <div className={classes.buttons}>
          {events.length > 0 && (
            <>
              <Button variant="default" onClick={() => go('people', 'import')}>
                {t('events.import')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconCalendarDown size={20} />}
                onClick={() => written(client.events.calendar({ eventId: null, language }))}
                data-testid="events-calendar"
              >
                {t('events.calendarAll')}
              </Button>
            </>
          )}
          <Button
            leftSection={<IconPlus size={20} />}
            onClick={() => go('program', 'event', 'new')}
            data-testid="event-add"
          >
            {t('events.add')}
          </Button>
        </div>
      </div>
      {events.length === 0 ? (
        <div className={classes.empty}>
          <p className={classes.hint}>{t('events.empty')}</p>
          <Button onClick={() => go('people', 'import')}>{t('events.import')}</Button>
        </div>
      ) : (
        <Table className={classes.table ?? ''} verticalSpacing="sm" horizontalSpacing="lg">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('events.event')}</Table.Th>
              <Table.Th>{t('events.when')}</Table.Th>
              <Table.Th>{t('events.admission')}</Table.Th>
              <Table.Th className={classes.numbers ?? ''}>{t('events.capacity')}</Table.Th>
              <Table.Th className={classes.numbers ?? ''}>{t('events.expected')}</Table.Th>
              <Table.Th className={classes.numbers ?? ''}>{t('events.waiting')}</Table.Th>
              <Table.Th className={classes.numbers ?? ''}>{t('events.present')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {events.map((event) => (
              <Table.Tr
                key={event.id}
                className={event.id === chosenEvent ? (classes.chosen ?? '') : ''}
                data-testid={`event-row-${event.code}`}
              >
                <Table.Td>
                  <Anchor
                    component="button"
                    className={classes.eventTitle ?? ''}
                    onClick={() => go('program', 'event', event.id)}
                    data-testid={`event-open-${event.code}`}
                  >
                    {text(event.title, event.titleEn)}
                  </Anchor>
                  <div className={classes.small}>{event.venue}</div>
                </Table.Td>
                <Table.Td>
                  <div>{shortDay(event.startsAt)}</div>
                  <div className={classes.small}>
                    {time(event.startsAt)}–{time(event.endsAt)}
                  </div>
                  <ClashBadge people={clashes.get(event.id) ?? 0} />
                </Table.Td>
                <Table.Td>
                  <div>{t(`events.admissions.${event.admission}`)}</div>
                  <div className={classes.small}>{t(`events.entries.${event.entry}`)}</div>
                </Table.Td>
                <Table.Td className={classes.numbers ?? ''}>{event.capacity ?? '–'}</Table.Td>
                <Table.Td className={classes.numbers ?? ''}>{event.expected}</Table.Td>
                <Table.Td className={classes.numbers ?? ''}>{event.waiting || '–'}</Table.Td>
                <Table.Td className={classes.numbers ?? ''}>{event.present}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function ClashBadge({ people }: { readonly people: number }) {
  const { t } = useTranslation();
  if (people === 0) return null;
  return (
    <Tooltip label={t('events.clashHint')}>
      <Badge
        size="lg"
        variant="light"
        color="orange"
        tt="none"
        leftSection={<IconAlertTriangle size={14} />}
        data-testid="event-clash"
      >
        {t('events.clash', { count: people })}
      </Badge>
    </Tooltip>
  );
}
