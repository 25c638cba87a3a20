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
  const decoded = tryDecode(bytes, 'utf-8') ?? tryDecode(bytes, 'euc-kr');
  if (decoded === undefined) throw new Refusal('import.encoding', { file });
  if (decoded.trim() === '') throw new Refusal('import.empty', { file });
  const encoding = tryDecode(bytes, 'utf-8') === undefined ? 'CP949' : 'UTF-8';
  return { text: decoded.normalize('NFC'), encoding };
}

function tryDecode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
