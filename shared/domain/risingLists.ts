import { HashedRows, hashOf, withRoom } from './hashedRows';

/** The last of a piece's bytes say where the next piece is; before that, the first of them how large this one is. */
const link = 4;
const [smallest, largest] = [1, 7];
const sizeOf = (level: number) => 4 << level;

/** Where a list lies, and how far it goes. */
interface List {
  readonly from: number;
  readonly count: number;
  /** Its last numbers, one after another, of which nothing is written yet, and the one after them. */
  readonly open: number;
  readonly end: number;
}

/** Goes through one list. */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #open: number;
  readonly #openFrom: number;
  #at: number;
  #end: number;
  #level = smallest;
  #left: number;
  /** The number after the one that was given last, and for how many more each is one more than the one before. */
  #next = 0;
  #run = 0;

  constructor(bytes: Uint8Array, { from, count, open, end }: List) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = from + sizeOf(smallest) - link;
    this.#left = count;
    this.#open = open;
    this.#openFrom = end - open;
  }

  /** The next number; -1 after the last. */
  next(): number {
    if (this.#left === 0) return -1;
    if (this.#run === 0) this.#readRun();
    this.#left--;
    this.#run--;
    return this.#next++;
  }

  #readRun(): void {
    if (this.#left === this.#open) {
      this.#next = this.#openFrom;
      this.#run = this.#open;
      return;
    }
    const code = this.#read();
    this.#next += (code >>> 1) - 1;
    this.#run = code & 1 ? this.#read() + 1 : 1;
  }

  #read(): number {
    let read = 0;
    let shift = 0;
    let byte: number;
    do {
      if (this.#at === this.#end) this.#goOn();
      byte = this.#bytes[this.#at++] ?? 0;
      read |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    return read;
  }

  #goOn(): void {
    this.#at = readLink(this.#bytes, this.#end);
    this.#level = Math.min(this.#level + 1, largest);
    this.#end = this.#at + sizeOf(this.#level) - link;
  }
}

const nothing: List = { from: 0, count: 0, open: 0, end: 0 };

function readLink(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  return a | (b << 8) | (c << 16) | (d << 24);
}

/**
 * Lists of numbers that rise, by a key: a hundred thousand lists with millions of numbers in half a byte a number. Each is written
 * into pieces that grow, run by run of numbers that follow each other: how far from the one before, and how long. Two keys may share a
 * list, as seldom as their hashes are alike: who must know looks at what the number stands for.
 */
export class RisingLists {
  readonly #rows = new HashedRows();
  #bytes = new Uint8Array(1 << 12);
  #used = 0;
  #firsts = new Uint32Array(64);
  /** Where the next byte goes. */
  #ends = new Uint32Array(64);
  #counts = new Uint32Array(64);
  /** The last number and 1; the same of the last one that is written. */
  #lasts = new Uint32Array(64);
  #written = new Uint32Array(64);
  /** How many numbers up to the last follow each other: their run is not written yet. */
  #open = new Uint32Array(64);

  /** Adds a number to a key's list, none that is below its last. */
  add(key: string, value: number): void {
    const row = this.#rowOf(hashOf(key));
    const open = this.#open[row] ?? 0;
    const last = this.#lasts[row] ?? 0;
    if (open > 0 && last === value + 1) return;
    const follows = open > 0 && last === value;
    if (open > 0 && !follows) this.#writeRun(row, last - open, open);
    this.#open[row] = follows ? open + 1 : 1;
    this.#lasts[row] = value + 1;
    this.#counts[row] = (this.#counts[row] ?? 0) + 1;
  }

  /** How many numbers a key has. */
  count(key: string): number {
    const row = this.#rows.find(hashOf(key));
    return row < 0 ? 0 : (this.#counts[row] ?? 0);
  }

  cursor(key: string): Cursor {
    const row = this.#rows.find(hashOf(key));
    if (row < 0) return new Cursor(this.#bytes, nothing);
    return new Cursor(this.#bytes, {
      from: this.#firsts[row] ?? 0,
      count: this.#counts[row] ?? 0,
      open: this.#open[row] ?? 0,
      end: this.#lasts[row] ?? 0,
    });
  }

  #writeRun(row: number, from: number, length: number): void {
    const gap = from - (this.#written[row] ?? 0) + 1;
    this.#writeNumber(row, 2 * gap + (length > 1 ? 1 : 0));
    if (length > 1) this.#writeNumber(row, length - 1);
    this.#written[row] = from + length;
  }

  #writeNumber(row: number, number: number): void {
    let rest = number;
    for (; rest >= 0x80; rest >>>= 7) this.#write(row, (rest & 0x7f) | 0x80);
    this.#write(row, rest);
  }

  #rowOf(hash: number): number {
    const known = this.#rows.find(hash);
    if (known >= 0) return known;
    const row = this.#rows.add(hash);
    this.#firsts = withRoom(this.#firsts, row + 1);
    this.#ends = withRoom(this.#ends, row + 1);
    this.#counts = withRoom(this.#counts, row + 1);
    this.#lasts = withRoom(this.#lasts, row + 1);
    this.#written = withRoom(this.#written, row + 1);
    this.#open = withRoom(this.#open, row + 1);
    const first = this.#piece(smallest);
    this.#firsts[row] = first;
    this.#ends[row] = first;
    return row;
  }

  #write(row: number, byte: number): void {
    let at = this.#ends[row] ?? 0;
    // Where nothing was written there is a 0, or a piece's end, which says how large it is.
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
