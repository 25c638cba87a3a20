import type { Schedule } from './dayFiles.ts';
import { box, curveOf, dot, fitting, line, words } from './drawing.ts';
import type { Made } from './faultDesk.ts';
import type { Presented } from './lanes.ts';
import type { Plan } from './plan.ts';
import { failuresOf, type Report } from './report.ts';
import type { Began } from './show.ts';

/** What the picture of a day is drawn of. Times are ms of this process's clock unless a schedule or a show has them (UTC ms). */
export interface Day {
  readonly report: Report;
  readonly plan: Plan;
  readonly schedule: Schedule;
  readonly opened: number;
  readonly began: readonly Began[];
  readonly presented: readonly Presented[];
  readonly faults: readonly Made[];
  readonly sheets: readonly number[];
  readonly ended: number;
}

export const width = 1600;
export const height = 1020;
const left = 170;
const right = 1560;
const laneColours = { keyboard: '#2f6fde', camera: '#12a38a', desk: '#e0912f' } as const;
const laneNames = {
  keyboard: 'keyboard scanner',
  camera: 'camera',
  desk: 'without a badge, walk-ins',
} as const;
const verdictRows = [
  ['alreadyIn', 'already in', '#b7791f'],
  ['forged', 'forged', '#c53030'],
  ['foreign', 'foreign', '#97266d'],
  ['full', 'room is full', '#553c9a'],
  ['none', 'held up again', '#5a6273'],
] as const;
const faultNames: Readonly<Record<Made['kind'], string>> = {
  diskFull: 'disk full',
  cameraKilled: 'camera killed',
  backupPlaceGone: 'backup place gone',
  kill: 'kill -9',
  clockJump: 'clock jump',
  displayRemoved: 'display removed',
  printerStopped: 'printer stopped',
};

const minutes = (ms: number) =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor((ms % 60_000) / 1000)).padStart(2, '0')}`;

/** The day on one line of time, as SVG: who came, what they were told, the show as planned and as it was, sheets, faults. */
export function timelineOf(day: Day): string {
  const end = Math.max(day.ended - day.opened, 1);
  const x = (ms: number) => left + (Math.min(Math.max(ms, 0), end) / end) * (right - left);
  const parts = [
    box(0, 0, width, height, { fill: '#ffffff' }),
    ...heading(day),
    ...bands(day, x),
    ...arrivals(day, x, end),
    ...verdicts(day, x),
    ...show(day, x),
    ...paper(day, x),
    ...faultLine(day, x),
    ...axis(x, end),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Inter, Noto Sans, DejaVu Sans, sans-serif">${parts.join('')}</svg>`;
}

type Scale = (ms: number) => number;

function heading({ report, plan }: Day): readonly string[] {
  const { scans, wrongVerdicts, certificates, mcWrongSeconds, faults, longestVerdictMs } = report;
  const passed = failuresOf(report).length === 0;
  const figures = [
    `${scans.answered} answered, ${scans.lost} lost, ${scans.double} double`,
    `${wrongVerdicts} wrong verdicts`,
    `${certificates.printed} certificates, ${certificates.missing} missing, ${certificates.twice} twice`,
    `MC’s time wrong for ${mcWrongSeconds} s`,
    `${faults.survived} of ${faults.injected} faults survived`,
    `longest verdict ${longestVerdictMs} ms`,
  ];
  return [
    words(40, 52, `Graduation day, rehearsed by machine · seed ${plan.seed}`, {
      'font-size': 28,
      'font-weight': 700,
      fill: '#171b26',
    }),
    words(right, 52, passed ? 'passed' : 'NOT PASSED', {
      'font-size': 24,
      'font-weight': 700,
      'text-anchor': 'end',
      fill: passed ? '#0b7a55' : '#c53030',
    }),
    words(40, 82, figures.join('  ·  '), { 'font-size': 17 }),
  ];
}

/** A fault's time, through all that is drawn. */
function bands({ faults, opened }: Day, x: Scale): readonly string[] {
  return faults.map(({ from, until }) =>
    box(x(from - opened), 110, Math.max(3, x(until - opened) - x(from - opened)), 760, {
      fill: '#f6d9d9',
      opacity: 0.55,
    }),
  );
}

function title(y: number, text: string): string {
  return words(40, y, text, { 'font-size': 17, 'font-weight': 700, fill: '#171b26' });
}

function arrivals({ presented, plan, opened }: Day, x: Scale, end: number): readonly string[] {
  const [top, bottom, step] = [120, 330, 5000];
  const columns = Math.ceil(end / step);
  const planned = new Array<number>(columns).fill(0);
  for (const { at } of plan.visitors) {
    const column = Math.min(columns - 1, Math.floor(at / step));
    planned[column] = (planned[column] ?? 0) + 1;
  }
  const lanes = ['keyboard', 'camera', 'desk'] as const;
  const answered = lanes.map(() => new Array<number>(columns).fill(0));
  for (const { visitor, answer } of presented) {
    const counts = answered[lanes.indexOf(visitor.lane)];
    if (!answer || !counts) continue;
    const column = Math.min(columns - 1, Math.max(0, Math.floor((answer.at - opened) / step)));
    counts[column] = (counts[column] ?? 0) + 1;
  }
  const sums = planned.map((_, i) => answered.reduce((sum, counts) => sum + (counts[i] ?? 0), 0));
  const most = Math.max(1, ...planned, ...sums);
  const y = (count: number) => bottom - (count / most) * (bottom - top);
  const drawn: string[] = [title(top + 12, 'Arrivals'), line(left, bottom, right, bottom)];
  drawn.push(words(40, top + 34, `in ${step / 1000} s`, { 'font-size': 13 }));
  for (let column = 0; column < columns; column++) {
    let below = 0;
    const from = x(column * step) + 1;
    const wide = x((column + 1) * step) - from - 1;
    for (const [i, lane] of lanes.entries()) {
      const count = answered[i]?.[column] ?? 0;
      drawn.push(box(from, y(below + count), wide, y(below) - y(below + count), { fill: laneColours[lane] }));
      below += count;
    }
  }
  const outline = planned.flatMap((count, i): (readonly [number, number])[] => [
    [x(i * step), y(count)],
    [x((i + 1) * step), y(count)],
  ]);
  drawn.push(curveOf(outline, { stroke: '#171b26', 'stroke-width': 1.6 }));
  drawn.push(words(left - 8, top + 6, String(most), { 'text-anchor': 'end', 'font-size': 13 }));
  lanes.forEach((lane, i) => {
    drawn.push(box(right - 260, top + 8 + i * 22, 13, 13, { fill: laneColours[lane] }));
    drawn.push(words(right - 240, top + 20 + i * 22, laneNames[lane], { 'font-size': 14 }));
  });
  drawn.push(line(right - 260, top + 81, right - 247, top + 81, { stroke: '#171b26', 'stroke-width': 2 }));
  drawn.push(words(right - 240, top + 86, 'as they were planned to come', { 'font-size': 14 }));
  return drawn;
}

function verdicts({ presented, opened }: Day, x: Scale): readonly string[] {
  const top = 372;
  const drawn: string[] = [title(top, 'Not admitted')];
  for (const [i, [kind, name, fill]] of verdictRows.entries()) {
    const y = top + 24 + i * 22;
    const theirs = presented.filter(({ answer }) => (answer?.kind ?? 'none') === kind);
    drawn.push(words(left - 8, y + 5, `${name} ${theirs.length}`, { 'text-anchor': 'end', 'font-size': 13 }));
    drawn.push(line(left, y, right, y, { stroke: '#eceef2' }));
    for (const { at, answer } of theirs) {
      drawn.push(dot(x((answer?.at ?? at) - opened), y, 4.5, { fill, 'fill-opacity': 0.8 }));
    }
  }
  return drawn;
}

function show({ plan, schedule, began, ended, opened }: Day, x: Scale): readonly string[] {
  const top = 520;
  const drawn: string[] = [title(top + 8, 'Show')];
  const bar = (
    y: number,
    from: number,
    until: number,
    label: string,
    name: string,
    fill: string,
    ink: string,
  ) => {
    const [start, wide] = [x(from), x(until) - x(from)];
    drawn.push(box(start, y, wide - 1.5, 40, { fill, rx: 4 }));
    const text = fitting(`${label} ${name}`, wide - 10, 14);
    const narrow = { 'font-size': 11, 'text-anchor': 'middle', fill: ink };
    if (text !== '') drawn.push(words(start + 6, y + 25, text, { 'font-size': 14, fill: ink }));
    else if (wide > 7 * label.length) drawn.push(words(start + wide / 2, y + 24, label, narrow));
  };
  drawn.push(words(left - 8, top + 36, 'planned', { 'text-anchor': 'end', 'font-size': 14 }));
  drawn.push(words(left - 8, top + 86, 'as it was', { 'text-anchor': 'end', 'font-size': 14 }));
  const length = (cue: Began['cue']) => (cue.kind === 'doors' ? plan.doorsMs : cue.length);
  for (const cue of plan.cues) {
    const from = (schedule.starts.get(cue.label) ?? 0) - schedule.doorsAt;
    bar(
      top + 12,
      from,
      from + length(cue),
      cue.label,
      cue.titleEn,
      cue.skipped ? '#f0d9b5' : '#dfe4ee',
      '#3a4152',
    );
  }
  for (const [i, { cue, at }] of began.entries()) {
    const from = at - schedule.doorsAt;
    const until = (began[i + 1]?.at ?? schedule.doorsAt + ended - opened) - schedule.doorsAt;
    const planned = Math.min(until, from + length(cue));
    bar(top + 62, from, planned, cue.label, cue.titleEn, '#34507f', '#ffffff');
    // What ran over.
    drawn.push(box(x(planned) - 1.5, top + 62, x(until) - x(planned), 40, { fill: '#d9534f', rx: 2 }));
  }
  const [out = '', moved = ''] = [
    plan.cues.find(({ skipped }) => skipped)?.label,
    plan.cues.find((cue) => cue.moved)?.label,
  ];
  const note = `The speaker of cue ${out} does not come: it is left out. Cue ${moved} is put one place later. Red runs over.`;
  drawn.push(words(left, top + 122, note, { 'font-size': 14, fill: '#5a6273' }));
  return drawn;
}

function paper({ sheets, opened, report }: Day, x: Scale): readonly string[] {
  const [top, bottom] = [668, 790];
  const most = Math.max(1, sheets.length);
  const y = (count: number) => bottom - (count / most) * (bottom - top);
  const points = sheets.map((at, i): readonly [number, number] => [x(at - opened), y(i + 1)]);
  const drawn = [title(top + 12, 'Sheets'), line(left, bottom, right, bottom)];
  drawn.push(words(left - 8, top + 6, String(most), { 'text-anchor': 'end', 'font-size': 13 }));
  if (points.length > 0) {
    const [first] = points;
    drawn.push(
      curveOf([[first?.[0] ?? left, bottom], ...points], { stroke: '#5b3fa8', 'stroke-width': 2.5 }),
      ...points.filter((_, i) => i % 10 === 0).map(([px, py]) => dot(px, py, 2.5, { fill: '#5b3fa8' })),
    );
  }
  drawn.push(
    words(40, top + 34, `${report.certificates.printed} people`, { 'font-size': 13 }),
    words(40, top + 52, 'in call order', { 'font-size': 13 }),
  );
  return drawn;
}

function faultLine({ faults, opened }: Day, x: Scale): readonly string[] {
  const top = 820;
  const drawn: string[] = [title(top + 14, 'Faults')];
  let free: readonly number[] = [left, left, left, left];
  for (const { kind, from, until, survived } of faults) {
    const start = x(from - opened);
    const text = `${survived ? '✓' : '✗'} ${faultNames[kind]}`;
    const row = Math.max(
      0,
      free.findIndex((until) => until <= start),
    );
    const y = top + row * 22;
    drawn.push(
      box(start, y, Math.max(4, x(until - opened) - start), 18, {
        fill: survived ? '#2f855a' : '#c53030',
        rx: 3,
      }),
    );
    const room = right - start > 170;
    const at = room ? x(until - opened) + 6 : start - 6;
    drawn.push(
      words(at, y + 14, text, { 'font-size': 14, 'text-anchor': room ? 'start' : 'end', fill: '#171b26' }),
    );
    free = free.map((until, i) => (i === row ? at + text.length * 8.5 : until));
  }
  return drawn;
}

function axis(x: Scale, end: number): readonly string[] {
  const y = 915;
  const drawn: string[] = [line(left, y, right, y, { stroke: '#3a4152' })];
  for (let at = 0; at <= end; at += 30_000) {
    drawn.push(line(x(at), y, x(at), y + 6, { stroke: '#3a4152' }));
    drawn.push(words(x(at), y + 24, minutes(at), { 'text-anchor': 'middle', 'font-size': 14 }));
  }
  drawn.push(
    words(
      left,
      y + 54,
      'Minutes of the run since the doors opened. The doors’ hour takes a minute and a half; a minute of the show takes 0.6 s. Pale red: something is broken.',
      {
        'font-size': 14,
        fill: '#5a6273',
      },
    ),
  );
  return drawn;
}
