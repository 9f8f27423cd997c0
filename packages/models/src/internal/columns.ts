import { Matrix } from "@mlsys/core";

/** Columns that are copied together: eight doubles fill a line of the cache. */
const TOGETHER = 8;
/** Rows that are written together. */
const ROWS = 256;

/** Copies of the columns of a dense matrix. */
export function columnsOf(X: Matrix): Float64Array[] {
  const { rows, cols } = X;
  const all = new Float64Array(rows * cols);
  for (let first = 0; first < cols; first += TOGETHER) {
    copyColumns(X, first, all.subarray(first * rows));
  }
  return Array.from({ length: cols }, (_, j) => all.subarray(j * rows, (j + 1) * rows));
}

/** What is made of each column of a dense matrix. The column is a copy that is lent for the call: the next ones take its place. */
export function mapColumns<T>(X: Matrix, change: (column: Float64Array, j: number) => T): T[] {
  const { rows, cols } = X;
  const lent = new Float64Array(rows * Math.min(cols, TOGETHER));
  return Array.from({ length: cols }, (_, j) => {
    const place = j % TOGETHER;
    if (place === 0) copyColumns(X, j, lent);
    return change(lent.subarray(place * rows, (place + 1) * rows), j);
  });
}

/** A matrix of columns, some rows at a time. */
export function stackedColumns(columns: readonly ArrayLike<number>[], rows: number): Matrix {
  const cols = columns.length;
  const result = new Matrix(rows, cols);
  for (let start = 0; start < rows; start += ROWS) {
    const end = Math.min(rows, start + ROWS);
    columns.forEach((column, j) => {
      for (let i = start; i < end; i++) result.data[i * cols + j] = column[i] as number;
    });
  }
  return result;
}

/** Copies columns from the first one on, one after the other. */
function copyColumns({ rows, cols, data }: Matrix, first: number, copies: Float64Array): void {
  const count = Math.min(TOGETHER, cols - first);
  for (let i = 0; i < rows; i++) {
    const start = i * cols + first;
    for (let j = 0; j < count; j++) copies[j * rows + i] = data[start + j] as number;
  }
}
