import { randomState } from "@mlsys/core";
import { pairwiseSum } from "../internal/sums.ts";

/** How rows are drawn for a tree. */
export interface RowDraws {
  readonly rows: number;
  /** Rows to draw. */
  readonly count: number;
  /** The probability of each row; undefined for all alike. */
  readonly p: Float64Array | undefined;
}

/** How many rows are drawn, and with which probabilities: weights make a row more likely, not heavier. */
export function rowDraws(rows: number, maxSamples: number | null, weights: Float64Array | undefined): RowDraws {
  const total = weights === undefined ? rows : pairwiseSum(weights);
  const share = maxSamples !== null && maxSamples < 1;
  const count = share ? Math.max(1, Math.floor(maxSamples * total)) : (maxSamples ?? rows);
  return { rows, count, p: weights?.map((weight) => weight / total) };
}

/** How often each row is drawn for the tree with this seed. */
export function drawCounts({ rows, count, p }: RowDraws, seed: number): Float64Array {
  const rng = randomState(seed);
  const drawn = p === undefined ? rng.randint(0, rows, count) : rng.choice(rows, { size: count, p });
  const counts = new Float64Array(rows);
  for (let i = 0; i < count; i++) {
    const row = drawn[i] as number;
    counts[row] = (counts[row] as number) + 1;
  }
  return counts;
}
