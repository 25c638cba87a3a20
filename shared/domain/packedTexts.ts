import { withRoom } from './hashedRows';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Many texts, one behind the other in one piece of memory, by their numbers from 0. */
export class PackedTexts {
  #bytes = new Uint8Array(1 << 12);
  #ends = new Uint32Array(64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Gives the number of the new text. */
  add(text: string): number {
    const from = this.#endOf(this.#size - 1);
    // A unit of a text takes three bytes at most.
    const most = from + 3 * text.length;
    if (most > this.#bytes.length)
      this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(most + (most >> 2)));
    this.#ends = withRoom(this.#ends, this.#size + 1);
    this.#ends[this.#size] = from + encoder.encodeInto(text, this.#bytes.subarray(from)).written;
    return this.#size++;
  }

  get(number: number): string {
    return decoder.decode(this.#bytes.subarray(this.#endOf(number - 1), this.#endOf(number)));
  }

  #endOf(number: number): number {
    return number < 0 ? 0 : (this.#ends[number] ?? 0);
  }
}
