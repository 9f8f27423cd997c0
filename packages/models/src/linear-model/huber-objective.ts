import type { Matrix } from "@mlsys/core";
import { multiply, multiplyTransposed } from "../internal/products.ts";
import { pairwiseSum } from "../internal/sums.ts";

/** Owen's objective: σ + Σ w σ H(r / σ) + Σ penalty · coef², for r = y − X·coef. */
export interface HuberProblem {
  /** An intercept is a column of ones. */
  readonly X: Matrix;
  readonly y: Float64Array;
  /** Positive, with a sum of 1. */
  readonly weights: Float64Array;
  /** What the square of each coefficient costs. */
  readonly penalties: Float64Array;
  readonly epsilon: number;
  readonly leastScale: number;
}

/** Where the search ended. */
export interface HuberSolution {
  readonly coef: Float64Array;
  readonly scale: number;
  /** The objective. */
  readonly value: number;
  /** How far the objective is above the optimum at most. */
  readonly gap: number;
  readonly iterations: number;
}

/** y − X·coef. */
export function residualsAt({ X, y }: HuberProblem, coef: Float64Array): Float64Array {
  const residuals = new Float64Array(X.rows);
  multiply(X, coef, 1, undefined, residuals);
  for (let i = 0; i < residuals.length; i++) residuals[i] = (y[i] as number) - (residuals[i] as number);
  return residuals;
}

/** The objective, given residuals or not. */
export function objectiveAt(
  problem: HuberProblem,
  coef: Float64Array,
  scale: number,
  residuals: Float64Array = residualsAt(problem, coef),
): number {
  const { weights, penalties, epsilon } = problem;
  const losses = residuals.map((residual, i) => {
    const size = Math.abs(residual);
    const loss = size > epsilon * scale ? epsilon * (2 * size - epsilon * scale) : (size * size) / scale;
    return loss * (weights[i] as number);
  });
  const penalty = coef.reduce((sum, each, j) => sum + (penalties[j] as number) * each * each, 0);
  return scale + pairwiseSum(losses) + penalty;
}

/** Half the slope of each row's loss. */
export function slopesAt({ epsilon }: HuberProblem, residuals: Float64Array, scale: number): Float64Array {
  return residuals.map((residual) => Math.max(-epsilon, Math.min(epsilon, residual / scale)));
}

/** Xᵀws − penalty · coef for the slopes s: half the gradient, but for its sign. */
export function forcesOf(
  { X, weights, penalties }: HuberProblem,
  coef: Float64Array,
  slopes: Float64Array,
): Float64Array {
  const forces = new Float64Array(X.cols);
  const weighed = slopes.map((slope, i) => slope * (weights[i] as number));
  multiplyTransposed(X, weighed, 1, forces);
  return forces.map((force, j) => force - (penalties[j] as number) * (coef[j] as number));
}

/** Σ w a b. */
export function weighedProduct({ weights }: HuberProblem, a: Float64Array, b: Float64Array): number {
  return pairwiseSum(weights.map((weight, i) => weight * (a[i] as number) * (b[i] as number)));
}

/** The largest element of the objective's gradient. */
export function steepestSlope(problem: HuberProblem, { coef, scale }: Pick<HuberSolution, "coef" | "scale">): number {
  const slopes = slopesAt(problem, residualsAt(problem, coef), scale);
  const ofScale = 1 - weighedProduct(problem, slopes, slopes);
  return forcesOf(problem, coef, slopes).reduce(
    (most, force) => Math.max(most, Math.abs(2 * force)),
    Math.abs(ofScale),
  );
}
