import type { Matrix } from "@mlsys/core";
import type { LogisticRows } from "./kernels/kernel-contract.ts";

/** A smooth convex loss of scores, rows × outputs. */
export interface ScoreLoss {
  readonly outputs: number;
  /** Whether the outputs of a row compete, so that there are shares. */
  readonly hasShares: boolean;
  /**
   * The loss of the scores of whole rows, the first of which is row `start`; writes the derivative by each score into `slopes`, which
   * may be the same array.
   */
  evaluate(scores: Float64Array, slopes: Float64Array, start: number): number;
  /** The rows of X with what a kernel's own loops for this loss ask for; only of a logistic loss. */
  rowsOf?(X: Matrix): LogisticRows;
  /**
   * The curvature at the last scores: a row's is `diag(weights) − weights·sharesᵀ`, or `diag(weights)` where outputs do not compete.
   * Both are rows × outputs.
   */
  curvature(weights: Float64Array, shares: Float64Array): void;
}
