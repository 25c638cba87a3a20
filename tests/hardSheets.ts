import { drawCertificate } from '../shared/domain/certificateDrawing';
import { type TextElement, templateKinds } from '../shared/domain/certificateTemplate';
import { findingsOf } from '../shared/domain/preflight';
import { shippedTemplates } from '../shared/domain/shippedTemplates';
import { drawnText } from '../shared/domain/textLayout';
import { testFonts } from './fonts';
import { hardNames } from './hardNames';
import { sampleFields } from './sampleFields';
import { drawnLines } from './unit/drawnSvg';

/** A line of text where the rules have laid it, with the box of the template that it must stay in; mm. */
export interface LaidLine {
  readonly element: string;
  readonly text: string;
  readonly width: number;
  /** What an engine puts after the last letter too, where letters stand apart. */
  readonly trailing: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** A certificate for one of the hard names. */
export interface HardSheet {
  readonly what: string;
  /** The name as it is to be read, without the spaces at which it may be broken. */
  readonly name: string;
  readonly svg: string;
  readonly lines: readonly LaidLine[];
  /** It is not to be issued, and the preflight lists each reason. */
  readonly listed: boolean;
  /** It is not to be issued, and the preflight does not say so. */
  readonly silent: boolean;
}

const withoutSpaces = (text: string) => text.replaceAll(' ', '');

/** A certificate of every shipped template for each of the hard names, and the fonts' cuts that they use. */
export async function hardSheets(): Promise<{
  readonly sheets: readonly HardSheet[];
  readonly faces: readonly string[];
}> {
  const fonts = await testFonts();
  const faces = new Set<string>();
  const sheets = templateKinds.flatMap((kind) => {
    const template = shippedTemplates[kind];
    const texts = new Map<string, TextElement>();
    for (const element of template.front.elements)
      if (element.kind === 'text') texts.set(element.id, element);
    return hardNames.map((name): HardSheet => {
      const fields = { ...sampleFields, name: drawnText(name), nameLatin: '' };
      const drawn = drawCertificate(template, fields, fonts);
      const of = { fields, judgement: drawn, present: true, issued: undefined, others: 0 };
      const found = new Set(findingsOf(template, of).map((finding) => JSON.stringify(finding)));
      for (const { family, weight } of drawn.faces) faces.add(`${weight} 16px "${family}"`);
      const svg = drawn.pages[0] ?? '';
      return {
        what: `${kind} ${JSON.stringify(name)}`,
        name: withoutSpaces(fields.name),
        svg,
        lines: drawnLines(svg, fonts).map(({ element, text, size, left, right }) => {
          const box = texts.get(element);
          if (!box) throw new Error(`a text of no element: ${element}`);
          const { x, y, width, height, tracking } = box;
          return {
            ...{ element, text, width: right - left, trailing: tracking * size },
            box: { x, y, width, height },
          };
        }),
        listed: drawn.problems.length > 0,
        silent: drawn.problems.some((problem) => !found.has(JSON.stringify(problem))),
      };
    });
  });
  return { sheets, faces: [...faces] };
}
