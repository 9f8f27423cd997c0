import type { Matrix, RandomState } from "@mlsys/core";

/** Rows of both parts that the classifier was not trained on, with its scores. */
export interface HeldOutScores {
  readonly earlier: Float64Array;
  readonly later: Float64Array;
}

/**
 * Trains a logistic regression on one half of the rows to tell those from `earlier` on from those before, and scores the other
 * half. Scoring both halves by each other's models would count one accident twice.
 */
export function heldOutScores(X: Matrix, earlier: number, rng: RandomState): HeldOutScores {
  const order = rng.permutation(X.rows);
  const weights = fitLogistic(X, order.subarray(0, X.rows >> 1), earlier);
  const held = order.subarray(X.rows >> 1);
  const scores = (rows: Int32Array): Float64Array => Float64Array.from(rows, (i) => scoreOf(X, i, weights));
  return { earlier: scores(held.filter((i) => i < earlier)), later: scores(held.filter((i) => i >= earlier)) };
}

const STEPS = 200;

/** By gradient descent with momentum; both sides weigh alike. */
function fitLogistic(X: Matrix, rows: Int32Array, earlier: number): Float64Array {
  const weights = new Float64Array(X.cols + 1);
  const velocity = new Float64Array(X.cols + 1);
  const later = rows.reduce((count, i) => count + (i >= earlier ? 1 : 0), 0);
  const [positive, negative] = [0.5 / Math.max(1, later), 0.5 / Math.max(1, rows.length - later)];
  const rate = 2 / (1 + X.cols * 0.25);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, j) => (j < X.cols ? 0.001 * weight : 0));
    for (const i of rows) {
      const isLater = i >= earlier;
      const error = (1 / (1 + Math.exp(-scoreOf(X, i, weights))) - (isLater ? 1 : 0)) * (isLater ? positive : negative);
      for (let j = 0; j < X.cols; j++) gradient[j] = (gradient[j] ?? 0) + error * X.get(i, j);
      gradient[X.cols] = (gradient[X.cols] ?? 0) + error;
    }
    for (let j = 0; j <= X.cols; j++) {
      velocity[j] = 0.8 * (velocity[j] ?? 0) - rate * (gradient[j] ?? 0);
      weights[j] = (weights[j] ?? 0) + (velocity[j] ?? 0);
    }
  }
  return weights;
}

function scoreOf(X: Matrix, i: number, weights: Float64Array): number {
  let score = weights[X.cols] ?? 0;
  for (let j = 0; j < X.cols; j++) score += X.get(i, j) * (weights[j] ?? 0);
  return score;
}
