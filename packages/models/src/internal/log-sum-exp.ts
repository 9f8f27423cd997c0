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

/** Turns joint log-likelihoods into probabilities, row by row, in place. */
export function normalizedExp({ rows, cols, data }: Matrix): void {
  if (cols === 2) normalizePairs(data);
  else for (let i = 0; i < rows; i++) normalizeRow(data, i * cols, (i + 1) * cols);
}

/** The same of rows of two: one of both is the larger. */
function normalizePairs(data: Float64Array): void {
  for (let at = 0; at < data.length; at += 2) {
    const difference = (data[at + 1] as number) - (data[at] as number);
    if (Number.isNaN(difference)) {
      normalizeRow(data, at, at + 2);
      continue;
    }
    const small = Math.exp(-Math.abs(difference));
    const isSecond = difference > 0;
    data[at] = (isSecond ? small : 1) / (1 + small);
    data[at + 1] = (isSecond ? 1 : small) / (1 + small);
  }
}

function normalizeRow(data: Float64Array, from: number, to: number): void {
  let largest = data[from] as number;
  for (let at = from + 1; at < to; at++) if ((data[at] as number) > largest) largest = data[at] as number;
  if (largest === -Infinity) data.fill((largest = 0), from, to);
  let sum = 0;
  for (let at = from; at < to; at++) sum += data[at] = Math.exp((data[at] as number) - largest);
  for (let at = from; at < to; at++) data[at] = (data[at] as number) / sum;
}

/** The column of the largest element of each row; of equal ones the first. */
export function largestColumns({ rows, cols, data }: Matrix): Int32Array {
  const best = new Int32Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let largest = data[at++] as number;
    for (let c = 1; c < cols; c++, at++) {
      const value = data[at] as number;
      if (!(value > largest)) continue;
      largest = value;
      best[i] = c;
    }
  }
  return best;
}
