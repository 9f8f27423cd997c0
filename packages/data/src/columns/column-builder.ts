import type { Column } from "@mlsys/core";
import type { FieldBatch } from "./field-batch.ts";

/** The kinds of column that text is read into. */
export type ColumnKind = "number" | "int64" | "boolean" | "timestamp" | "text";

/** Why a builder refused a field. */
export type Refusal = "mismatch" | "invalidBytes";

/** Turns one field of each record into a typed column. */
export interface ColumnBuilder {
  readonly kind: ColumnKind;
  /** Number of values so far. */
  readonly length: number;
  /** Why the last `append` stopped early. */
  readonly refusal: Refusal | undefined;
  /**
   * Takes field `j` of the records from `from` on.
   *
   * @returns the first record whose field it cannot take, or `batch.count`.
   */
  append(batch: FieldBatch, j: number, from: number): number;
  /** Adds missing values. */
  appendNulls(count: number): void;
  finish(): Column;
}
