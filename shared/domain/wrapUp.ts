import type { ProgramNumbers } from '../contract/numbers';
import { toZonedText } from './zonedTime';

export type WrapUpLanguage = 'ko' | 'en';

/** What the report is made of: the open program, and those beside it. */
export interface WrapUp {
  readonly own: ProgramNumbers;
  readonly others: readonly ProgramNumbers[];
  /** When it is written (UTC ms). */
  readonly now: number;
}

/** A share in percent with one decimal, as `68.1 %`; `–` of nothing. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

export const wrapUpWords = {
  ko: {
    title: '마무리 보고',
    written: '작성',
    participants: '참가자',
    cast: (count: number) => `출연자 ${count}명 별도`,
    completing: '수료',
    top: '상위 5 %',
    medals: '메달',
    medalKinds: ({ gold, silver, bronze }: ProgramNumbers['medals']) =>
      `금 ${gold} · 은 ${silver} · 동 ${bronze}`,
    projects: '프로젝트',
    awards: (count: number) => `시상 ${count}팀`,
    certificates: '발급한 수료증',
    attendance: '일정별 출석',
    event: '일정',
    day: '날짜',
    expected: '예정',
    present: '들어옴',
    rate: '출석률',
    ofCast: '그중 출연자',
    arrivals: '도착 시각',
    time: '시각',
    entries: '명',
    honours: '영예',
    cohorts: '기수별 합계',
    program: '프로그램',
    total: '합계',
    nobody: '아직 들어온 사람이 없습니다.',
  },
  en: {
    title: 'Wrap-up report',
    written: 'Written',
    participants: 'Participants',
    cast: (count: number) => `and a cast of ${count}`,
    completing: 'Completed',
    top: 'Top 5 %',
    medals: 'Medals',
    medalKinds: ({ gold, silver, bronze }: ProgramNumbers['medals']) =>
      `${gold} gold · ${silver} silver · ${bronze} bronze`,
    projects: 'Projects',
    awards: (count: number) => `${count} with an award`,
    certificates: 'Certificates issued',
    attendance: 'Attendance per event',
    event: 'Event',
    day: 'Day',
    expected: 'Expected',
    present: 'Came',
    rate: 'Rate',
    ofCast: 'Of them cast',
    arrivals: 'Arrivals',
    time: 'Time',
    entries: 'People',
    honours: 'Honours',
    cohorts: 'All cohorts',
    program: 'Program',
    total: 'Total',
    nobody: 'Nobody has come yet.',
  },
} as const;

/** How many an honour has; undefined where the program has no such rule. */
function honour({ honours }: ProgramNumbers, id: string): number | undefined {
  return honours.find((each) => each.id === id)?.met;
}

/** How many have a medal: by the honour's rule, which knows of decisions, or by the results. */
export function medalists(numbers: ProgramNumbers): number {
  const { gold, silver, bronze } = numbers.medals;
  return honour(numbers, 'medal') ?? gold + silver + bronze;
}

/** The five figures that a wrap-up begins with: what, how many, and what there is to say of it. */
export function figures(
  numbers: ProgramNumbers,
  language: WrapUpLanguage,
): readonly { readonly id: string; readonly label: string; readonly value: number; readonly note: string }[] {
  const word = wrapUpWords[language];
  const { participants, completing, cast, projects, awards, medals } = numbers;
  const top = honour(numbers, 'top');
  return [
    { id: 'participants', label: word.participants, value: participants, note: word.cast(cast) },
    { id: 'completing', label: word.completing, value: completing, note: share(completing, participants) },
    ...(top === undefined
      ? []
      : [{ id: 'top', label: word.top, value: top, note: share(top, participants) }]),
    { id: 'medals', label: word.medals, value: medalists(numbers), note: word.medalKinds(medals) },
    { id: 'projects', label: word.projects, value: projects, note: word.awards(awards) },
  ];
}

/** A text of two languages in the one asked for. */
export function inLanguage(korean: string, english: string, language: WrapUpLanguage): string {
  return language === 'ko' ? korean || english : english || korean;
}

/** The event whose arrivals are drawn: the one to which most came; undefined where nobody came to any. */
export function busiest({ events }: ProgramNumbers): ProgramNumbers['events'][number] | undefined {
  const [most] = events.toSorted((a, b) => b.present - a.present);
  return most && most.present > 0 ? most : undefined;
}

/** Entries in every ten minutes from the first that had one to the last, those without one too; at most `most`, evenly wider. */
export function arrivalBars(
  arrivals: ProgramNumbers['events'][number]['arrivals'],
  most = 36,
): readonly { readonly at: number; readonly entries: number }[] {
  const [first, last] = [arrivals[0], arrivals.at(-1)];
  if (!first || !last) return [];
  const tenMinutes = 600_000;
  const width = tenMinutes * Math.ceil(((last.at - first.at) / tenMinutes + 1) / most);
  const bars = Array.from({ length: Math.floor((last.at - first.at) / width) + 1 }, (_, i) => ({
    at: first.at + i * width,
    entries: 0,
  }));
  for (const { at, entries } of arrivals) {
    const bar = bars[Math.floor((at - first.at) / width)];
    if (bar) bar.entries += entries;
  }
  return bars;
}

/** One line a program and one with what all of them come to: name, participants, completing, share, top, medals, projects. */
export function cohortRows(
  { own, others }: Pick<WrapUp, 'own' | 'others'>,
  language: WrapUpLanguage,
): readonly (readonly string[])[] {
  const programs = [own, ...others];
  const line = (name: string, of: readonly ProgramNumbers[]) => {
    const sum = (value: (numbers: ProgramNumbers) => number) =>
      of.reduce((total, one) => total + value(one), 0);
    const participants = sum((one) => one.participants);
    const completing = sum((one) => one.completing);
    const top = sum((one) => honour(one, 'top') ?? 0);
    return [
      name,
      String(participants),
      String(completing),
      share(completing, participants),
      String(top),
      share(top, participants),
      String(sum(medalists)),
      String(sum((one) => one.projects)),
    ];
  };
  return [
    ...programs.map((one) => line(inLanguage(one.name, one.nameEn, language), [one])),
    line(wrapUpWords[language].total, programs),
  ];
}

export function cohortHead(language: WrapUpLanguage): readonly string[] {
  const word = wrapUpWords[language];
  return [word.program, word.participants, word.completing, '%', word.top, '%', word.medals, word.projects];
}

const cell = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ');
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const rule = `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`;
  return [row(head), rule, ...rows.map(row), ''];
}

/** The wrap-up report as Markdown. */
export function wrapUpMarkdown(report: WrapUp, language: WrapUpLanguage): string {
  const { own, others, now } = report;
  const word = wrapUpWords[language];
  const name = inLanguage(own.name, own.nameEn, language);
  const [day = ''] = toZonedText(now, 'Asia/Seoul').split('T');
  const most = busiest(own);
  const bars = most ? arrivalBars(most.arrivals) : [];
  const longest = Math.max(1, ...bars.map(({ entries }) => entries));
  return [
    `# ${name} ${word.title}`,
    '',
    `${word.written}: ${day}`,
    '',
    ...table(
      ['', '', ''],
      [
        ...figures(own, language).map(({ label, value, note }) => [label, String(value), note]),
        [word.certificates, String(own.certificates), ''],
      ],
    ),
    `## ${word.attendance}`,
    '',
    ...table(
      [word.event, word.day, word.expected, word.present, word.rate, word.ofCast],
      own.events.map((event) => [
        inLanguage(event.title, event.titleEn, language),
        toZonedText(event.startsAt, event.zone).slice(0, 10),
        String(event.expected),
        String(event.present),
        share(event.present - event.presentCast, event.expected),
        String(event.presentCast),
      ]),
    ),
    ...(most
      ? [
          `## ${word.arrivals}: ${inLanguage(most.title, most.titleEn, language)}`,
          '',
          ...table(
            [word.time, word.entries, ''],
            bars.map(({ at, entries }) => [
              toZonedText(at, most.zone).slice(11),
              String(entries),
              '█'.repeat(Math.round((20 * entries) / longest)),
            ]),
          ),
        ]
      : []),
    ...(own.honours.length > 0
      ? [
          `## ${word.honours}`,
          '',
          ...table(
            ['', word.entries, '%'],
            own.honours.map(({ title, titleEn, met }) => [
              inLanguage(title, titleEn, language),
              String(met),
              share(met, own.participants),
            ]),
          ),
        ]
      : []),
    ...(others.length > 0
      ? [`## ${word.cohorts}`, '', ...table(cohortHead(language), cohortRows(report, language))]
      : []),
  ].join('\n');
}
