import { subtle } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { bundledFont, bundledFonts, type FontFace } from '../../shared/domain/fonts';
import type { FontMetrics } from '../../shared/domain/textLayout';

/** A font that a frozen drawing names. */
export interface HashedFont extends FontFace {
  readonly file: string;
  readonly sha256: string;
}

/** The bundled fonts as they lie on the disk: their widths, and their files by hash. */
export interface FontFiles extends FontMetrics {
  /** What a frozen drawing names a font by. */
  hashed(face: FontFace): HashedFont;
}

const opened = new Map<string, Promise<FontFiles>>();

/** Opens the fonts of a folder, once. Reads and hashes off the main thread. */
export function fontFiles(folder: string): Promise<FontFiles> {
  let fonts = opened.get(folder);
  if (!fonts) {
    fonts = open(folder);
    // A folder that could not be read is tried again the next time.
    fonts.catch(() => opened.delete(folder));
    opened.set(folder, fonts);
  }
  return fonts;
}

interface OpenFont {
  readonly sha256: string;
  readonly characters: ReadonlySet<number>;
  readonly extent: { readonly ascent: number; readonly descent: number };
  advance(codePoint: number): number;
  apart(before: number, after: number, spaced: boolean): number;
}

/** The one that every sheet says it is in (svgPage), as fonts name it. */
const language = 'KOR';

/** Syllables and Han characters stand as far apart as they are wide, in each of our fonts. */
function isSquare(codePoint: number): boolean {
  return codePoint >= 0x3400 && codePoint <= 0xd7a3;
}

async function openFont(file: string): Promise<OpenFont> {
  const bytes = await readFile(file);
  const sha256 = Buffer.from(await subtle.digest('SHA-256', bytes)).toString('hex');
  const fontkit = await import('fontkit');
  const font = fontkit.create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`a collection, not a font: ${file}`);
  const widths = new Map<number, number>();
  const pairs = new Map<number, number>();
  const advance = (codePoint: number): number => {
    let width = widths.get(codePoint);
    if (width === undefined) {
      width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
      widths.set(codePoint, width);
    }
    return width;
  };
  return {
    sha256,
    characters: new Set(font.characterSet),
    extent: { ascent: font.ascent / font.unitsPerEm, descent: -font.descent / font.unitsPerEm },
    advance,
    apart(before, after, spaced) {
      if (!spaced && isSquare(before) && isSquare(after)) return 0;
      const key = (before * 0x11_0000 + after) * 2 + Number(spaced);
      let apart = pairs.get(key);
      if (apart === undefined) {
        const codes = spaced ? [before, 32, after] : [before, after];
        const { advanceWidth } = font.layout(String.fromCodePoint(...codes), undefined, undefined, language);
        const set = advanceWidth / font.unitsPerEm;
        apart = Math.max(0, set - codes.reduce((sum, code) => sum + advance(code), 0));
        pairs.set(key, apart);
      }
      return apart;
    },
  };
}

async function open(folder: string): Promise<FontFiles> {
  const fonts = new Map<string, OpenFont>();
  for (const { file } of bundledFonts) {
    fonts.set(file, await openFont(path.join(folder, file)));
    await turn();
  }
  const find = (face: FontFace): OpenFont => {
    const font = fonts.get(bundledFont(face).file);
    if (!font) throw new Error(`a font that was not opened: ${face.family} ${face.weight}`);
    return font;
  };
  return {
    has: (family, codePoint) => find({ family, weight: 400 }).characters.has(codePoint),
    advance: (face, codePoint) => find(face).advance(codePoint),
    apart: (face, before, after, spaced) => find(face).apart(before, after, spaced),
    extent: (family) => find({ family, weight: 400 }).extent,
    hashed(face) {
      const { file } = bundledFont(face);
      return { family: face.family, weight: face.weight, file, sha256: find(face).sha256 };
    },
  };
}
