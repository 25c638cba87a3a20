/** How a program writes its serials: what stands before and after the number, and with how many digits at least. */
export interface SerialPattern {
  readonly before: string;
  readonly digits: number;
  readonly after: string;
}

// What a file name, a keyboard scanner's operator and a printed line all take: letters of any script, digits, and - . _
const around = /^[\p{L}\p{N}\-._]{0,24}$/u;

/** Reads `C5-{0000}`: the zeros in braces are the number, at least as long as they are. Undefined where it is none. */
export function parseSerialPattern(text: string): SerialPattern | undefined {
  const [, before = '', zeros = '', after = ''] =
    /^([^{}]*)\{(0{1,8})\}([^{}]*)$/.exec(text.normalize('NFC').trim()) ?? [];
  if (zeros === '' || !around.test(before) || !around.test(after)) return undefined;
  return { before, digits: zeros.length, after };
}

export function writePattern({ before, digits, after }: SerialPattern): string {
  return `${before}{${'0'.repeat(digits)}}${after}`;
}

/** The serial of the certificate number `number` (1, 2, 3 …). */
export function serialBy({ before, digits, after }: SerialPattern, number: number): string {
  return `${before}${String(number).padStart(digits, '0')}${after}`;
}

/** The number that a pattern would have to be given for this serial; undefined where it never gives it. */
export function numberBy(pattern: SerialPattern, serial: string): number | undefined {
  const { before, after } = pattern;
  if (!serial.startsWith(before) || !serial.endsWith(after)) return undefined;
  const middle = serial.slice(before.length, serial.length - after.length);
  if (!/^\d{1,15}$/.test(middle)) return undefined;
  const number = Number(middle);
  return serialBy(pattern, number) === serial ? number : undefined;
}
