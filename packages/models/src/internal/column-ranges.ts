import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { noExtremes, widenExtremes } from "./column-extremes.ts";
import type { ColumnExtremes } from "./column-extremes.ts";

/** How far apart the smallest and the largest number of each column are. NaN, a missing number, is left out; 0 where there is no number. */
export function columnRanges(X: Matrix | CsrMatrix): Float64Array {
  const extremes = noExtremes(X.cols);
  if (isCsrMatrix(X)) widenBySparse(X, extremes);
  else widenExtremes(X, extremes);
  const { low, high } = extremes;
  const ranges = new Float64Array(X.cols);
  for (let j = 0; j < ranges.length; j++) {
    const least = low[j] as number;
    const most = high[j] as number;
    ranges[j] = most >= least ? most - least : 0;
  }
  return ranges;
}

/** A sparse column holds zeros, too, unless all are stored. */
function widenBySparse({ rows, cols, data, indices }: CsrMatrix, { low, high }: ColumnExtremes): void {
  const counts = new Int32Array(cols);
  for (let at = 0; at < data.length; at++) {
    const j = indices[at] as number;
    const value = data[at] as number;
    counts[j] = (counts[j] as number) + 1;
    if (value < (low[j] as number)) low[j] = value;
    if (value > (high[j] as number)) high[j] = value;
  }
  for (let j = 0; j < cols; j++) {
    if ((counts[j] as number) === rows) continue;
    low[j] = Math.min(0, low[j] as number);
    high[j] = Math.max(0, high[j] as number);
  }
}
