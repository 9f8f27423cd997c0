import type { Column, CsrMatrix, Matrix, MlMatrixLike } from "@mlsys/core";

/** The typed arrays. */
export type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** A `Table` of whatever columns. */
export interface AnyTable {
  /** Number of rows. */
  readonly numRows: number;
  /** The names of the columns, in order. */
  readonly columnNames: readonly string[];
  /** All columns as arrays. */
  toColumns(): object;
}

/** What can be split: a number of rows, an array of anything, a typed array, a table, a matrix, or a record of those. */
export type Splittable =
  | number
  | readonly unknown[]
  | TypedArray
  | AnyTable
  | Column
  | Matrix
  | CsrMatrix
  | MlMatrixLike
  | { readonly [name: string]: Splittable };

/** A part of what was split, of the same kind; of a number of rows, the indices; of an ml-matrix, a `Matrix`. */
export type Part<Data> = Data extends number
  ? Int32Array
  : Data extends AnyTable | Column | Matrix | CsrMatrix | TypedArray
    ? Data
    : Data extends readonly (infer T)[]
      ? T[]
      : Data extends MlMatrixLike
        ? Matrix
        : { readonly [Name in keyof Data]: Part<Data[Name]> };
