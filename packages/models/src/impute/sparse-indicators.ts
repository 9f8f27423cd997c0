import { CsrMatrix } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { isMissingNumber } from "../internal/missing-numbers.ts";

/** The columns of a sparse matrix that hold a missing number, ascending; zeros are no missing numbers. */
export function sparseColumnsWithMissing({ data, indices }: CsrMatrix, missingValues: number): number[] {
  const found = new Set<number>();
  for (let at = 0; at < data.length; at++) {
    if (isMissingNumber(data[at] as number, missingValues)) found.add(indices[at] as number);
  }
  return [...found].sort((a, b) => a - b);
}

/** Where numbers are missing in some columns, which ascend, of a sparse matrix: 1 for a missing number. */
export function sparseIndicators(X: CsrMatrix, columns: Int32Array, missingValues: number): CsrMatrix {
  // A map, as there may be a billion columns.
  const places = new Map(Array.from(columns, (j, place) => [j, place]));
  const indices = new Int32Array(X.data.length);
  const indptr = new Int32Array(X.rows + 1);
  let size = 0;
  for (let i = 0; i < X.rows; i++) {
    for (let at = X.indptr[i] as number; at < (X.indptr[i + 1] as number); at++) {
      if (!isMissingNumber(X.data[at] as number, missingValues)) continue;
      const place = places.get(X.indices[at] as number);
      if (place !== undefined) indices[size++] = place;
    }
    indptr[i + 1] = size;
  }
  return ones(X.rows, columns.length, indices.slice(0, size), indptr);
}

/** The same of a dense matrix. */
export function sparseIndicatorsOfDense(X: Matrix, columns: Int32Array, missingValues: number): CsrMatrix {
  const { rows, cols, data } = X;
  let count = 0;
  for (let at = 0; at < data.length; at++) count += Number(isMissingNumber(data[at] as number, missingValues));
  const indices = new Int32Array(count + 1);
  const indptr = new Int32Array(rows + 1);
  let size = 0;
  for (let i = 0; i < rows; i++) {
    for (let place = 0; place < columns.length; place++) {
      indices[size] = place;
      size += Number(isMissingNumber(data[i * cols + (columns[place] as number)] as number, missingValues));
    }
    indptr[i + 1] = size;
  }
  return ones(rows, columns.length, indices.slice(0, size), indptr);
}

const ones = (rows: number, cols: number, indices: Int32Array, indptr: Int32Array): CsrMatrix =>
  new CsrMatrix(rows, cols, new Float64Array(indices.length).fill(1), indices, indptr);
