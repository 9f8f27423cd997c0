import { columnFromValues } from "@mlsys/core";
import type { Column } from "@mlsys/core";
import { BooleanBuilder, parseBoolean } from "./boolean-builder.ts";
import type { ColumnBuilder, ColumnKind } from "./column-builder.ts";
import type { FieldBatch } from "./field-batch.ts";
import { Int64Builder } from "./int64-builder.ts";
import { MissingValues } from "./missing.ts";
import type { NullValues } from "./null-values.ts";
import { hasLeadingZero, NumberBuilder } from "./number-builder.ts";
import { asciiTrimmed, parseNumber } from "./parse-number.ts";
import { parseTimestamp } from "./parse-timestamp.ts";
import { TextBuilder } from "./text-builder.ts";
import { TimestampBuilder } from "./timestamp-builder.ts";

/** How a column is read. */
export interface ColumnReaderOptions {
  readonly nulls: NullValues;
  /** The kind that was asked for, or found before; undefined to go by what is found. */
  readonly kind: ColumnKind | undefined;
  /** Whether the kind was asked for: a number is a double then, and may have leading zeros. */
  readonly isAsked: boolean;
  /** Values expected in all, asked once. */
  readonly expected: () => number;
}

/** Reads one column: of the kind asked for, or of that of the first value that is there. */
export class ColumnReader {
  /** The record of the last batch whose field does not fit, if any. */
  failedAt: number | undefined;
  private readonly options: ColumnReaderOptions;
  private builder: ColumnBuilder | undefined;
  private leadingNulls = 0;
  /** Those of the leading values that are nothing in quotes: empty texts, should the column be text. */
  private readonly blanks = new MissingValues();
  private hasBlanks = false;

  constructor(options: ColumnReaderOptions) {
    this.options = options;
    if (options.kind !== undefined) this.builder = this.builderOf(options.kind, !options.isAsked);
  }

  /** The kind asked for or found; undefined while all values are missing. */
  get kind(): ColumnKind | undefined {
    return this.builder?.kind;
  }

  /** Whether the last field that did not fit is no UTF-8. */
  get isInvalid(): boolean {
    return this.builder?.refusal === "invalidBytes";
  }

  /** Takes field `j` of each record; true when all of them fit, else `failedAt` says which does not. */
  append(batch: FieldBatch, j: number): boolean {
    if (this.failedAt !== undefined) return false;
    let from = 0;
    if (this.builder === undefined) {
      from = this.firstPresent(batch, j);
      this.leadingNulls += from;
      if (from === batch.count) return true;
      const field = from * batch.width + j;
      const kind = kindOf(batch.bytes, batch.starts[field] ?? 0, batch.ends[field] ?? 0);
      this.builder = this.begun(kind);
    }
    const taken = this.builder.append(batch, j, from);
    if (taken < batch.count) this.failedAt = taken;
    return taken === batch.count;
  }

  finish(): Column {
    if (this.builder === undefined && this.hasBlanks) this.builder = this.begun("text");
    return this.builder?.finish() ?? columnFromValues(new Array<null>(this.leadingNulls).fill(null));
  }

  private firstPresent({ bytes, starts, ends, quoted, width, count }: FieldBatch, j: number): number {
    for (let record = 0; record < count; record++) {
      const field = record * width + j;
      if (quoted[field] === 1) {
        if ((ends[field] as number) > (starts[field] as number)) return record;
        this.blanks.mark(this.leadingNulls + record);
        this.hasBlanks = true;
      } else if (!this.options.nulls.has(bytes, starts[field] as number, ends[field] as number)) {
        return record;
      }
    }
    return count;
  }

  private begun(kind: ColumnKind): ColumnBuilder {
    if (kind !== "text" || !this.hasBlanks) {
      const builder = this.builderOf(kind, true);
      builder.appendNulls(this.leadingNulls);
      return builder;
    }
    const builder = new TextBuilder(this.options.nulls);
    for (let i = 0; i < this.leadingNulls; i++) {
      if (this.blanks.has(i)) builder.appendBlank();
      else builder.appendNulls(1);
    }
    return builder;
  }

  private builderOf(kind: ColumnKind, strict: boolean): ColumnBuilder {
    const { nulls, expected } = this.options;
    if (kind === "number") return new NumberBuilder({ nulls, strict, expected: expected() });
    if (kind === "int64") return new Int64Builder(nulls);
    if (kind === "boolean") return new BooleanBuilder(nulls);
    if (kind === "timestamp") return new TimestampBuilder(nulls, expected());
    return new TextBuilder(nulls);
  }
}

/** The kind of column that a field would begin. */
export function kindOf(bytes: Uint8Array, start: number, end: number): ColumnKind {
  const number = parseNumber(bytes, start, end);
  const isNumber = number === number || /^[+-]?nan$/i.test(asciiTrimmed(bytes, start, Math.min(end, start + 8)));
  if (isNumber && !hasLeadingZero(bytes, start, end)) return "number";
  if (parseBoolean(bytes, start, end) !== undefined) return "boolean";
  return Number.isNaN(parseTimestamp(bytes, start, end)) ? "text" : "timestamp";
}
