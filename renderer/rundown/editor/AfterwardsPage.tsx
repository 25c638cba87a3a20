import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../../shared/contract/events';
import { showReport } from '../../../shared/domain/showReport';
import { client } from '../../client';
import { useBilingual, useLanguage } from '../../ui/i18n';
import { useTimeFormat } from '../../ui/time';
import { useShow } from '../useShow';
import classes from './AfterwardsPage.module.css';
import { StageTabs } from './StageTabs';
import { useSaveDocument } from './useSaveDocument';

const inMinutes = (ms: number | null) => (ms === null ? '–' : String(Math.round(ms / 6000) / 10));

function signed(ms: number | null): string {
  if (ms === null) return '–';
  const text = inMinutes(Math.abs(ms));
  return text === '0' ? '0' : `${ms < 0 ? '−' : '+'}${text}`;
}

/** What a show came to: planned against actual, and how long to plan each cue the next time. */
export function AfterwardsPage({ event }: { readonly event: EventSummary }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const language = useLanguage();
  const { time } = useTimeFormat(event.zone);
  const save = useSaveDocument();
  const show = useShow(event.id);
  if (!show) return null;
  const report = showReport(show.timing.all);
  const ran = report.kinds.length > 0;
  const download = (format: 'csv' | 'pdf') =>
    save(client.rundownEditor.report({ eventId: event.id, language, format }));
  return (
    <div className={classes.page} data-testid="afterwards">
      <header className={classes.bar}>
        <StageTabs at="afterwards" />
        {ran && (
          <div className={classes.tools}>
            <Button size="md" variant="default" onClick={() => download('pdf')} data-testid="report-pdf">
              {t('afterwards.pdf')}
            </Button>
            <Button size="md" variant="default" onClick={() => download('csv')} data-testid="report-csv">
              {t('afterwards.csv')}
            </Button>
          </div>
        )}
      </header>
      {!ran ? (
        <div className={classes.empty}>
          <h2>{t('afterwards.none')}</h2>
          <p>{t('afterwards.noneHint')}</p>
        </div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
        <section className={classes.body} tabIndex={0} aria-label={t('editor.page.afterwards')}>
          <p className={classes.sum} data-testid="report-sum">
            {t('afterwards.sum', {
              planned: inMinutes(report.plannedMs),
              actual: inMinutes(report.actualMs),
              over: signed(report.actualMs - report.plannedMs),
            })}
          </p>
          <Table stickyHeader className={classes.table ?? ''}>
            <Table.Thead>
              <Table.Tr>
                {(['label', 'title', 'planned', 'actual', 'plan', 'took', 'over', 'next'] as const).map(
                  (name) => (
                    <Table.Th key={name}>{t(`afterwards.column.${name}`)}</Table.Th>
                  ),
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.lines.map((line) => (
                <Table.Tr key={line.cue.id} data-testid="report-line">
                  <Table.Td>{line.cue.label}</Table.Td>
                  <Table.Td className={classes.title ?? ''}>
                    {text(line.cue.title, line.cue.titleEn)}
                  </Table.Td>
                  <Table.Td>{time(line.plannedStart)}</Table.Td>
                  <Table.Td>{line.actualStart === null ? '–' : time(line.actualStart)}</Table.Td>
                  <Table.Td>{inMinutes(line.cue.durationMs)}</Table.Td>
                  <Table.Td>{inMinutes(line.actualMs)}</Table.Td>
                  <Table.Td>{signed(line.over)}</Table.Td>
                  <Table.Td>
                    {line.nextTime === null ? (
                      ''
                    ) : (
                      <strong>{t('afterwards.next', { minutes: inMinutes(line.nextTime) })}</strong>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <h2 className={classes.kinds}>{t('afterwards.kinds')}</h2>
          <Table className={classes.table ?? ''}>
            <Table.Tbody>
              {report.kinds.map(({ kind, cues, plannedMs, actualMs }) => (
                <Table.Tr key={kind}>
                  <Table.Td>{t(`editor.kind.${kind}`)}</Table.Td>
                  <Table.Td>{t('afterwards.cues', { count: cues })}</Table.Td>
                  <Table.Td>
                    {t('afterwards.kind', { planned: inMinutes(plannedMs), actual: inMinutes(actualMs) })}
                  </Table.Td>
                  <Table.Td>{signed(actualMs - plannedMs)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </div>
  );
}
