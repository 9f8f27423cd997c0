import { CsrMatrix } from "@mlsys/core";
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
  const places = new Map(Array.from(columns, (j, place) => [j, place]));
  const [indices, indptr]: [number[], Int32Array] = [[], new Int32Array(X.rows + 1)];
  for (let i = 0; i < X.rows; i++) {
    for (let at = X.indptr[i] as number; at < (X.indptr[i + 1] as number); at++) {
      if (!isMissingNumber(X.data[at] as number, missingValues)) continue;
      const place = places.get(X.indices[at] as number);
      if (place !== undefined) indices.push(place);
    }
    indptr[i + 1] = indices.length;
  }
  const ones = new Float64Array(indices.length).fill(1);
  return new CsrMatrix(X.rows, columns.length, ones, Int32Array.from(indices), indptr);
}
