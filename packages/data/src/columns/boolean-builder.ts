import { BooleanColumn } from "@mlsys/core";
import type { ColumnBuilder, Refusal } from "./column-builder.ts";
import type { FieldBatch } from "./field-batch.ts";
import { MissingValues } from "./missing.ts";
import type { NullValues } from "./null-values.ts";

/** Truth values: `true` and `false`, capitalised or in capitals. */
export class BooleanBuilder implements ColumnBuilder {
  readonly kind = "boolean";
  refusal: Refusal | undefined;
  length = 0;
  private readonly nulls: NullValues;
  private readonly missing = new MissingValues();
  private bits = new Uint8Array(16);

  constructor(nulls: NullValues) {
    this.nulls = nulls;
  }

  append({ bytes, starts, ends, width, count }: FieldBatch, j: number, from: number): number {
    this.reserve(this.length + count - from);
    for (let record = from; record < count; record++) {
      const start = starts[record * width + j] as number;
      const end = ends[record * width + j] as number;
      const value = parseBoolean(bytes, start, end);
      if (value === undefined) {
        if (!this.nulls.has(bytes, start, end)) {
          this.refusal = "mismatch";
          return record;
        }
        this.missing.mark(this.length);
      }
      if (value === true) this.bits[this.length >> 3] = (this.bits[this.length >> 3] ?? 0) | (1 << (this.length & 7));
      this.length++;
    }
    return count;
  }

  appendNulls(count: number): void {
    this.reserve(this.length + count);
    this.missing.markRange(this.length, this.length + count);
    this.length += count;
  }

  finish(): BooleanColumn {
    const bits = this.bits.slice(0, (this.length + 7) >> 3);
    return new BooleanColumn(bits, this.length, this.missing.validity(this.length));
  }

  private reserve(length: number): void {
    const size = (length + 7) >> 3;
    if (size <= this.bits.length) return;
    const grown = new Uint8Array(Math.max(size, this.bits.length * 2));
    grown.set(this.bits);
    this.bits = grown;
  }
}

const WORDS: readonly (readonly [string, boolean])[] = [
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
];

/** The truth value that some bytes spell; undefined where they spell none. */
export function parseBoolean(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  if (end - start !== 4 && end - start !== 5) return undefined;
  for (const [word, value] of WORDS) {
    if (word.length !== end - start) continue;
    let i = 0;
    while (i < word.length && bytes[start + i] === word.charCodeAt(i)) i++;
    if (i === word.length) return value;
  }
  return undefined;
}
