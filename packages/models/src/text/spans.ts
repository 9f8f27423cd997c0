import { writeKey } from "./ascii-words.ts";
import { textOf } from "./text-of.ts";
import type { TermTable } from "./term-table.ts";

/**
 * The terms of one document as pieces of one buffer of UTF-16 units. Tokens lie in it one after the other with a space between,
 * so that an n-gram of tokens is a piece too. The buffer is reused from document to document.
 */
export class Spans {
  /** The units; meaningful up to `length`. */
  units: Uint16Array;
  /** Number of units written. */
  length = 0;
  /** Start, end and key of each term, in turn. */
  terms = new Int32Array(1024);
  /** Number of terms. */
  count = 0;
  private own = new Uint16Array(1024);

  constructor() {
    this.units = this.own;
  }

  clear(): void {
    this.units = this.own;
    this.length = 0;
    this.count = 0;
  }

  /** Makes room for more units. */
  reserve(extra: number): void {
    if (this.length + extra <= this.units.length) return;
    const larger = new Uint16Array(Math.max(this.length + extra, this.units.length * 2));
    larger.set(this.units.subarray(0, this.length));
    this.units = this.own = larger;
  }

  /** Makes room for more terms. */
  reserveTerms(extra: number): void {
    const needed = (this.count + extra) * 4;
    if (needed <= this.terms.length) return;
    const larger = new Int32Array(Math.max(needed, this.terms.length * 2));
    larger.set(this.terms);
    this.terms = larger;
  }

  /** Adds the term from `start` to `end`. */
  push(start: number, end: number): void {
    const at = this.count * 4;
    if (at === this.terms.length) this.reserveTerms(1);
    this.terms[at] = start;
    this.terms[at + 1] = end;
    writeKey(this.units, start, end, this.terms, at + 2);
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

  /** The terms as texts. */
  texts(): string[] {
    const { units, terms } = this;
    return Array.from({ length: this.count }, (_, i) =>
      textOf(units.subarray(terms[i * 4] as number, terms[i * 4 + 1] as number)),
    );
  }

  /** Drops the tokens that a table holds, and moves the others together. */
  drop(table: TermTable): void {
    const { units, terms } = this;
    let length = 0;
    let size = 0;
    for (let at = 0; at < this.count * 4; at += 4) {
      if (table.find(units, terms, at) >= 0) continue;
      const end = terms[at + 1] as number;
      const start = length;
      // The space after it, too.
      for (let i = terms[at] as number; i <= end; i++) units[length++] = units[i] as number;
      terms[size++] = start;
      terms[size++] = length - 1;
      terms[size++] = terms[at + 2] as number;
      terms[size++] = terms[at + 3] as number;
    }
    this.length = length;
    this.count = size / 4;
  }

  /** Replaces the tokens by their n-grams of `min` to `max` tokens. */
  combine(min: number, max: number): void {
    if (max === 1) return;
    const tokens = this.terms.slice(0, this.count * 4);
    const total = this.count;
    if (min > 1) this.count = 0;
    for (let n = Math.max(2, min); n <= Math.min(max, total); n++) {
      for (let i = 0; i + n <= total; i++) this.push(tokens[i * 4] as number, tokens[(i + n) * 4 - 3] as number);
    }
  }
}

export const SPACE = 0x20;
