import type { Matrix } from "@mlsys/core";

/** The smallest and the largest number of each column; Infinity and −Infinity where there is none but NaN. */
export interface ColumnExtremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The extremes of no rows. */
export function noExtremes(cols: number): ColumnExtremes {
  return { low: new Float64Array(cols).fill(Infinity), high: new Float64Array(cols).fill(-Infinity) };
}

/** Extremes widened by those of rows, two at a time; the last of an odd number goes with itself. */
export function widenExtremes({ rows, cols, data }: Matrix, { low, high }: ColumnExtremes): void {
  for (let i = 0; i < rows; i += 2) {
    const other = i + 1 < rows ? cols : 0;
    for (let j = 0, at = i * cols; j < cols; j++, at++) {
      const value = data[at] as number;
      const next = data[at + other] as number;
      if (value < (low[j] as number)) low[j] = value;
      if (value > (high[j] as number)) high[j] = value;
      if (next < (low[j] as number)) low[j] = next;
      if (next > (high[j] as number)) high[j] = next;
    }
  }
}
