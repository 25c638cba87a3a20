import { Refusal } from './refusal';

export const textEncodings = ['UTF-8', 'CP949', 'UTF-16LE', 'UTF-16BE'] as const;
export type TextEncoding = (typeof textEncodings)[number];

/**
 * The text of a file: UTF-16 by its mark or by where its zero bytes are, else strict UTF-8, with or without a mark; what is
 * not that is CP949, as Korean Excel saves a CSV (`TextDecoder('euc-kr')` is CP949). `asked` overrides the guess. In NFC. A
 * Refusal for what is none of them, and for an empty file.
 */
export function decodeText(
  bytes: Uint8Array,
  file: string,
  asked?: TextEncoding,
): { readonly text: string; readonly encoding: TextEncoding } {
  for (const encoding of asked ? [asked] : guesses(bytes)) {
    const text = encoding === 'CP949' ? decodeKorean(bytes) : tryDecode(bytes, encoding);
    if (text === undefined || binary.test(text)) continue;
    if (text.trim() === '') throw new Refusal('import.empty', { file });
    return { text: text.normalize('NFC'), encoding };
  }
  throw new Refusal('import.encoding', { file });
}

/** Control characters that nobody types: what holds one is no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const binary = /[\0-\x06]/;

function guesses(bytes: Uint8Array): readonly TextEncoding[] {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return ['UTF-16LE'];
  if (first === 0xfe && second === 0xff) return ['UTF-16BE'];
  // Commas, quotes and line ends have a zero byte in UTF-16, always on the same side.
  const zeros = [0, 0];
  for (const [i, byte] of bytes.subarray(0, 4096).entries())
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd > 0) return odd > even ? ['UTF-16LE'] : ['UTF-16BE'];
  return ['UTF-8', 'CP949'];
}

/**
 * The C1 controls, which no CSV holds: a decoder that knows only EUC-KR (plain Node has one; Chromium's and Electron's are
 * whole) turns the first byte of a syllable outside of it, such as 똠, into one of them without a word.
 */
const controls = /[\u0080-\u009f]/u;

function decodeKorean(bytes: Uint8Array): string | undefined {
  const text = tryDecode(bytes, 'euc-kr');
  return text === undefined || controls.test(text) ? undefined : text;
}

function tryDecode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
