import { contentOf, isTexts, keyOf } from "./key-of.ts";
import { firstOfEach } from "./first-of-each.ts";

/** Two 32-bit hashes of each distinct input, by its number. */
export interface InputHashes {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** The distinct among inputs, by content. */
export interface DistinctInputs {
  /** In the order in which each first comes. */
  readonly inputs: unknown[];
  readonly hashes: InputHashes;
  /** Of each input given, the number of the one among the distinct that it equals. */
  readonly numbers: Int32Array;
}

/**
 * Numbers inputs by content, each asked for once and in order. The contents of hundreds of thousands are hashed and forgotten: kept,
 * they would outweigh the suite.
 */
export function distinctInputs(count: number, inputAt: (index: number) => unknown): DistinctInputs {
  const given = new Array<unknown>(count);
  const low = new Int32Array(count);
  const high = new Int32Array(count);
  const hash = new ContentHash();
  for (let i = 0; i < count; i++) {
    const input = inputAt(i);
    hash.take(input);
    given[i] = input;
    low[i] = hash.low;
    high[i] = hash.high;
  }
  const numbers = firstOfEach(low, high, (one, other) => isSame(given[one], given[other]));
  const size = numberFirsts(numbers, (index, number) => {
    given[number] = given[index];
    low[number] = low[index] as number;
    high[number] = high[index] as number;
  });
  given.length = size;
  return { inputs: given, hashes: { low: low.subarray(0, size), high: high.subarray(0, size) }, numbers };
}

/** Turns indices of first entries into their numbers, and says how many they are. No number is above its index. */
function numberFirsts(firsts: Int32Array, move: (index: number, number: number) => void): number {
  let size = 0;
  for (let i = 0; i < firsts.length; i++) {
    const first = firsts[i] as number;
    if (first < i) firsts[i] = firsts[first] as number;
    else {
      if (size < i) move(i, size);
      firsts[i] = size++;
    }
  }
  return size;
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
