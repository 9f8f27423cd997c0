import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";

/** How far apart the smallest and the largest number of each column are. */
export interface ColumnRanges {
  /** NaN, a missing number, is left out; 0 where there is no number. */
  readonly ranges: Float64Array;
  /** 1 for a column that holds NaN. */
  readonly hasMissing: Uint8Array;
}

export function columnRanges(X: Matrix | CsrMatrix): ColumnRanges {
  const [low, high] = [new Float64Array(X.cols).fill(Infinity), new Float64Array(X.cols).fill(-Infinity)];
  const counts = new Int32Array(X.cols);
  const hasMissing = new Uint8Array(X.cols);
  const { data, cols } = X;
  const indices = isCsrMatrix(X) ? X.indices : undefined;
  for (let at = 0, column = 0; at < data.length; at++, column = column + 1 === cols ? 0 : column + 1) {
    const j = indices === undefined ? column : (indices[at] as number);
    const value = data[at] as number;
    counts[j] = (counts[j] as number) + 1;
    if (value < (low[j] as number)) low[j] = value;
    if (value > (high[j] as number)) high[j] = value;
    else if (Number.isNaN(value)) hasMissing[j] = 1;
  }
  const ranges = low.map((least, j) => {
    // A sparse column holds zeros that are not stored.
    const hasZero = (counts[j] as number) < X.rows;
    const [a, b] = hasZero ? [Math.min(0, least), Math.max(0, high[j] as number)] : [least, high[j] as number];
    return b >= a ? b - a : 0;
  });
  return { ranges, hasMissing };
}
