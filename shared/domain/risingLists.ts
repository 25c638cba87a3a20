import { HashedRows, hashOf, withRoom } from './hashedRows';

/** The last of a piece's bytes say where the next piece is; before that, the first of them how large this one is. */
const link = 4;
const [smallest, largest] = [1, 7];
const sizeOf = (level: number) => 4 << level;

/** Goes through one list. */
export class Cursor {
  readonly #bytes: Uint8Array;
  #at: number;
  #end: number;
  #level = smallest;
  #left: number;
  #value = -1;

  constructor(bytes: Uint8Array, from: number, count: number) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = from + sizeOf(smallest) - link;
    this.#left = count;
  }

  /** The next number; -1 after the last. */
  next(): number {
    if (this.#left === 0) return -1;
    this.#left--;
    let more = 0;
    let shift = 0;
    let byte: number;
    do {
      if (this.#at === this.#end) this.#goOn();
      byte = this.#bytes[this.#at++] ?? 0;
      more |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    this.#value += more;
    return this.#value;
  }

  #goOn(): void {
    this.#at = readLink(this.#bytes, this.#end);
    this.#level = Math.min(this.#level + 1, largest);
    this.#end = this.#at + sizeOf(this.#level) - link;
  }
}

function readLink(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  return a | (b << 8) | (c << 16) | (d << 24);
}

/**
 * Lists of numbers that rise, by a key: a hundred thousand lists with millions of numbers in little more than a byte a number. Each
 * is written into pieces that grow, as the step from the number before. Two keys may share a list, as seldom as their hashes are alike:
 * who must know looks at what the number stands for.
 */
export class RisingLists {
  readonly #rows = new HashedRows();
  #bytes = new Uint8Array(1 << 12);
  #used = 0;
  #firsts = new Uint32Array(64);
  /** Where the next byte goes. */
  #ends = new Uint32Array(64);
  #counts = new Uint32Array(64);
  /** The last number and 1. */
  #lasts = new Uint32Array(64);

  /** Adds a number to a key's list, none that is below its last. */
  add(key: string, value: number): void {
    const row = this.#rowOf(hashOf(key));
    let step = value + 1 - (this.#lasts[row] ?? 0);
    if (step === 0) return;
    this.#lasts[row] = value + 1;
    this.#counts[row] = (this.#counts[row] ?? 0) + 1;
    for (; step >= 0x80; step >>>= 7) this.#write(row, (step & 0x7f) | 0x80);
    this.#write(row, step);
  }

  /** How many numbers a key has. */
  count(key: string): number {
    const row = this.#rows.find(hashOf(key));
    return row < 0 ? 0 : (this.#counts[row] ?? 0);
  }

  cursor(key: string): Cursor {
    const row = this.#rows.find(hashOf(key));
    return row < 0
      ? new Cursor(this.#bytes, 0, 0)
      : new Cursor(this.#bytes, this.#firsts[row] ?? 0, this.#counts[row] ?? 0);
  }

  #rowOf(hash: number): number {
    const known = this.#rows.find(hash);
    if (known >= 0) return known;
    const row = this.#rows.add(hash);
    this.#firsts = withRoom(this.#firsts, row + 1);
    this.#ends = withRoom(this.#ends, row + 1);
    this.#counts = withRoom(this.#counts, row + 1);
    this.#lasts = withRoom(this.#lasts, row + 1);
    const first = this.#piece(smallest);
    this.#firsts[row] = first;
    this.#ends[row] = first;
    return row;
  }

  #write(row: number, byte: number): void {
    let at = this.#ends[row] ?? 0;
    // No byte of a step is 0: what is there already is a piece's end, and says how large it is.
    const level = this.#bytes[at] ?? 0;
    if (level !== 0) {
      const next = this.#piece(Math.min(level + 1, largest));
      for (let i = 0; i < link; i++) this.#bytes[at + i] = next >>> (8 * i);
      at = next;
    }
    this.#bytes[at] = byte;
    this.#ends[row] = at + 1;
  }

  #piece(level: number): number {
    const from = this.#used;
    this.#used += sizeOf(level);
    if (this.#used > this.#bytes.length)
      this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(this.#used + (this.#used >> 2)));
    this.#bytes[this.#used - link] = level;
    return from;
  }
}
