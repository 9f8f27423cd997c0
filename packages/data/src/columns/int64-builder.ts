import { NumericColumn } from "@mlsys/core";
import type { ColumnBuilder, Refusal } from "./column-builder.ts";
import type { FieldBatch } from "./field-batch.ts";
import { MissingValues } from "./missing.ts";
import type { NullValues } from "./null-values.ts";
import { integerOf } from "./number-builder.ts";
import { asciiTrimmed } from "./parse-number.ts";

/** Whole numbers of 64 bits, on demand. */
export class Int64Builder implements ColumnBuilder {
  readonly kind = "int64";
  refusal: Refusal | undefined;
  length = 0;
  private readonly nulls: NullValues;
  private readonly missing = new MissingValues();
  private values = new BigInt64Array(16);

  constructor(nulls: NullValues) {
    this.nulls = nulls;
  }

  append({ bytes, starts, ends, width, count }: FieldBatch, j: number, from: number): number {
    this.reserve(this.length + count - from);
    for (let record = from; record < count; record++) {
      const start = starts[record * width + j] as number;
      const end = ends[record * width + j] as number;
      const value = integerOf(asciiTrimmed(bytes, start, Math.min(end, start + 32)));
      if (value !== undefined) {
        this.values[this.length++] = value;
      } else if (this.nulls.has(bytes, start, end)) {
        this.missing.mark(this.length++);
      } else {
        this.refusal = "mismatch";
        return record;
      }
    }
    return count;
  }

  appendNulls(count: number): void {
    this.reserve(this.length + count);
    this.missing.markRange(this.length, this.length + count);
    this.length += count;
  }

  finish(): NumericColumn {
    return new NumericColumn(this.values.slice(0, this.length), this.missing.validity(this.length));
  }

  private reserve(length: number): void {
    if (length <= this.values.length) return;
    const grown = new BigInt64Array(Math.max(length, this.values.length * 2));
    grown.set(this.values);
    this.values = grown;
  }
}
