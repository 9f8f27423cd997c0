import { CoreError } from "../errors/core-error.ts";
import { isOfKind } from "../internal/kind.ts";

/**
 * A dense matrix: row-major doubles with a shape. Its `data` may be read and, by its maker, written; everything that takes a
 * matrix leaves it as it is.
 *
 * @example
 * ```ts
 * import { Matrix } from "@mlsys/core";
 *
 * const X = new Matrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6));
 * X.get(1, 0); // => 4
 * X.toArray(); // => [[1, 2, 3], [4, 5, 6]]
 * ```
 */
export class Matrix {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** The elements, row by row. */
  readonly data: Float64Array;

  /**
   * @param rows - number of rows.
   * @param cols - number of columns.
   * @param data - rows × cols elements, row by row; taken as it is, not copied. Default: zeros.
   * @throws {CoreError} `shapeMismatch` when the length of `data` is not rows × cols; `tooLarge` when zeros of that shape need
   *   more memory than there is.
   */
  constructor(rows: number, cols: number, data: Float64Array = zeros(rows, cols)) {
    if (data.length !== rows * cols) {
      throw new CoreError({
        code: "shapeMismatch",
        what: "the data do not fill the shape",
        where: "Matrix",
        found: `${data.length} elements for ${rows} × ${cols}`,
        fix: `give ${rows * cols} elements`,
      });
    }
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  /** What it is, also where two copies of this package are loaded. @internal */
  get "~mlsys"(): "matrix" {
    return "matrix";
  }

  /** The element in row i and column j; NaN outside. */
  get(i: number, j: number): number {
    return this.data[i * this.cols + j] ?? NaN;
  }

  /** Row i, as a view of the data. */
  row(i: number): Float64Array {
    return this.data.subarray(i * this.cols, (i + 1) * this.cols);
  }

  /** Column j, as a copy. */
  column(j: number): Float64Array {
    const column = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) column[i] = this.get(i, j);
    return column;
  }

  /** The rows with the given indices, in their order, as a new matrix. */
  take(indices: ArrayLike<number>): Matrix {
    const taken = new Matrix(indices.length, this.cols);
    const { cols, data } = this;
    for (let i = 0, at = 0; i < indices.length; i++) {
      const from = (indices[i] ?? 0) * cols;
      for (let j = from; j < from + cols; j++, at++) taken.data[at] = data[j] ?? NaN;
    }
    return taken;
  }

  /** The elements as nested arrays. */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }
}

function zeros(rows: number, cols: number): Float64Array {
  try {
    return new Float64Array(rows * cols);
  } catch (cause) {
    throw new CoreError({
      code: "tooLarge",
      what: "a matrix needs more memory than there is",
      where: "Matrix",
      found: `${rows} × ${cols} elements, ${Math.ceil((rows * cols * 8) / 2 ** 20)} MB`,
      fix: "give fewer rows or columns, or keep them sparse",
      cause,
    });
  }
}

/**
 * Tells whether a value is a {@link Matrix}, also one of another installed copy of the library.
 *
 * @param value - anything.
 * @returns true for a dense matrix.
 *
 * @example
 * ```ts
 * import { isMatrix, Matrix } from "@mlsys/core";
 *
 * isMatrix(new Matrix(1, 1)); // => true
 * ```
 */
export function isMatrix(value: unknown): value is Matrix {
  return isOfKind(value, "matrix");
}
