/** Words of SVG that the picture of the day is made of. */

const quoted = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

type Values = Readonly<Record<string, string | number>>;

const attributes = (values: Values) =>
  Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${typeof value === 'number' ? Math.round(value * 10) / 10 : quoted(value)}"`,
    )
    .join('');

export function box(x: number, y: number, width: number, height: number, more: Values = {}): string {
  return `<rect${attributes({ x, y, width: Math.max(0, width), height: Math.max(0, height), ...more })}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, more: Values = {}): string {
  return `<line${attributes({ x1, y1, x2, y2, stroke: '#c9ced8', 'stroke-width': 1, ...more })}/>`;
}

export function dot(cx: number, cy: number, r: number, more: Values = {}): string {
  return `<circle${attributes({ cx, cy, r, ...more })}/>`;
}

export function curveOf(points: readonly (readonly [x: number, y: number])[], more: Values = {}): string {
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return `<path${attributes({ d, fill: 'none', ...more })}/>`;
}

export function words(x: number, y: number, text: string, more: Values = {}): string {
  return `<text${attributes({ x, y, 'font-size': 15, fill: '#3a4152', ...more })}>${quoted(text)}</text>`;
}

/** As much of a text as a box of that width has room for. */
export function fitting(text: string, width: number, size: number): string {
  const room = Math.floor(width / (size * 0.56));
  if (text.length <= room) return text;
  return room < 4 ? '' : `${text.slice(0, room - 1)}…`;
}
