import { DataError } from "../errors/data-error.ts";

const LIMIT = 2 ** 31 - 1;

/** Texts end to end, with their offsets, growing. */
export class TextBuffer {
  /** The bytes; valid up to `size`. */
  bytes = new Uint8Array(128);
  private offsets = new Int32Array(16);
  private size = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  startOf(i: number): number {
    return this.offsets[i] ?? 0;
  }

  /**
   * Adds a text.
   *
   * @throws {DataError} `tooLarge` when all texts together would pass 2 GB.
   */
  push(bytes: Uint8Array, start: number, end: number): void {
    const size = this.size + end - start;
    if (size > this.bytes.length) this.growBytes(size);
    if (this.count + 2 > this.offsets.length) this.growOffsets();
    copy(bytes, start, end, this.bytes, this.size);
    this.size = size;
    this.offsets[++this.count] = size;
  }

  finish(): { readonly offsets: Int32Array; readonly bytes: Uint8Array } {
    return { offsets: this.offsets.slice(0, this.count + 1), bytes: this.bytes.slice(0, this.size) };
  }

  private growBytes(size: number): void {
    if (size > LIMIT) {
      throw new DataError({
        code: "tooLarge",
        what: "the text of a column is too long",
        where: `value ${this.count + 1}`,
        found: "more than 2 GB",
        fix: "read in batches",
      });
    }
    const grown = new Uint8Array(Math.min(LIMIT, Math.max(size, this.bytes.length * 2)));
    grown.set(this.bytes.subarray(0, this.size));
    this.bytes = grown;
  }

  private growOffsets(): void {
    const grown = new Int32Array(this.offsets.length * 2);
    grown.set(this.offsets);
    this.offsets = grown;
  }
}

/** A loop beats `set` with its view for what is as short as most texts are. */
function copy(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): void {
  if (end - start > 64) {
    to.set(from.subarray(start, end), at);
    return;
  }
  for (let i = start, k = at; i < end; i++, k++) to[k] = from[i] as number;
}
