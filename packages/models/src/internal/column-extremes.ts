import type { Matrix } from "@mlsys/core";
import { forEachBand } from "./dense-moments.ts";

/** The smallest and the largest number of each column; Infinity and −Infinity where there is none but NaN. */
export interface ColumnExtremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The extremes of no rows. */
export function noExtremes(cols: number): ColumnExtremes {
  return { low: new Float64Array(cols).fill(Infinity), high: new Float64Array(cols).fill(-Infinity) };
}

/** Extremes widened by those of rows. */
export function widenExtremes(X: Matrix, extremes: ColumnExtremes): void {
  const whole = X.cols & ~1;
  forEachBand(X, (from, end) => {
    for (let j = 0; j < whole; j += 2) widenTwo(X, from, end, j, extremes);
    if (whole < X.cols) widenOne(X, from, end, whole, extremes);
  });
}

function widenOne({ cols, data }: Matrix, from: number, end: number, j: number, { low, high }: ColumnExtremes): void {
  let least = low[j] as number;
  let most = high[j] as number;
  for (let at = from * cols + j; at < end * cols; at += cols) {
    const value = data[at] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  low[j] = least;
  high[j] = most;
}

/** Two columns at once. */
function widenTwo({ cols, data }: Matrix, from: number, end: number, j: number, { low, high }: ColumnExtremes): void {
  let least = low[j] as number;
  let most = high[j] as number;
  let nextLeast = low[j + 1] as number;
  let nextMost = high[j + 1] as number;
  for (let at = from * cols + j; at < end * cols; at += cols) {
    const value = data[at] as number;
    const next = data[at + 1] as number;
    if (value < least) least = value;
    if (value > most) most = value;
    if (next < nextLeast) nextLeast = next;
    if (next > nextMost) nextMost = next;
  }
  low[j] = least;
  high[j] = most;
  low[j + 1] = nextLeast;
  high[j + 1] = nextMost;
}
