import { CoreError } from "../errors/core-error.ts";
import { Matrix } from "./matrix.ts";
import { isOfKind } from "../internal/kind.ts";

/**
 * A sparse matrix in compressed sparse rows: the non-zeros of row i are `data[indptr[i] … indptr[i + 1] - 1]`, in the columns
 * `indices[…]`, which ascend within a row.
 *
 * @example
 * ```ts
 * import { CsrMatrix } from "@mlsys/core";
 *
 * const X = new CsrMatrix(2, 3, Float64Array.of(1, 2), Int32Array.of(2, 0), Int32Array.of(0, 1, 2));
 * X.toArray(); // => [[0, 0, 1], [2, 0, 0]]
 * X.nonZeroCount; // => 2
 * ```
 */
export class CsrMatrix {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** The stored elements. */
  readonly data: Float64Array;
  /** The column of each stored element. */
  readonly indices: Int32Array;
  /** Where each row starts; rows + 1 offsets. */
  readonly indptr: Int32Array;

  /**
   * @param rows - number of rows.
   * @param cols - number of columns.
   * @param data - the stored elements, row by row.
   * @param indices - the column of each.
   * @param indptr - rows + 1 offsets.
   * @throws {CoreError} `shapeMismatch` when the lengths do not fit together, or the offsets do not begin at 0.
   */
  constructor(rows: number, cols: number, data: Float64Array, indices: Int32Array, indptr: Int32Array) {
    const fits = indptr.length === rows + 1 && indptr[0] === 0 && indptr[rows] === data.length;
    if (!fits || indices.length !== data.length) {
      throw new CoreError({
        code: "shapeMismatch",
        what: "the arrays of a sparse matrix do not fit together",
        where: "CsrMatrix",
        found: `${indptr.length} offsets from ${indptr[0]} to ${indptr[rows]}, ${indices.length} columns, ${data.length} elements for ${rows} × ${cols}`,
        fix: "give rows + 1 offsets that begin at 0 and end at the number of elements",
      });
    }
    this.rows = rows;
    this.cols = cols;
    this.data = data;
    this.indices = indices;
    this.indptr = indptr;
  }

  /** What it is, also where two copies of this package are loaded. @internal */
  get "~mlsys"(): "csrMatrix" {
    return "csrMatrix";
  }

  /** Number of stored elements. */
  get nonZeroCount(): number {
    return this.data.length;
  }

  /** The element in row i and column j. */
  get(i: number, j: number): number {
    for (let at = this.indptr[i] ?? 0; at < (this.indptr[i + 1] ?? 0); at++) {
      if (this.indices[at] === j) return this.data[at] ?? 0;
    }
    return 0;
  }

  /** The rows with the given indices, in their order, as a new matrix. */
  take(rowIndices: ArrayLike<number>): CsrMatrix {
    const indptr = new Int32Array(rowIndices.length + 1);
    for (let i = 0; i < rowIndices.length; i++) {
      const row = rowIndices[i] ?? 0;
      indptr[i + 1] = (indptr[i] ?? 0) + (this.indptr[row + 1] ?? 0) - (this.indptr[row] ?? 0);
    }
    const size = indptr[rowIndices.length] ?? 0;
    const data = new Float64Array(size);
    const indices = new Int32Array(size);
    for (let i = 0; i < rowIndices.length; i++) {
      let at = this.indptr[rowIndices[i] ?? 0] ?? 0;
      // Rows are short: a view of each would cost more than the loop.
      for (let to = indptr[i] ?? 0; to < (indptr[i + 1] ?? 0); to++, at++) {
        data[to] = this.data[at] ?? 0;
        indices[to] = this.indices[at] ?? 0;
      }
    }
    return new CsrMatrix(rowIndices.length, this.cols, data, indices, indptr);
  }

  /** The same matrix, dense. */
  toDense(): Matrix {
    const dense = new Matrix(this.rows, this.cols);
    for (let i = 0; i < this.rows; i++) {
      for (let at = this.indptr[i] ?? 0; at < (this.indptr[i + 1] ?? 0); at++) {
        const place = i * this.cols + (this.indices[at] ?? 0);
        dense.data[place] = (dense.data[place] ?? 0) + (this.data[at] ?? 0);
      }
    }
    return dense;
  }

  /** The elements as nested arrays. */
  toArray(): number[][] {
    return this.toDense().toArray();
  }
}

/**
 * Tells whether a value is a {@link CsrMatrix}, also one of another installed copy of the library.
 *
 * @param value - anything.
 * @returns true for a sparse matrix.
 *
 * @example
 * ```ts
 * import { isCsrMatrix } from "@mlsys/core";
 *
 * isCsrMatrix([[1]]); // => false
 * ```
 */
export function isCsrMatrix(value: unknown): value is CsrMatrix {
  return isOfKind(value, "csrMatrix");
}
