import { ImageData, longestImage } from '../../../shared/domain/embeddedImage';
import { sanitizeSvg } from '../../../shared/domain/svgImage';

export type PickedImage =
  | {
      readonly kind: 'image';
      readonly data: string;
      readonly ratio: number;
      readonly dropped: readonly string[];
    }
  | { readonly kind: 'tooLarge' | 'notAnImage' };

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

async function ratioOf(data: string): Promise<number | undefined> {
  const image = new Image();
  image.src = data;
  try {
    await image.decode();
  } catch {
    return undefined;
  }
  return image.naturalHeight > 0 && image.naturalWidth > 0 ? image.naturalWidth / image.naturalHeight : 1;
}

/** Reads a PNG or an SVG as it may be embedded; of an SVG only what draws is kept, and what was left out is said. */
export async function readImage(file: File): Promise<PickedImage> {
  if (file.size > longestImage) return { kind: 'tooLarge' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const png = bytes[0] === 0x89 && bytes[1] === 0x50;
  let dropped: readonly string[] = [];
  let data: string;
  if (png) data = `data:image/png;base64,${base64(bytes)}`;
  else {
    const clean = sanitizeSvg(new TextDecoder().decode(bytes));
    if (!clean) return { kind: 'notAnImage' };
    dropped = clean.dropped;
    data = `data:image/svg+xml;base64,${base64(new TextEncoder().encode(clean.svg))}`;
  }
  if (data.length > longestImage) return { kind: 'tooLarge' };
  const ratio = await ratioOf(data);
  if (ratio === undefined || !ImageData.safeParse(data).success) return { kind: 'notAnImage' };
  return { kind: 'image', data, ratio, dropped };
}
