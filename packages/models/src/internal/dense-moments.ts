import type { Matrix } from "@mlsys/core";

/** Numbers that the innermost cache holds. */
const NEAR = 4096;

/** Calls with the first row of each group of rows that the cache holds, and with the row after them. */
function forEachBand({ rows, cols }: Matrix, visit: (from: number, end: number) => void): void {
  const height = Math.max(1, Math.floor(NEAR / cols));
  for (let from = 0; from < rows; from += height) visit(from, Math.min(rows, from + height));
}

/** Adds the weighted sums of columns and their weights, without NaN. */
export function addColumnSums(
  X: Matrix,
  weights: Float64Array | undefined,
  sums: Float64Array,
  counts: Float64Array,
): void {
  const { cols, data } = X;
  forEachBand(X, (from, end) => {
    for (let j = 0; j < cols; j++) {
      let [sum, count] = [sums[j] as number, counts[j] as number];
      for (let i = from; i < end; i++) {
        const value = data[i * cols + j] as number;
        if (Number.isNaN(value)) continue;
        const weight = weights === undefined ? 1 : (weights[i] as number);
        sum += weight * value;
        count += weight;
      }
      sums[j] = sum;
      counts[j] = count;
    }
  });
}

/** Adds the weighted squares of the distances to the means of columns, and the distances, without NaN. */
export function addColumnSquares(
  X: Matrix,
  weights: Float64Array | undefined,
  means: Float64Array,
  squares: Float64Array,
  drifts: Float64Array,
): void {
  const { cols, data } = X;
  forEachBand(X, (from, end) => {
    for (let j = 0; j < cols; j++) {
      const mean = means[j] as number;
      let [square, drift] = [squares[j] as number, drifts[j] as number];
      for (let i = from; i < end; i++) {
        const value = data[i * cols + j] as number;
        if (Number.isNaN(value)) continue;
        const weight = weights === undefined ? 1 : (weights[i] as number);
        const distance = value - mean;
        square += weight * distance * distance;
        drift += weight * distance;
      }
      squares[j] = square;
      drifts[j] = drift;
    }
  });
}
