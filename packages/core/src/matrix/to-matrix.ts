import { CoreError } from "../errors/core-error.ts";
import { showValue } from "../errors/show-value.ts";
import { isTable } from "../table/table-kinds.ts";
import type { Table } from "../table/table.ts";
import { isCsrMatrix } from "./csr-matrix.ts";
import type { CsrMatrix } from "./csr-matrix.ts";
import { isMatrix, Matrix } from "./matrix.ts";

/** A matrix of the package ml-matrix, as far as it is used here. */
export interface MlMatrixLike {
  readonly rows: number;
  readonly columns: number;
  get(i: number, j: number): number;
}

/** Whatever is accepted where a matrix is: nested arrays, a dense or sparse matrix, a table of numbers, an ml-matrix. */
export type MatrixLike = Matrix | CsrMatrix | readonly ArrayLike<number>[] | Table<object> | MlMatrixLike;

/**
 * Makes a dense matrix of whatever is accepted as one. A {@link Matrix} is returned as it is; missing values of a table
 * become NaN.
 *
 * @param input - rows × cols numbers.
 * @param where - function and argument, for the message. Default `"matrix"`.
 * @returns the matrix, rows × cols.
 * @throws {CoreError} `shapeMismatch` when the rows differ in length; `invalidInput` when it is no matrix, or an element is no number.
 *
 * @example
 * ```ts
 * import { toMatrix } from "@mlsys/core";
 *
 * toMatrix([[1, 2], [3, 4]]).row(1); // => Float64Array.of(3, 4)
 * ```
 */
export function toMatrix(input: MatrixLike, where = "matrix"): Matrix {
  if (isMatrix(input)) return input;
  if (isCsrMatrix(input)) return input.toDense();
  if (isTable(input)) return input.toMatrix(undefined, where);
  if (Array.isArray(input)) return fromRows(input, where);
  if (isMlMatrix(input)) return fromMlMatrix(input);
  throw new CoreError({
    code: "invalidInput",
    what: "not a matrix",
    where,
    found: showValue(input),
    fix: "give nested arrays of numbers, a Matrix, a CsrMatrix, a Table or an ml-matrix",
  });
}

/**
 * Makes a matrix, leaving a sparse one sparse.
 *
 * @param input - rows × cols numbers.
 * @param where - function and argument, for the message. Default `"matrix"`.
 * @returns the dense or sparse matrix.
 * @throws {CoreError} as {@link toMatrix}.
 *
 * @example
 * ```ts
 * import { toMatrixOrCsr } from "@mlsys/core";
 *
 * toMatrixOrCsr([[1]]).rows; // => 1
 * ```
 */
export function toMatrixOrCsr(input: MatrixLike, where = "matrix"): Matrix | CsrMatrix {
  return isCsrMatrix(input) ? input : toMatrix(input, where);
}

function isMlMatrix(input: unknown): input is MlMatrixLike {
  return (
    typeof input === "object" &&
    input !== null &&
    "columns" in input &&
    "rows" in input &&
    "get" in input &&
    typeof input.rows === "number"
  );
}

function fromMlMatrix(input: MlMatrixLike): Matrix {
  const matrix = new Matrix(input.rows, input.columns);
  for (let i = 0; i < input.rows; i++) {
    for (let j = 0; j < input.columns; j++) matrix.data[i * input.columns + j] = input.get(i, j);
  }
  return matrix;
}

function fromRows(rows: readonly ArrayLike<number>[], where: string): Matrix {
  const cols = rows[0] === undefined ? 0 : lengthOf(rows[0], 0, where);
  const data = new Float64Array(rows.length * cols);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as ArrayLike<number>;
    if (lengthOf(row, i, where) !== cols) {
      throw new CoreError({
        code: "shapeMismatch",
        what: "the rows differ in length",
        where: `${where}, row ${i}`,
        found: `${row.length} instead of ${cols}`,
        fix: "give every row the same number of columns",
        details: { index: i },
      });
    }
    const start = i * cols;
    for (let j = 0; j < cols; j++) {
      const value: unknown = row[j];
      if (typeof value !== "number") throw notANumber(value, i, j, where);
      data[start + j] = value;
    }
  }
  return new Matrix(rows.length, cols, data);
}

function lengthOf(row: unknown, i: number, where: string): number {
  if (Array.isArray(row) || ArrayBuffer.isView(row)) return (row as unknown as ArrayLike<number>).length;
  throw new CoreError({
    code: "invalidInput",
    what: "a row is not an array",
    where: `${where}, row ${i}`,
    found: showValue(row),
    fix: "give one array per row; a single feature still needs [[1], [2], …]",
    details: { index: i },
  });
}

function notANumber(value: unknown, i: number, j: number, where: string): CoreError {
  return new CoreError({
    code: "invalidInput",
    what: "an element is not a number",
    where: `${where}, row ${i}, column ${j}`,
    found: showValue(value),
    fix: "give numbers only; NaN for a missing one",
    details: { index: i, column: j },
  });
}
