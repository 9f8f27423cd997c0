/**
 * The terms of one document as pieces of one buffer of UTF-16 units. Tokens lie in it one after the other with a space between,
 * so that an n-gram of tokens is a piece too. The buffer is reused from document to document.
 */
export class Spans {
  /** The units; meaningful up to `length`. */
  units = new Uint16Array(1024);
  /** Number of units written. */
  length = 0;
  /** Start and end of each term, in turn. */
  bounds = new Int32Array(512);
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
    if (this.count * 2 === this.bounds.length) {
      const larger = new Int32Array(this.bounds.length * 2);
      larger.set(this.bounds);
      this.bounds = larger;
    }
    this.bounds[this.count * 2] = start;
    this.bounds[this.count * 2 + 1] = end;
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
    const tokens = this.bounds.slice(0, this.count * 2);
    const total = this.count;
    this.count = 0;
    for (let n = min; n <= Math.min(max, total); n++) {
      for (let i = 0; i + n <= total; i++) this.push(tokens[i * 2] as number, tokens[(i + n) * 2 - 1] as number);
    }
  }
}

export const SPACE = 0x20;
