import type { Matrix } from "@mlsys/core";

/** Turns joint log-likelihoods into the logarithms of probabilities, row by row, in place. */
export function normalizeLogs({ rows, cols, data }: Matrix): void {
  for (let i = 0; i < rows; i++) {
    const row = i * cols;
    let largest = -Infinity;
    for (let c = 0; c < cols; c++) largest = Math.max(largest, data[row + c] as number);
    // A row that no class can explain: all are as likely.
    if (largest === -Infinity) data.fill((largest = 0), row, row + cols);
    let sum = 0;
    for (let c = 0; c < cols; c++) sum += Math.exp((data[row + c] as number) - largest);
    const total = largest + Math.log(sum);
    for (let c = 0; c < cols; c++) data[row + c] = (data[row + c] as number) - total;
  }
}

/** The column of the largest element of each row; of equal ones the first. */
export function largestColumns({ rows, cols, data }: Matrix): Int32Array {
  const best = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let c = 1; c < cols; c++) {
      if ((data[i * cols + c] as number) > (data[i * cols + (best[i] as number)] as number)) best[i] = c;
    }
  }
  return best;
}
