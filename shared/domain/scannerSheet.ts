import { type FontFace, sans } from './fonts';
import { qrElement, qrSymbol } from './qr';
import { facesOf, svgPage, textLine } from './svg';
import { type FontMetrics, layLine, type TextLine } from './textLayout';

/** What is on the sheet: of a badge code's form, but nobody's. */
export const scannerTestCode = 'TEST-ABCDEFGHIJ-KLMNOPQRSTU23';

/** A4, upright, in millimetres. */
export const scannerSheetWidth = 210;
export const scannerSheetHeight = 297;

/** The sheet's codes: as large as on a badge, then smaller, light on dark, turned, and mirrored. */
const codes: readonly {
  readonly label: string;
  readonly side: number;
  readonly look: 'plain' | 'dark' | 'turned' | 'mirrored';
}[] = [
  { label: '27 mm · 명찰 크기 · badge size', side: 27, look: 'plain' },
  { label: '18 mm', side: 18, look: 'plain' },
  { label: '12 mm', side: 12, look: 'plain' },
  { label: '어두운 화면 · light on dark', side: 27, look: 'dark' },
  { label: '돌린 것 · turned', side: 27, look: 'turned' },
  { label: '거울 · mirrored', side: 27, look: 'mirrored' },
];

/** A sheet to try scanners with: one code, whose text nobody's badge has, in several looks. */
export function drawScannerSheet(
  code: string,
  metrics: FontMetrics,
): { readonly svg: string; readonly faces: readonly FontFace[] } {
  const used: TextLine[] = [];
  const parts: string[] = [
    `<rect width="${scannerSheetWidth}" height="${scannerSheetHeight}" fill="#ffffff"/>`,
  ];
  const line = (text: string, x: number, y: number, size: number, weight: 400 | 700) => {
    const laid = layLine(text, { chain: sans, weight }, metrics);
    used.push(laid);
    parts.push(textLine(laid, { x, y, size, fill: '#14171f', anchor: 'middle' }));
  };
  line('스캐너 시험지 · Scanner test sheet', scannerSheetWidth / 2, 28, 8, 700);
  line(code, scannerSheetWidth / 2, 40, 5, 400);
  line('스캐너 시험 화면을 열고 하나씩 찍으세요.', scannerSheetWidth / 2, 50, 4.2, 400);
  line('Open “Try the scanners”, then scan them one by one.', scannerSheetWidth / 2, 57, 4.2, 400);
  const symbol = qrSymbol(code, 'Q');
  for (const [i, { label, side, look }] of codes.entries()) {
    const x = 55 + (i % 2) * 100;
    const y = 95 + Math.floor(i / 2) * 66;
    const quiet = (side / symbol.size) * 4;
    const ground = side + 2 * quiet;
    const turn = look === 'turned' ? 'rotate(33)' : look === 'mirrored' ? 'scale(-1 1)' : '';
    parts.push(`<g transform="translate(${x} ${y}) ${turn}">`);
    if (look === 'dark') {
      parts.push(
        `<rect x="${-ground / 2}" y="${-ground / 2}" width="${ground}" height="${ground}" fill="#14171f"/>`,
      );
    }
    parts.push(
      qrElement(symbol, -side / 2, -side / 2, side, look === 'dark' ? '#ffffff' : '#000000'),
      '</g>',
    );
    line(label, x, y + 27, 4, 400);
  }
  return {
    svg: svgPage(scannerSheetWidth, scannerSheetHeight, 'Scanner test sheet', parts.join('')),
    faces: facesOf(used),
  };
}
