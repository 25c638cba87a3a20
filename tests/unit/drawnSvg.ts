import { type FontFamily, fontFamilies } from '../../shared/domain/fonts';
import { type FontMetrics, widthIn } from '../../shared/domain/textLayout';

/** A line of text as a drawing has it: where it lies, measured by the fonts, and what it says. */
export interface DrawnLine {
  /** The element of a certificate's template that it belongs to; '' in another drawing. */
  readonly element: string;
  readonly text: string;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  /** As far as the line's fonts may reach. */
  readonly top: number;
  readonly bottom: number;
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
  let element = '';
  return [...svg.matchAll(/<g data-element="([^"]*)">|<text([^>]*)>(.*?)<\/text>/g)].flatMap(
    ([, id, head = '', inner = '']) => {
      if (id !== undefined) {
        element = id;
        return [];
      }
      const size = Number(attribute(head, 'font-size'));
      const tracking = Number(attribute(head, 'letter-spacing') || 0);
      const runs = [...inner.matchAll(/<tspan([^>]*)>(.*?)<\/tspan>/g)].map(([, tag = '', text = '']) => {
        const named = attribute(tag, 'font-family').replaceAll("'", '');
        const family = fontFamilies.find((one) => one === named);
        if (!family) throw new Error(`no bundled family: ${named}`);
        return { family, weight: Number(attribute(tag, 'font-weight')), text: plainText(text) };
      });
      let width = -tracking;
      let ascent = 0;
      let descent = 0;
      for (const { family, weight, text } of runs) {
        const cut = weight === 400 || weight === 600 || weight === 700 ? weight : undefined;
        const extent = metrics.extent(family);
        ascent = Math.max(ascent, extent.ascent * size);
        descent = Math.max(descent, extent.descent * size);
        if (!cut) throw new Error(`no bundled weight: ${weight}`);
        width += widthIn({ family, weight: cut }, text, metrics) * size + [...text].length * tracking;
      }
      const x = Number(attribute(head, 'x'));
      const anchor = attribute(head, 'text-anchor');
      // The engine puts the tracking after the last letter too, and aligns by that.
      const whole = width + tracking;
      const left = anchor === 'middle' ? x - whole / 2 : anchor === 'end' ? x - whole : x;
      const baseline = Number(attribute(head, 'y'));
      const text = runs.map((run) => run.text).join('');
      const [top, bottom] = [baseline - ascent, baseline + descent];
      return [{ element, text, size, left, right: left + width, top, bottom, baseline, runs }];
    },
  );
}
