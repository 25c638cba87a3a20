import { z } from 'zod';
import { svgProblem } from './svgImage';

/** The longest data URI of an image: about 600 kB of picture. It is in every drawing that is kept. */
export const longestImage = 800_000;

const pngHead = 'iVBORw0KGgo';

/** The text in base64 that is UTF-8; undefined where it is not. */
export function decodeBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isSafe(data: string): boolean {
  const [, type, base64] = /^data:image\/(png|svg\+xml);base64,([A-Za-z0-9+/]+={0,2})$/.exec(data) ?? [];
  if (!type || !base64) return false;
  if (type === 'png') return base64.startsWith(pngHead);
  const svg = decodeBase64(base64);
  return svg !== undefined && svgProblem(svg) === undefined;
}

/**
 * An image inside of a template: a data URI of a PNG, or of an SVG in which nothing runs, nothing is fetched and nothing is
 * of another language (`sanitizeSvg` makes one).
 */
export const ImageData = z
  .string()
  .max(longestImage)
  .refine(isSafe, { error: 'not an image that may be embedded' });
