import { contentOf, keyOf, MARK } from "./key-of.ts";
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

  /** The number of an input: that of the first with the same content. */
  numberOf(input: unknown): number {
    const { low, high } = hashOf(input);
    const number = this.index.numberOf(low, high, (other) => isSame(this.inputs[other], input));
    if (number === this.inputs.length) this.inputs.push(input);
    return number;
  }

  get hashes(): InputHashes {
    return { low: this.index.low, high: this.index.high };
  }
}

/** Two FNV-like hashes of an input's content. */
export function hashOf(input: unknown): { readonly low: number; readonly high: number } {
  const isText = typeof input === "string";
  let [low, high] = [0x811c9dc5 | 0, 0x9747b28c | 0];
  // In two parts, since what was put together is read more slowly.
  for (const part of [isText ? input : MARK, isText ? "" : contentOf(input)]) {
    for (let at = 0; at < part.length; at++) {
      const unit = part.charCodeAt(at);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x5bd1e995);
    }
  }
  return { low, high };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a !== "string" && typeof b !== "string" && keyOf(a) === keyOf(b));
}
