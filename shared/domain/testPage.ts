import { type FontFace, sans, serif } from './fonts';
import { qrElement, qrSymbol } from './qr';
import { facesOf, mm, svgPage, textLine } from './svg';
import { type FontMetrics, layLine, missingCharacters, type TextLine } from './textLayout';

/** A4, portrait, in millimetres. */
export const testPageWidth = 210;
export const testPageHeight = 297;

/**
 * A page to try a printer with: frames at known distances from the paper's edge, a ruler to lay a real one on, letters of
 * each script and a code to scan.
 */
export function drawTestPage(
  texts: { readonly printer: string; readonly time: string },
  metrics: FontMetrics,
): { readonly svg: string; readonly faces: readonly FontFace[] } {
  const parts: string[] = [`<rect width="${testPageWidth}" height="${testPageHeight}" fill="#ffffff"/>`];
  const used: TextLine[] = [];
  const line = (text: string, family: typeof sans, y: number, size: number) => {
    const known = missingCharacters([text], family, metrics);
    const drawable = [...text].filter((char) => !known.includes(char)).join('');
    const laid = layLine(drawable, { chain: family, weight: 400 }, metrics);
    used.push(laid);
    parts.push(textLine(laid, { x: testPageWidth / 2, y, size, fill: '#14171f', anchor: 'middle' }));
  };
  for (const inset of [5, 10, 15]) {
    parts.push(
      `<rect x="${inset}" y="${inset}" width="${testPageWidth - 2 * inset}" height="${testPageHeight - 2 * inset}" fill="none" stroke="#14171f" stroke-width="0.2"/>`,
    );
  }
  line('5 · 10 · 15 mm', sans, 24, 3.2);
  line('인쇄 시험', serif, 60, 14);
  line('Print test', serif, 72, 8);
  line(texts.printer, sans, 90, 5);
  line(texts.time, sans, 98, 4.2);
  line('가나다라 · ABC abc · ễ ñ ø · 李小龙 田中 さくら', serif, 122, 7);
  parts.push(qrElement(qrSymbol('STAGEDOOR-PRINT-TEST', 'Q'), (testPageWidth - 30) / 2, 140, 30, '#000000'));
  let ruler = 'M55 200H155';
  for (let step = 0; step <= 100; step++) {
    ruler += `M${mm(55 + step)} 200v${step % 10 === 0 ? -6 : step % 5 === 0 ? -4 : -2.4}`;
  }
  parts.push(`<path d="${ruler}" fill="none" stroke="#14171f" stroke-width="0.15"/>`);
  line('0 – 100 mm', sans, 208, 3.6);
  return { svg: svgPage(testPageWidth, testPageHeight, 'Print test', parts.join('')), faces: facesOf(used) };
}
