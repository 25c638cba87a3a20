import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBilingual } from '../ui/i18n';
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
  return (
    <section className={classes.tableCard}>
      <div className={classes.tableHead}>
        <h2 className={classes.heading}>{t('events.title')}</h2>
        {events.length > 0 && (
          <Button variant="light" onClick={() => go('people', 'import')}>
            {t('events.import')}
          </Button>
        )}
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
                  <div className={classes.eventTitle}>{text(event.title, event.titleEn)}</div>
                  <div className={classes.small}>{event.venue}</div>
                </Table.Td>
                <Table.Td>
                  <div>{shortDay(event.startsAt)}</div>
                  <div className={classes.small}>
                    {time(event.startsAt)}–{time(event.endsAt)}
                  </div>
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
