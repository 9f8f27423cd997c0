import { CoreError } from "../errors/core-error.ts";
import { showValue } from "../errors/show-value.ts";
import { countNulls, isValid } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** The physical type of a column. All but `"mixed"` have Arrow's memory layout. */
export type ColumnType =
  | "float64"
  | "float32"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "boolean"
  | "timestamp"
  | "text"
  | "dictionary"
  | "mixed";

/** One column of a table: typed values and a validity bitmap. A missing value reads as null; NaN is a number like any other. */
export abstract class Column<T = unknown> {
  /** The physical type. */
  abstract readonly type: ColumnType;
  /** Number of values, missing ones included. */
  readonly length: number;
  /** Arrow's validity bitmap: bit i is 1 where value i is present; undefined when all are. */
  readonly validity: Validity;
  private nulls: number | undefined;

  protected constructor(length: number, validity: Validity) {
    this.length = length;
    this.validity = validity;
  }

  /** Number of missing values. */
  get nullCount(): number {
    return (this.nulls ??= countNulls(this.validity, this.length));
  }

  /** Size of the values in memory, in bytes (of a mixed column: an estimate). */
  abstract get byteLength(): number;

  /** Whether value i is missing. */
  isNull(i: number): boolean {
    return !isValid(this.validity, i);
  }

  /** Value i, or null where it is missing or out of range. */
  at(i: number): T | null {
    return i >= 0 && i < this.length && isValid(this.validity, i) ? this.valueAt(i) : null;
  }

  /** The values at the given positions, in their order, as a new column. */
  abstract take(indices: ArrayLike<number>): Column<T>;

  /** The values from `start` up to, not including, `end`; shares memory where it can. */
  abstract slice(start: number, end: number): Column<T>;

  /** All values, null where one is missing. */
  toArray(): (T | null)[] {
    return Array.from({ length: this.length }, (_, i) => this.at(i));
  }

  /**
   * All values as doubles, NaN where one is missing; true and false become 1 and 0, instants milliseconds since 1970.
   *
   * @throws {CoreError} `invalidInput` when a value is no number.
   */
  toNumbers(): Float64Array {
    return Float64Array.from({ length: this.length }, (_, i) => {
      const value = this.at(i);
      if (value === null) return NaN;
      if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return Number(value);
      if (value instanceof Date) return value.getTime();
      throw new CoreError({
        code: "invalidInput",
        what: "a value is not a number",
        where: `row ${i}`,
        found: showValue(value),
        fix: "encode text as numbers first, or leave the column out",
        details: { row: i },
      });
    });
  }

  /** Iterates over the values, null where one is missing. */
  *[Symbol.iterator](): Generator<T | null> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }

  /** Value i, which is present. */
  protected abstract valueAt(i: number): T;
}
