import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { choleskyFactor } from "../internal/cholesky.ts";
import type { NewtonResult } from "../internal/newton-cg.ts";
import { preconditionedBfgs } from "../internal/preconditioned-bfgs.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { logisticProblem } from "./logistic-problem.ts";
import type { LogisticData } from "./logistic-problem.ts";

/** Fewer numbers than this are soon done in any way. */
const LEAST = 1 << 18;
/** More columns than this make the Hessian dear. */
const MOST_COLUMNS = 512;
/** Rows of the sample, for each column. */
const SAMPLE_PER_COLUMN = 60;

/**
 * The optimum for many dense rows of two classes: Newton's method on a sample of the rows tells where to begin; the Hessian of all rows
 * there steers quasi-Newton steps, each one pass over X. Undefined where the problem does not suit, or this does not get there.
 */
export function denseOptimum(data: LogisticData, maxIter: number, tol: number): NewtonResult | undefined {
  if (!suits(data.X) || data.outputs !== 1) return undefined;
  const sample = sampleOf(data);
  const start = sample && newtonOn(sample);
  if (start === undefined) return undefined;
  const whole = logisticProblem(data);
  whole.evaluate(start);
  const factor = choleskyFactor(whole.hessian());
  return factor && preconditionedBfgs(whole, start, factor, maxIter, tol);
}

function suits(X: Matrix | CsrMatrix): boolean {
  return (
    !isCsrMatrix(X) && X.data.length >= LEAST && X.cols <= MOST_COLUMNS && X.rows >= 8 * SAMPLE_PER_COLUMN * X.cols
  );
}

/** Rows at equal distances; undefined where they are of one class. */
function sampleOf(data: LogisticData): LogisticData | undefined {
  const { X, codes } = data;
  const few = rowsAt(data, Math.floor(X.rows / (SAMPLE_PER_COLUMN * (X.cols + 1))));
  return few?.codes.every((code) => code === codes[0]) === true ? undefined : few;
}

/** Every so-manieth row, with the weights that make up for the others; undefined where these are 0. */
export function rowsAt(data: LogisticData, stride: number): LogisticData | undefined {
  const { X, codes, weights } = data;
  const places = Int32Array.from({ length: Math.floor(X.rows / stride) }, (_, i) => i * stride);
  const chosen = Float64Array.from(places, (i) => weights[i] as number);
  const total = pairwiseSum(chosen);
  if (!(total > 0)) return undefined;
  return {
    ...data,
    X: X.take(places),
    codes: places.map((i) => codes[i] as number),
    weights: chosen.map((weight) => weight / total),
  };
}

/** About the optimum of a sample. */
function newtonOn(data: LogisticData): Float64Array | undefined {
  const problem = logisticProblem(data);
  let point: Float64Array = new Float64Array(problem.size);
  for (let step = 0; step < 12; step++) {
    problem.evaluate(point);
    const factor = choleskyFactor(problem.hessian());
    if (factor === undefined) return undefined;
    const result = preconditionedBfgs(problem, point, factor, 2, 1e-3);
    if (result === undefined) return undefined;
    const moved = result.point.reduce((most, value, j) => Math.max(most, Math.abs(value - (point[j] as number))), 0);
    const size = result.point.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    point = result.point;
    if (moved <= 1e-2 * size) return point;
  }
  return undefined;
}
