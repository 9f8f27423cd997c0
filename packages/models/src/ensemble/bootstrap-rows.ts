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

/** The rows that are drawn for the tree with this seed. */
export function drawRows({ rows, count, p }: RowDraws, seed: number): Int32Array {
  const rng = randomState(seed);
  return p === undefined ? Int32Array.from(rng.randint(0, rows, count)) : rng.choice(rows, { size: count, p });
}

/** How often each row is drawn for the tree with this seed. */
export function drawCounts(draws: RowDraws, seed: number): Float64Array {
  const counts = new Float64Array(draws.rows);
  for (const row of drawRows(draws, seed)) counts[row] = (counts[row] as number) + 1;
  return counts;
}
