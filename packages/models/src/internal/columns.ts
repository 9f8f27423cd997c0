import type { Matrix } from "@mlsys/core";

/** Columns that are copied together: eight doubles fill a line of the cache. */
const TOGETHER = 8;

/** Copies of the columns of a dense matrix. */
export function columnsOf({ rows, cols, data }: Matrix): Float64Array[] {
  const all = new Float64Array(rows * cols);
  for (let first = 0; first < cols; first += TOGETHER) {
    const end = Math.min(cols, first + TOGETHER);
    for (let i = 0; i < rows; i++) {
      for (let j = first, at = first * rows + i; j < end; j++, at += rows) all[at] = data[i * cols + j] as number;
    }
  }
  return Array.from({ length: cols }, (_, j) => all.subarray(j * rows, (j + 1) * rows));
}
