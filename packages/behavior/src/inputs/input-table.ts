import { contentOf, isTexts, keyOf } from "./key-of.ts";
import { HashIndex } from "./hash-index.ts";

/** Two 32-bit hashes of each distinct input, by its number. */
export interface InputHashes {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Numbers inputs by content. The contents of hundreds of thousands are hashed and forgotten: kept, they would outweigh the suite. */
export class InputTable {
  readonly inputs: unknown[] = [];
  private readonly index = new HashIndex();
  private readonly hash = new ContentHash();
  private readonly isKnown = (number: number, input: unknown): boolean => isSame(this.inputs[number], input);

  /** The number of an input: that of the first with the same content. */
  numberOf(input: unknown): number {
    this.hash.take(input);
    const number = this.index.numberOf(this.hash.low, this.hash.high, input, this.isKnown);
    if (number === this.inputs.length) this.inputs.push(input);
    return number;
  }

  get hashes(): InputHashes {
    return { low: this.index.low, high: this.index.high };
  }
}

/** Two FNV-like hashes of an input's content. */
export function hashOf(input: unknown): { readonly low: number; readonly high: number } {
  const hash = new ContentHash();
  hash.take(input);
  return hash;
}

/** Before each text of a list; as the next one, no UTF-16 unit. */
const BETWEEN = 0x10000;
/** Before the content of what is no text: no text begins so. */
const NO_TEXT = 0x10001;

/** The hashes of what was taken last: of hundreds of thousands of inputs, nothing is left behind. */
class ContentHash {
  low = 0;
  high = 0;

  take(input: unknown): void {
    this.low = 0x811c9dc5 | 0;
    this.high = 0x9747b28c | 0;
    if (typeof input === "string") {
      this.text(input);
      return;
    }
    this.unit(NO_TEXT);
    if (isTexts(input)) {
      // Not as JSON: that would take as much memory again.
      for (let i = 0; i < input.length; i++) {
        this.unit(BETWEEN);
        this.text(input[i] as string);
      }
    } else this.text(contentOf(input));
  }

  private text(text: string): void {
    let { low, high } = this;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x5bd1e995);
    }
    this.low = low;
    this.high = high;
  }

  private unit(unit: number): void {
    this.low = Math.imul(this.low ^ unit, 0x01000193);
    this.high = Math.imul(this.high ^ unit, 0x5bd1e995);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === "string" || typeof b === "string") return false;
  if (!isTexts(a) || !isTexts(b)) return keyOf(a) === keyOf(b);
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
