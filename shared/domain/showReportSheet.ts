import type { PaperSheets, ShownShow } from './cueSheet';
import { kindWord, type PaperLanguage, paperMinutes, paperTime } from './cueSheetWords';
import { drawTable } from './paperTable';
import type { ShowReport } from './showReport';
import type { FontMetrics } from './textLayout';

const words = {
  ko: {
    head: [
      '큐',
      '순서',
      '종류',
      '계획 시작',
      '실제 시작',
      '계획(분)',
      '실제(분)',
      '차이(분)',
      '다음에는(분)',
    ],
    title: '계획과 실제',
    sum: (planned: string, actual: string, skipped: number) =>
      `진행한 순서 계획 ${planned}분 · 실제 ${actual}분 · 건너뛴 순서 ${skipped}개`,
    cues: (count: number) => `${count}개`,
    kinds: '종류별',
  },
  en: {
    head: [
      'Cue',
      'Title',
      'Kind',
      'Planned',
      'Actual',
      'Plan (min)',
      'Actual (min)',
      'Over (min)',
      'Next time (min)',
    ],
    title: 'Planned and actual',
    sum: (planned: string, actual: string, skipped: number) =>
      `Cues that ran: planned ${planned} min · actual ${actual} min · skipped ${skipped}`,
    cues: (count: number) => `${count} cues`,
    kinds: 'By kind',
  },
} as const;

function signed(ms: number): string {
  const text = paperMinutes(Math.abs(ms));
  return text === '0' ? '0' : `${ms < 0 ? '−' : '+'}${text}`;
}

/** Planned against actual as rows of a table: its head, cue by cue, then kind by kind. Empty where a cue did not run. */
export function reportRows(
  { lines, kinds }: ShowReport,
  zone: string,
  language: PaperLanguage,
): readonly (readonly string[])[] {
  const word = words[language];
  return [
    word.head,
    ...lines.map(({ cue, plannedStart, actualStart, actualMs, over, nextTime }) => [
      cue.label,
      language === 'ko' ? cue.title : cue.titleEn || cue.title,
      kindWord(cue.kind, language),
      paperTime(plannedStart, zone),
      actualStart === null ? '' : paperTime(actualStart, zone),
      paperMinutes(cue.durationMs),
      actualMs === null ? '' : paperMinutes(actualMs),
      over === null ? '' : signed(over),
      nextTime === null ? '' : paperMinutes(nextTime),
    ]),
    ...kinds.map(({ kind, cues, plannedMs, actualMs }) => [
      '',
      `${word.kinds}: ${kindWord(kind, language)} (${word.cues(cues)})`,
      kindWord(kind, language),
      '',
      '',
      paperMinutes(plannedMs),
      paperMinutes(actualMs),
      signed(actualMs - plannedMs),
      '',
    ]),
  ];
}

/** The same on paper. */
export function drawReport(
  report: ShowReport,
  shown: ShownShow,
  language: PaperLanguage,
  metrics: FontMetrics,
): PaperSheets {
  const word = words[language];
  const [head = [], ...rows] = reportRows(report, shown.event.zone, language);
  const widths = [10, 66, 20, 16, 16, 14, 14, 13, 13];
  const event = language === 'ko' ? shown.event.title : shown.event.titleEn || shown.event.title;
  const note = word.sum(paperMinutes(report.plannedMs), paperMinutes(report.actualMs), report.skipped);
  const short = head.map((text) => text.replace(/\s*\(.*\)/, ''));
  return drawTable(
    { title: `${event} · ${word.title}`, note },
    short.map((title, index) => ({ title, width: widths[index] ?? 15 })),
    rows,
    metrics,
  );
}
