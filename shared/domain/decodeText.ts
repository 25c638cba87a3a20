import { Refusal } from './refusal';

export type TextEncoding = 'UTF-8' | 'CP949';

/**
 * The text of a file: strict UTF-8, with or without a byte order mark; what is not that is CP949, as Korean Excel saves
 * a CSV (`TextDecoder('euc-kr')` is CP949). In NFC. A Refusal for UTF-16, for neither of the two, and for an empty file.
 */
export function decodeText(
  bytes: Uint8Array,
  file: string,
): { readonly text: string; readonly encoding: TextEncoding } {
  const [first, second] = bytes;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (utf16 || bytes.subarray(0, 4096).includes(0)) throw new Refusal('import.encoding', { file });
  const unicode = tryDecode(bytes, 'utf-8');
  const text = unicode ?? decodeKorean(bytes);
  if (text === undefined) throw new Refusal('import.encoding', { file });
  if (text.trim() === '') throw new Refusal('import.empty', { file });
  return { text: text.normalize('NFC'), encoding: unicode === undefined ? 'CP949' : 'UTF-8' };
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
