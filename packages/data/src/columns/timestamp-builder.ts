import { TimestampColumn } from "@mlsys/core";
import type { ColumnBuilder, Refusal } from "./column-builder.ts";
import type { FieldBatch } from "./field-batch.ts";
import { MissingValues } from "./missing.ts";
import type { NullValues } from "./null-values.ts";
import { parseTimestamp } from "./parse-timestamp.ts";

/** Instants spelled as in ISO 8601. */
export class TimestampBuilder implements ColumnBuilder {
  readonly kind = "timestamp";
  refusal: Refusal | undefined;
  length = 0;
  private readonly nulls: NullValues;
  private readonly missing = new MissingValues();
  private values: Float64Array;

  constructor(nulls: NullValues, expected: number) {
    this.nulls = nulls;
    this.values = new Float64Array(Math.max(16, expected));
  }

  append({ bytes, starts, ends, width, count }: FieldBatch, j: number, from: number): number {
    this.reserve(this.length + count - from);
    for (let record = from; record < count; record++) {
      const start = starts[record * width + j] as number;
      const end = ends[record * width + j] as number;
      const value = parseTimestamp(bytes, start, end);
      if (value === value) {
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

  finish(): TimestampColumn {
    const held = new BigInt64Array(this.length);
    for (let i = 0; i < this.length; i++) held[i] = BigInt(this.values[i] as number);
    return new TimestampColumn(held, this.missing.validity(this.length));
  }

  private reserve(length: number): void {
    if (length <= this.values.length) return;
    const grown = new Float64Array(Math.max(length, this.values.length * 2));
    grown.set(this.values);
    this.values = grown;
  }
}
