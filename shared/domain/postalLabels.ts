import { type FontFace, sans } from './fonts';
import { facesOf, svgPage, textBlock } from './svg';
import { type FontMetrics, fitText, missingCharacters, type TextLine } from './textLayout';

export interface PostalLabel {
  readonly postcode: string;
  readonly address: string;
  readonly recipient: string;
  /** Small, below: which certificate goes into the envelope. */
  readonly serial: string;
}

// Label sheets of 99.1 × 38.1 mm, two by seven on an A4 (Formtec 3114, Avery L7163).
const sheet = { widthMm: 210, heightMm: 297 };
const label = { width: 99.1, height: 38.1, left: 4.65, top: 15.15, step: 101.6 };
export const labelsASheet = 14;
const inset = 6;

/** Draws address labels; the first `skip` places of the first sheet stay empty, since their labels are used up. */
export function drawLabels(
  labels: readonly PostalLabel[],
  skip: number,
  metrics: FontMetrics,
): {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly pages: readonly string[];
  readonly faces: readonly FontFace[];
} {
  const used: TextLine[] = [];
  const sheets = Math.ceil((skip + labels.length) / labelsASheet);
  const pages = Array.from({ length: sheets }, (_, page) => {
    const parts = [`<rect width="${sheet.widthMm}" height="${sheet.heightMm}" fill="#ffffff"/>`];
    for (let place = 0; place < labelsASheet; place++) {
      const one = labels[page * labelsASheet + place - skip];
      if (!one) continue;
      const x = label.left + (place % 2) * label.step + inset;
      const y = label.top + Math.floor(place / 2) * label.height + inset;
      const line = (text: string, at: number, size: number, weight: 400 | 700, maxLines = 1) => {
        const unknown = missingCharacters([text], sans, metrics);
        const known = [...text].map((char) => (unknown.includes(char) ? '□' : char)).join('');
        const box = { width: label.width - 2 * inset, height: 11, size, leading: 1.3, maxLines };
        const fitted = fitText(known, box, { chain: sans, weight }, metrics);
        if (!fitted) return;
        used.push(...fitted.lines);
        parts.push(textBlock(fitted, 1.3, { x, y: y + at, fill: '#14171f' }));
      };
      line(one.address, 4, 3.9, 400, 2);
      line(one.recipient, 16, 5, 700);
      line(one.postcode, 22.5, 4.6, 400);
      line(`No. ${one.serial}`, 26.6, 2.2, 400);
    }
    return svgPage(sheet.widthMm, sheet.heightMm, 'Labels', parts.join(''));
  });
  return { ...sheet, pages, faces: facesOf(used) };
}
