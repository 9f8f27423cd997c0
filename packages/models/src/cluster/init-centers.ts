import type { CsrMatrix, Matrix, RandomState } from "@mlsys/core";
import { retold } from "../internal/features.ts";
import { pairwiseSum } from "../internal/sums.ts";
import type { HeldRows } from "./held-rows.ts";
import { searchSums } from "./search-sums.ts";
import { distancesFromRow, squaredLengths } from "./sparse-distances.ts";

/** Rows that centers are drawn from. */
export interface DrawnFrom {
  readonly weights: Float64Array;
  /** Room for three numbers a row. */
  readonly spare: readonly [Float64Array, Float64Array, Float64Array];
  take(rows: Int32Array): Matrix;
  /** The squared distance of each row from the nearest center with one more; their weighted sum. */
  takeCloser(center: number, closest: Float64Array, into: Float64Array): number;
}

export const heldToDraw = (held: HeldRows): DrawnFrom => ({
  weights: held.weights,
  spare: held.spare,
  take: (rows) => held.X.take(rows),
  takeCloser: (center, closest, into) => takeCloser(held, center, closest, into),
});

export function sparseToDraw(X: CsrMatrix, weights: Float64Array): DrawnFrom {
  const lengths = squaredLengths(X);
  const room = () => new Float64Array(X.rows);
  const distances = room();
  return {
    weights,
    spare: [room(), room(), room()],
    take: (rows) => X.take(rows).toDense(),
    takeCloser: (center, closest, into) => {
      distancesFromRow(X, lengths, center, distances);
      let sum = 0;
      for (let i = 0; i < into.length; i++) {
        const square = Math.min(distances[i] as number, closest[i] as number);
        into[i] = square;
        sum += square * (weights[i] as number);
      }
      return sum;
    },
  };
}

/** How centers begin: the place of each among the rows. */
export function drawCenters(init: "k-means++" | "random", rows: DrawnFrom, k: number, rng: RandomState): Matrix {
  const { weights } = rows;
  if (init === "k-means++") return rows.take(kMeansPlusPlus(rows, k, rng));
  const total = pairwiseSum(weights);
  const p = weights.map((weight) => weight / total);
  return rows.take(retold("init of centers", () => rng.choice(weights.length, { size: k, replace: false, p })));
}

/**
 * Draws rows far apart: each the best of a few candidates, drawn by their squared distance from what was drawn before.
 *
 * @see Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
 */
function kMeansPlusPlus(rows: DrawnFrom, k: number, rng: RandomState): Int32Array {
  const { weights, spare } = rows;
  const trials = 2 + Math.floor(Math.log(k));
  const chosen = new Int32Array(k);
  const total = pairwiseSum(weights);
  chosen[0] = rng.choice(weights.length, { size: 1, p: weights.map((weight) => weight / total) })[0] ?? 0;
  let [closest, candidate, best] = spare;
  closest.fill(Infinity);
  let potential = rows.takeCloser(chosen[0], closest, closest);
  for (let c = 1; c < k; c++) {
    const drawn = rowsAt(
      weights,
      closest,
      rng.randomSample(trials).map((share) => share * potential),
    );
    let [bestPotential, bestRow] = [Infinity, 0];
    for (const row of drawn) {
      const own = rows.takeCloser(row, closest, candidate);
      if (own >= bestPotential) continue;
      [bestPotential, bestRow] = [own, row];
      [best, candidate] = [candidate, best];
    }
    potential = bestPotential;
    [closest, best] = [best, closest];
    chosen[c] = bestRow;
  }
  return chosen;
}

function takeCloser(
  { arena, X, weights, block, blocks, perBlock }: HeldRows,
  center: number,
  closest: Float64Array,
  into: Float64Array,
): number {
  const [rows, from, to] = [X.data.byteOffset, closest.byteOffset, into.byteOffset];
  const rest = [weights.byteOffset, from, to, perBlock.byteOffset] as const;
  arena.run("takeCloser", blocks, X.rows * X.cols, block, rows, X.rows, X.cols, center, ...rest);
  return perBlock.reduce((sum, each) => sum + each, 0);
}

/** The first row up to which the weighted distances add up to each target. */
function rowsAt(weights: Float64Array, distances: Float64Array, targets: Float64Array): Int32Array {
  const sums = new Float64Array(distances.length);
  let sum = 0;
  for (let i = 0; i < sums.length; i++) sums[i] = sum += (weights[i] as number) * (distances[i] as number);
  return searchSums(sums, targets, "reached");
}
