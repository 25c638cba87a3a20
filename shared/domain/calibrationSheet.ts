import { type FontFace, sans } from './fonts';
import { facesOf, mm, svgPage, textLine } from './svg';
import { type FontMetrics, layLine, missingCharacters, type TextLine } from './textLayout';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A4, landscape, in millimetres: the way most certificates lie in the tray. */
const widthMm = 297;
const heightMm = 210;
/** So far (mm) from the left and the top edge its lines lie when nothing is off. */
export const calibrationInset = 20;

const ink = '#14171f';

/** The offset that a side needs, when its lines were found so far (mm) from the left and the top edge of the paper. */
export function offsetMeasured(now: Point, measured: { readonly left: number; readonly top: number }): Point {
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: round(now.x + calibrationInset - measured.left),
    y: round(now.y + calibrationInset - measured.top),
  };
}

/**
 * A sheet to measure a printer by: a line 20 mm from the left edge and one 20 mm from the top, on each side, with a ruler around
 * where they should be. It is printed with the offset that is set, so that a second sheet shows whether it is right.
 */
export function drawCalibration(
  texts: {
    readonly printer: string;
    readonly offset: { readonly front: Point; readonly back: Point };
    readonly duplex: boolean;
  },
  metrics: FontMetrics,
): {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly pages: readonly string[];
  readonly faces: readonly FontFace[];
} {
  const used: TextLine[] = [];
  const side = (title: string, titleEn: string, { x, y }: Point): string => {
    const parts = [`<rect width="${widthMm}" height="${heightMm}" fill="#ffffff"/>`];
    const line = (text: string, at: number, size: number) => {
      const unknown = missingCharacters([text], sans, metrics);
      const drawable = [...text].filter((char) => !unknown.includes(char)).join('');
      const laid = layLine(drawable, { chain: sans, weight: 400 }, metrics);
      used.push(laid);
      parts.push(textLine(laid, { x: widthMm / 2, y: at, size, fill: ink, anchor: 'middle' }));
    };
    const inset = calibrationInset;
    let rulers = '';
    for (let step = -10; step <= 10; step++) {
      const length = step % 5 === 0 ? 6 : 3;
      rulers += `M${mm(inset + step)} ${heightMm / 2}v${-length}M${widthMm / 2} ${mm(inset + step)}h${-length}`;
    }
    parts.push(
      `<path d="M${inset} 0V${heightMm}M0 ${inset}H${widthMm}" stroke="${ink}" stroke-width="0.2"/>`,
      `<path d="${rulers}" stroke="${ink}" stroke-width="0.15"/>`,
      `<rect x="${inset}" y="${inset}" width="${widthMm - 2 * inset}" height="${heightMm - 2 * inset}" fill="none" stroke="${ink}" stroke-width="0.2"/>`,
    );
    line(title, 70, 12);
    line(titleEn, 80, 6);
    line(texts.printer, 96, 5);
    line(`→ ${mm(x)} mm · ↓ ${mm(y)} mm`, 106, 5);
    line(
      '종이 왼쪽 끝에서 세로줄까지, 위쪽 끝에서 가로줄까지를 재서 앱에 넣으십시오. 둘 다 20 mm이면 맞습니다.',
      130,
      4,
    );
    line(
      'Measure from the left edge of the paper to the upright line and from the top edge to the level one. Both are 20 mm when it is right.',
      137,
      3.4,
    );
    return svgPage(widthMm, heightMm, titleEn, parts.join(''));
  };
  const front = side('앞면', 'Front', texts.offset.front);
  const pages = texts.duplex ? [front, side('뒷면', 'Back', texts.offset.back)] : [front];
  return { widthMm, heightMm, pages, faces: facesOf(used) };
}
