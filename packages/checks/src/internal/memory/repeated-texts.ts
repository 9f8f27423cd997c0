import { hashOf } from "./text-table.ts";
import type { TextBytes } from "./text-table.ts";

/** Rows that are compared with each other at a time, about: their hashes fit into the processor's cache. */
const PART_ROWS = 1 << 14;
const FULLEST = 0.5;
/** Stands for a first occurrence whose repetition has been seen. */
const REPEATED = -1;

/**
 * Finds the rows of a column in memory whose text occurred before. Hashes are gathered first and put into parts by their upper bits,
 * then each part is searched by itself: a table of millions of texts would be out of the cache at each look. The bytes are compared
 * afterwards, in the order of the rows, for the same reason.
 */
export class RepeatedTexts {
  private readonly texts: TextBytes;
  /** Of each row that counts its number, beside the hash of its text. */
  private pairs: Int32Array;
  private size = 0;

  /** @param texts - the text of every row. */
  constructor(texts: TextBytes) {
    this.texts = texts;
    this.pairs = new Int32Array(2 * (texts.offsets.length - 1));
  }

  /** Adds the rows from `first` up to, not including, `last`; where `kept` is given, those where it is 1, beginning with 0. */
  add(first: number, last: number, kept: Uint8Array | undefined): void {
    const { pairs } = this;
    const { offsets, bytes } = this.texts;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let { size } = this;
    for (let i = first; i < last; i++) {
      if (kept !== undefined && kept[i - first] !== 1) continue;
      pairs[2 * size] = i;
      pairs[2 * size + 1] = hashOf(view, offsets[i] ?? 0, offsets[i + 1] ?? 0);
      size += 1;
    }
    this.size = size;
  }

  /** Visits every row whose text occurred before, in order, with the row of the first occurrence; `isSecond` at the first repetition. */
  forEach(visit: (row: number, first: number, isSecond: boolean) => void): void {
    const firsts = this.firstsOfHashes();
    const unlike = new Map<string, number>();
    for (let row = 0; row < firsts.length; row++) {
      let first = (firsts[row] ?? 0) - 1;
      if (first < 0) continue;
      if (!this.equal(row, first)) {
        // Another text of the same hash: rare enough for a string.
        const key = this.texts.bytes.subarray(this.texts.offsets[row], this.texts.offsets[row + 1]).join();
        first = unlike.get(key) ?? -1;
        if (first < 0) {
          unlike.set(key, row);
          continue;
        }
      }
      visit(row, first, firsts[first] !== REPEATED);
      firsts[first] = REPEATED;
    }
  }

  /** Of each row the number of the first row of its hash, plus 1; 0 where it is itself the first. */
  private firstsOfHashes(): Int32Array {
    const bits = Math.max(0, Math.ceil(Math.log2(this.size / PART_ROWS)));
    const { pairs, starts } = inParts(this.pairs, this.size, bits);
    const firsts = new Int32Array(this.texts.offsets.length - 1);
    let table = new Int32Array(0);
    for (let part = 0; part + 1 < starts.length; part++) {
      const [from, to] = [starts[part] ?? 0, starts[part + 1] ?? 0];
      const capacity = 2 ** Math.ceil(Math.log2((to - from) / FULLEST + 1));
      if (table.length < capacity) table = new Int32Array(capacity);
      else table.fill(0, 0, capacity);
      search(pairs, from, to, table.subarray(0, capacity), firsts);
    }
    return firsts;
  }

  private equal(row: number, other: number): boolean {
    const { offsets, bytes } = this.texts;
    const start = offsets[row] ?? 0;
    const from = offsets[other] ?? 0;
    const length = (offsets[row + 1] ?? 0) - start;
    if ((offsets[other + 1] ?? 0) - from !== length) return false;
    for (let i = 0; i < length; i++) if (bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }
}

function search(pairs: Int32Array, from: number, to: number, table: Int32Array, firsts: Int32Array): void {
  const mask = table.length - 1;
  for (let pair = from; pair < to; pair++) {
    const hash = pairs[2 * pair + 1] ?? 0;
    let slot = hash & mask;
    let known = table[slot] ?? 0;
    for (; known !== 0; known = table[slot] ?? 0) {
      if (pairs[2 * (from + known - 1) + 1] === hash) break;
      slot = (slot + 1) & mask;
    }
    if (known === 0) table[slot] = pair - from + 1;
    else firsts[pairs[2 * pair] ?? 0] = (pairs[2 * (from + known - 1)] ?? 0) + 1;
  }
}

/** The pairs by the upper bits of their hashes, within a part in their order, and where each part starts. */
function inParts(pairs: Int32Array, size: number, bits: number): { pairs: Int32Array; starts: Int32Array } {
  if (bits === 0) return { pairs, starts: Int32Array.of(0, size) };
  const shift = 32 - bits;
  const starts = new Int32Array(2 ** bits + 1);
  for (let i = 0; i < size; i++) {
    const after = ((pairs[2 * i + 1] ?? 0) >>> shift) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let part = 1; part < starts.length; part++) starts[part] = (starts[part] ?? 0) + (starts[part - 1] ?? 0);
  const next = starts.slice();
  const sorted = new Int32Array(2 * size);
  for (let i = 0; i < size; i++) {
    const hash = pairs[2 * i + 1] ?? 0;
    const part = hash >>> shift;
    const at = next[part] ?? 0;
    sorted[2 * at] = pairs[2 * i] ?? 0;
    sorted[2 * at + 1] = hash;
    next[part] = at + 1;
  }
  return { pairs: sorted, starts };
}
