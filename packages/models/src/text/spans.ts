import { hashOf } from "./term-table.ts";

/**
 * The terms of one document as pieces of one buffer of UTF-16 units. Tokens lie in it one after the other with a space between,
 * so that an n-gram of tokens is a piece too. The buffer is reused from document to document.
 */
export class Spans {
  /** The units; meaningful up to `length`. */
  units = new Uint16Array(1024);
  /** Number of units written. */
  length = 0;
  /** Start, end and hash of each term, in turn. */
  terms = new Int32Array(768);
  /** Number of terms. */
  count = 0;

  clear(): void {
    this.length = 0;
    this.count = 0;
  }

  /** Makes room for more units. */
  reserve(extra: number): void {
    if (this.length + extra <= this.units.length) return;
    const larger = new Uint16Array(Math.max(this.length + extra, this.units.length * 2));
    larger.set(this.units.subarray(0, this.length));
    this.units = larger;
  }

  /** Adds the term from `start` to `end`. */
  push(start: number, end: number): void {
    this.pushHashed(start, end, hashOf(this.units, start, end));
  }

  /** Adds the term from `start` to `end`, whose hash is known. */
  pushHashed(start: number, end: number, hash: number): void {
    const at = this.count * 3;
    if (at === this.terms.length) {
      const larger = new Int32Array(this.terms.length * 2);
      larger.set(this.terms);
      this.terms = larger;
    }
    this.terms[at] = start;
    this.terms[at + 1] = end;
    this.terms[at + 2] = hash;
    this.count += 1;
  }

  /** Writes a text and adds it as one term, followed by a space. */
  pushText(text: string): void {
    this.reserve(text.length + 1);
    const start = this.length;
    for (let i = 0; i < text.length; i++) this.units[start + i] = text.charCodeAt(i);
    this.units[start + text.length] = SPACE;
    this.length = start + text.length + 1;
    this.push(start, start + text.length);
  }

  /** Replaces the tokens by their n-grams of `min` to `max` tokens. */
  combine(min: number, max: number): void {
    if (max === 1) return;
    const tokens = this.terms.slice(0, this.count * 3);
    const total = this.count;
    if (min > 1) this.count = 0;
    for (let n = Math.max(2, min); n <= Math.min(max, total); n++) {
      for (let i = 0; i + n <= total; i++) this.push(tokens[i * 3] as number, tokens[(i + n) * 3 - 2] as number);
    }
  }
}

export const SPACE = 0x20;
