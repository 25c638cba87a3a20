import type { HardSheet } from '../hardSheets.ts';
import { withProject } from '../project.ts';
import { expect, test } from './app.ts';

/** As the engine lays it: where a line's letters and their ascenders and descenders reach, in mm, and what it says. */
interface Seen {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** mm. The engine rounds the reach of a font to whole pixels of the screen, of which there are 3.8 to a millimetre. */
const aside = 0.15;
const overOrUnder = 0.3;

test('300 hard names on every template, measured in the engine that prints them: inside of their boxes, or listed by the preflight', async ({
  start,
}) => {
  test.slow();
  const { sheets, faces } = await withProject(async (load) => {
    const { hardSheets } = (await load('/tests/hardSheets.ts')) as typeof import('../hardSheets.ts');
    return hardSheets();
  });
  expect(sheets).toHaveLength(900);
  expect(sheets.filter(({ silent }) => silent).map(({ what }) => what)).toEqual([]);
  const printed = sheets.filter(({ listed }) => !listed);
  expect(printed.length).toBeGreaterThan(780);
  expect(printed.length).toBeLessThan(880);

  const { page } = await start();
  await page.evaluate(async (cuts) => {
    for (const cut of cuts) await document.fonts.load(cut);
  }, faces);
  const measure = (batch: readonly HardSheet[]): Promise<readonly (readonly Seen[])[]> =>
    page.evaluate(
      (svgs) =>
        svgs.map((svg) => {
          const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
          const root = document.body.appendChild(document.importNode(parsed, true));
          const seen = [...root.querySelectorAll('text')].map((line) => {
            const { x, y, width, height } = line.getBBox();
            return { text: line.textContent ?? '', x, y, width, height };
          });
          root.remove();
          return seen;
        }),
      batch.map(({ svg }) => svg),
    );
  const wrong: string[] = [];
  for (let from = 0; from < printed.length; from += 60) {
    const batch = printed.slice(from, from + 60);
    const measured = await measure(batch);
    for (const [index, sheet] of batch.entries()) {
      const seen = measured[index] ?? [];
      expect(seen.map(({ text }) => text)).toEqual(sheet.lines.map(({ text }) => text));
      const said = sheet.lines.filter(({ element }) => element === 'name').map(({ text }) => text);
      expect(said.join('').replaceAll(' ', ''), sheet.what).toBe(sheet.name);
      for (const [place, { element, text, width, trailing, box }] of sheet.lines.entries()) {
        const is = seen[place];
        if (!is) continue;
        const out = Math.max(box.x - is.x, is.x + is.width - trailing - box.x - box.width);
        const high = Math.max(box.y - is.y, is.y + is.height - box.y - box.height);
        const told = `${sheet.what}, ${element} "${text}"`;
        if (out > aside) wrong.push(`${told}: ${out.toFixed(2)} mm out at a side`);
        if (high > overOrUnder) wrong.push(`${told}: ${high.toFixed(2)} mm out above or below`);
        // Drawn with another font than the one measured it would be wider; letters set apart are drawn a hair wider.
        // By how much more: what stands closer together than the letters are wide is not counted on.
        const off = is.width - trailing - width;
        if (off > 0.5 + width * 0.012)
          wrong.push(`${told}: ${off.toFixed(2)} mm wider than ${width.toFixed(2)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
