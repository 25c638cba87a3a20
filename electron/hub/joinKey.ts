import { fromBase32, toBase32 } from '../../shared/domain/base32';
import { Refusal } from '../../shared/domain/refusal';

const programLength = 16;
export const hubKeyLength = 20;

/** The text by which another host joins: which program (a UUID) and the key of its hub, in groups of four to be read out. */
export function joinText(program: string, key: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.from(program.replaceAll('-', ''), 'hex'), key]);
  return (toBase32(bytes).match(/.{1,4}/g) ?? []).join('-');
}

/** Reads such a text, however it is spaced. A Refusal where it is none. */
export function readJoinText(text: string): { readonly program: string; readonly key: Uint8Array } {
  const bytes = fromBase32(text.toUpperCase().replace(/[\s-]/g, ''));
  if (!bytes || bytes.length !== programLength + hubKeyLength) throw new Refusal('hub.key');
  const hex = Buffer.from(bytes.subarray(0, programLength)).toString('hex');
  const program = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { program, key: bytes.subarray(programLength) };
}
