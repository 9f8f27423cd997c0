import { isCsrMatrix, isTable, Matrix, Table, toMatrixOrCsr } from "@mlsys/core";
import type { Column, MatrixLike } from "@mlsys/core";
import { toDense } from "../internal/to-dense.ts";

/** Rows whose columns can be shuffled one at a time. */
export interface ShuffledColumns {
  readonly X: unknown;
  readonly rows: number;
  readonly count: number;
  shuffled(column: number, order: Int32Array): unknown;
  restore(column: number): void;
}

/** The columns of X; a matrix is copied. */
export const shuffledColumns = (X: MatrixLike | Table): ShuffledColumns =>
  isTable(X) ? tableColumns(X) : matrixColumns(X);

function matrixColumns(input: MatrixLike): ShuffledColumns {
  const given = toMatrixOrCsr(input);
  const dense = isCsrMatrix(given)
    ? toDense("permutationImportance", given)
    : new Matrix(given.rows, given.cols, given.data.slice());
  const { rows, cols, data } = dense;
  const [original, before] = [new Float64Array(rows), new Float64Array(rows)];
  let kept = -1;
  const keep = (j: number): void => {
    if (kept === j) return;
    for (let i = 0; i < rows; i++) original[i] = data[i * cols + j] as number;
    kept = j;
  };
  return {
    X: dense,
    rows,
    count: cols,
    shuffled: (j, order) => {
      keep(j);
      // Each repeat shuffles what the one before left, as the reference does.
      for (let i = 0; i < rows; i++) before[i] = data[i * cols + j] as number;
      for (let i = 0; i < rows; i++) data[i * cols + j] = before[order[i] as number] as number;
      return dense;
    },
    restore: (j) => {
      keep(j);
      for (let i = 0; i < rows; i++) data[i * cols + j] = original[i] as number;
      kept = -1;
    },
  };
}

function tableColumns(X: Table): ShuffledColumns {
  const names: readonly string[] = X.columnNames;
  let current: Column | undefined;
  return {
    X,
    rows: X.numRows,
    count: names.length,
    shuffled: (j, order) => {
      const column = (current ?? X.column(names[j] as string)).take(order);
      current = column;
      const all = names.map((name, at) => [name, at === j ? column : X.column(name)] as const);
      return Table.fromColumns(new Map(all), X.numRows);
    },
    restore: () => (current = undefined),
  };
}
