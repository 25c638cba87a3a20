import type { Found } from './doors.ts';

const width = 900;
const height = 300;
const margin = { left: 60, top: 48, bottom: 44 };
const panel = 240;
const gap = 50;
const colors = ['#1c5fd4', '#b3560a'];

/** Three panels over the number of doors: how long until others know, how busy the host is, and what is sent. */
export function picture(found: readonly Found[], people: number): string {
  const panels = [
    {
      title: 'until other doors know (s)',
      log: true,
      lines: [
        { name: '99 %', of: (one: Found) => one.lagMost / 1000 },
        { name: 'half', of: (one: Found) => one.lagHalf / 1000 },
      ],
    },
    {
      title: 'host busy at the peak (%)',
      log: false,
      lines: [{ name: '', of: (one: Found) => one.busy * 100 }],
    },
    {
      title: 'sent',
      log: true,
      lines: [
        { name: 'messages (millions)', of: (one: Found) => one.messages / 1e6 },
        { name: 'GB', of: (one: Found) => one.bytes / 1e9 },
      ],
    },
  ];
  const parts = panels.map((one, i) => {
    const left = margin.left + i * (panel + gap);
    const values = one.lines.flatMap(({ of }) => found.map(of)).filter((value) => value > 0);
    const least = one.log ? 10 ** Math.floor(Math.log10(Math.min(...values))) : 0;
    const most = one.log ? 10 ** Math.ceil(Math.log10(Math.max(...values))) : 100;
    const x = (doors: number) => left + (Math.log10(doors) / Math.log10(200)) * panel;
    const y = (value: number) => {
      const share = one.log
        ? Math.log10(Math.max(value, least) / least) / Math.log10(most / least)
        : value / most;
      return height - margin.bottom - share * (height - margin.top - margin.bottom);
    };
    const steps = one.log
      ? Array.from({ length: Math.round(Math.log10(most / least)) + 1 }, (_, n) => least * 10 ** n)
      : [0, 25, 50, 75, 100];
    const grid = steps
      .map(
        (step) =>
          `<path d="M${left} ${y(step).toFixed(1)}h${panel}" stroke="#d5dbe3"/><text x="${left - 8}" y="${(y(step) + 4).toFixed(1)}" text-anchor="end">${Number(step.toPrecision(2))}</text>`,
      )
      .join('');
    const doors = [1, 2, 5, 10, 20, 50, 100, 200]
      .map(
        (n) =>
          `<text x="${x(n).toFixed(1)}" y="${height - margin.bottom + 18}" text-anchor="middle">${n}</text>`,
      )
      .join('');
    const lines = one.lines
      .map(({ of }, n) => {
        const shown = found.filter((each) => of(each) > 0);
        const points = shown.map((each) => `${x(each.doors).toFixed(1)},${y(of(each)).toFixed(1)}`);
        const color = colors[n % colors.length];
        return `<polyline points="${points.join(' ')}" fill="none" stroke="${color}" stroke-width="2.5"/>`;
      })
      .join('');
    const names = one.lines
      .map(({ name }, n) => `<tspan dx="10" fill="${colors[n % colors.length]}">${name}</tspan>`)
      .join('');
    return `<text x="${left}" y="${margin.top - 16}" font-weight="600">${one.title}</text><text x="${left + panel}" y="${margin.top - 16}" text-anchor="end">${names}</text>${grid}${doors}${lines}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="Pretendard, sans-serif" font-size="12" fill="#1d2733"><title>How far one host goes: lag, load and traffic by number of doors</title><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}<text x="${width / 2}" y="${height - 8}" text-anchor="middle">doors (one host, ${people.toLocaleString('en')} people in three hours)</text></svg>\n`;
}
