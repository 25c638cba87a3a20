import { assertNever } from './assertNever';
import { type FontFace, sans } from './fonts';
import type { PreflightFinding } from './preflight';
import { facesOf, mm, svgPage, textLine } from './svg';
import { layText } from './textFit';
import { type FontMetrics, layLine, type TextLine } from './textLayout';

/** The sheets by which the riskiest certificates are looked at on paper. In both languages: paper has no switch. */

interface DrawnSheet {
  readonly pages: readonly string[];
  readonly faces: readonly FontFace[];
}

export interface ProofRow {
  readonly name: string;
  readonly findings: readonly PreflightFinding[];
}

const ink = '#1d2233';
const grey = '#565d70';

function codes(characters: readonly string[]): string {
  return characters
    .flatMap((cluster) => [...cluster])
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
}

/** What to look at, in a few words of each language. */
function words(finding: PreflightFinding): string {
  switch (finding.kind) {
    case 'glyphs':
      return `글꼴에 없는 글자 missing glyphs ${codes(finding.characters)}`;
    case 'tooLong':
      return `너무 길어 넘침 too long (${finding.element})`;
    case 'empty':
      return `빈칸 empty: ${finding.fields.join(', ')}`;
    case 'unknownField':
      return `없는 필드 unknown field: ${finding.names.join(', ')}`;
    case 'shrunk':
      return `줄어듦 shrunk to ${Math.round((finding.size / finding.wanted) * 100)}% (${finding.element})`;
    case 'wordBroken':
      return `낱말 안에서 끊김 broken inside a word (${finding.element})`;
    case 'nameBroken':
      return '이름이 두 줄 name on two lines';
    case 'mixedFonts':
      return '이름에 글꼴 둘 name in two fonts';
    case 'oddCharacters':
      return `이름에 낯선 글자 odd characters ${finding.characters.join(' ')}`;
    case 'sameName':
      return `같은 이름 ${finding.others + 1}명 same name`;
    case 'leftOut':
      return `빠지는 것 left out: ${finding.fields.join(', ')}`;
    case 'absent':
      return '오지 않음 not present';
    case 'issued':
      return `이미 발급 issued ${finding.serial}`;
    default:
      return assertNever(finding);
  }
}

/** A4's margins hold for every paper: what is under them a printer may not reach. */
const margin = 18;

/** The first sheet: whom to look at and why, with room to tick each off. */
export function drawProofList(
  sheet: {
    readonly title: string;
    /** mm */
    readonly width: number;
    readonly height: number;
    readonly rows: readonly ProofRow[];
  },
  metrics: FontMetrics,
): DrawnSheet {
  const used: TextLine[] = [];
  const parts = [`<rect width="${mm(sheet.width)}" height="${mm(sheet.height)}" fill="#ffffff"/>`];
  const put = (
    text: string,
    x: number,
    y: number,
    [width, height, size]: readonly [number, number, number],
    weight: 400 | 600,
    fill: string,
  ) => {
    const room = { width, height, size, floor: 1.8, leading: 1.35, maxLines: 4, gives: 'line' } as const;
    const laid = layText(text, room, { chain: sans, weight }, metrics);
    used.push(...laid.lines);
    for (const [index, line] of laid.lines.entries()) {
      parts.push(textLine(line, { x, y: y + index * 1.35 * laid.size, size: laid.size, fill }));
    }
  };
  const inner = sheet.width - 2 * margin;
  put(`교정 Proof — ${sheet.title}`, margin, 25, [inner, 10, 5.6], 600, ink);
  const hint =
    '아래 쪽들은 발급 전 그대로입니다. 번호와 QR은 아직 없습니다. Each sheet as it would print; number and QR prove nothing yet.';
  put(hint, margin, 32, [inner, 10, 2.9], 400, grey);
  const top = 42;
  const step = Math.min(17, (sheet.height - top - margin) / Math.max(1, sheet.rows.length));
  for (const [index, { name, findings }] of sheet.rows.entries()) {
    const y = top + index * step;
    const told = findings.map(words).join(' · ') || '특이 사항 없음 nothing in particular';
    parts.push(`<path d="M${margin} ${mm(y)}h${mm(inner)}" stroke="#d5d9e3" stroke-width="0.2"/>`);
    parts.push(
      `<rect x="${margin}" y="${mm(y + step / 2 - 2)}" width="4" height="4" fill="none" stroke="${grey}" stroke-width="0.3"/>`,
    );
    put(String(index + 1), margin + 7, y + step / 2 + 1.2, [8, 8, 3.4], 600, grey);
    put(name, margin + 16, y + step / 2 + 0.6, [inner * 0.3, step - 2, 3.8], 600, ink);
    const reasons = margin + 20 + inner * 0.3;
    put(told, reasons, y + step / 2 - 0.6, [inner - reasons + margin, step - 2, 2.9], 400, ink);
  }
  return {
    pages: [svgPage(sheet.width, sheet.height, sheet.title, parts.join(''))],
    faces: facesOf(used),
  };
}

/** Puts 'proof' and its number over the top edge of a sheet, outside of what is looked at. */
export function markAsProof(
  page: string,
  number: number,
  width: number,
  metrics: FontMetrics,
): { readonly svg: string; readonly faces: readonly FontFace[] } {
  const line = layLine(`교정 PROOF ${number}`, { chain: sans, weight: 600 }, metrics);
  const mark = textLine(line, { x: width / 2, y: 6.2, size: 2.8, fill: '#b42318', anchor: 'middle' });
  return { svg: page.replace(/<\/svg>$/, `${mark}</svg>`), faces: facesOf([line]) };
}
