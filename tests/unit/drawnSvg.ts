import { type FontFamily, fontFamilies } from '../../shared/domain/fonts';
import type { FontMetrics } from '../../shared/domain/textLayout';

/** A line of text as a drawing has it: where it lies, measured by the fonts, and what it says. */
export interface DrawnLine {
  readonly text: string;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly runs: readonly { readonly family: FontFamily; readonly weight: number; readonly text: string }[];
}

function plainText(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function attribute(tag: string, name: string): string {
  return new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

/** Every line of text of a drawing, in the coordinates of the group it is in. */
export function drawnLines(svg: string, metrics: FontMetrics): readonly DrawnLine[] {
  return [...svg.matchAll(/<text([^>]*)>(.*?)<\/text>/g)].map(([, head = '', inner = '']) => {
    const size = Number(attribute(head, 'font-size'));
    const tracking = Number(attribute(head, 'letter-spacing') || 0);
    const runs = [...inner.matchAll(/<tspan([^>]*)>(.*?)<\/tspan>/g)].map(([, tag = '', text = '']) => {
      const named = attribute(tag, 'font-family').replaceAll("'", '');
      const family = fontFamilies.find((one) => one === named);
      if (!family) throw new Error(`no bundled family: ${named}`);
      return { family, weight: Number(attribute(tag, 'font-weight')), text: plainText(text) };
    });
    let width = 0;
    for (const { family, weight, text } of runs) {
      const cut = weight === 400 || weight === 600 || weight === 700 ? weight : undefined;
      if (!cut) throw new Error(`no bundled weight: ${weight}`);
      for (const char of text) {
        width += metrics.advance({ family, weight: cut }, char.codePointAt(0) ?? 0) * size + tracking;
      }
    }
    const x = Number(attribute(head, 'x'));
    const anchor = attribute(head, 'text-anchor');
    const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
    const text = runs.map((run) => run.text).join('');
    return { text, size, left, right: left + width, baseline: Number(attribute(head, 'y')), runs };
  });
}
