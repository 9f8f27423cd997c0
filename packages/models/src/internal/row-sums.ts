import type { Matrix } from "@mlsys/core";

/** The largest sum of the magnitudes of a row, which no eigenvalue exceeds. */
export function largestRowSum({ rows, cols, data }: Matrix): number {
  let most = 0;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = i * cols; j < (i + 1) * cols; j++) sum += Math.abs(data[j] as number);
    if (Number.isNaN(sum)) return sum;
    most = Math.max(most, sum);
  }
  return most;
}
