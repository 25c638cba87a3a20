/** A 32-bit number of a text, spread evenly. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The same numbers with more room behind them; the old ones are let go of at once. */
export function withRoom(numbers: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= numbers.length) return numbers;
  return new Uint32Array(
    numbers.buffer.transfer(4 * Math.max(length, numbers.length + (numbers.length >> 1))),
  );
}

/** Numbers rows from 0, and finds them by a hash: eight bytes a row and what is free. */
export class HashedRows {
  #size = 0;
  #hashes = new Uint32Array(64);
  /** A row and 1, at the place that its hash leads to or behind it; 0: free. */
  #places = new Uint32Array(128);

  get size(): number {
    return this.#size;
  }

  /** The row of that hash for which `is` holds; -1 where there is none. */
  find(hash: number, is: (row: number) => boolean = () => true): number {
    const last = this.#places.length - 1;
    for (let at = hash & last; ; at = (at + 1) & last) {
      const row = (this.#places[at] ?? 0) - 1;
      if (row < 0 || (this.#hashes[row] === hash && is(row))) return row;
    }
  }

  /** A new row of that hash. */
  add(hash: number): number {
    const row = this.#size++;
    this.#hashes = withRoom(this.#hashes, this.#size);
    this.#hashes[row] = hash;
    if (2 * this.#size <= this.#places.length) {
      this.#place(row, hash);
    } else {
      this.#places = new Uint32Array(2 * this.#places.length);
      for (let each = 0; each < this.#size; each++) this.#place(each, this.#hashes[each] ?? 0);
    }
    return row;
  }

  #place(row: number, hash: number): void {
    const last = this.#places.length - 1;
    let at = hash & last;
    while (this.#places[at] !== 0) at = (at + 1) & last;
    this.#places[at] = row + 1;
  }
}
