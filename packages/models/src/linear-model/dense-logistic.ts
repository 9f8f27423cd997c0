import { isCsrMatrix } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "../internal/cholesky.ts";
import type { NewtonResult } from "../internal/newton-cg.ts";
import { preconditionedBfgs } from "../internal/preconditioned-bfgs.ts";
import type { Preconditioner } from "../internal/preconditioned-bfgs.ts";
import type { ScoreProblem } from "../internal/score-problem.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { logisticProblem } from "./logistic-problem.ts";
import type { LogisticData } from "./logistic-problem.ts";

/** Fewer numbers than this are soon done in any way; and of fewer than the other, so are all rows beside a sample. */
const LEAST = 1 << 14;
const LEAST_TO_SAMPLE = 1 << 18;
/** More columns than this make the Hessian dear. */
const MOST_COLUMNS = 512;
/** Rows of the sample, for each column. */
const SAMPLE_PER_COLUMN = 60;
/** Steps that the Hessian at 0 steers, where all classes are alike; and those of each that follows, which is soon had for two classes. */
const FIRST_STEPS = 6;
const [STEPS, STEPS_OF_TWO] = [24, 8];

/**
 * The optimum for dense rows by quasi-Newton steps, each one pass over X. Of two classes and very many rows, Newton's method on a sample of them
 * tells where to begin, and the Hessian of all rows there steers the steps. Else the Hessian's blocks of single classes steer them, anew after some
 * steps. Where these run out, it has not converged. Undefined where the problem does not suit, or a step does not lead down.
 */
export function denseOptimum(data: LogisticData, maxIter: number, tol: number): NewtonResult | undefined {
  const { X, outputs } = data;
  if (isCsrMatrix(X) || X.cols > MOST_COLUMNS) return undefined;
  if (X.data.length < LEAST || (outputs === 1 && X.rows < X.cols)) return undefined;
  if (outputs > 1 || X.data.length < LEAST_TO_SAMPLE || X.rows < 8 * SAMPLE_PER_COLUMN * X.cols) {
    // So few steps of Newton's method lead further.
    if (maxIter < FIRST_STEPS) return undefined;
    return released(logisticProblem(data), (problem) => bySteps(problem, outputs, maxIter, tol));
  }
  const sample = sampleOf(data);
  const start = sample && released(logisticProblem(sample), newtonOn);
  if (start === undefined) return undefined;
  return released(logisticProblem(data), (whole) => {
    whole.evaluate(start);
    const precondition = blocks(whole, 1, 1);
    return precondition && preconditionedBfgs(whole, start, precondition, maxIter, tol);
  });
}

/** What comes of a problem, which lets go of its memory then. */
function released<Result>(problem: ScoreProblem, solve: (problem: ScoreProblem) => Result): Result {
  try {
    return solve(problem);
  } finally {
    problem.release();
  }
}

/** By steps from 0. */
function bySteps(problem: ScoreProblem, outputs: number, maxIter: number, tol: number): NewtonResult | undefined {
  let last: NewtonResult | undefined;
  let iterations = 0;
  while (iterations < maxIter) {
    const point = last?.point ?? new Float64Array(problem.size);
    problem.evaluate(point);
    const isFirst = iterations === 0;
    const precondition = blocks(problem, outputs, isFirst ? 1 : outputs);
    const steps = Math.min(isFirst ? FIRST_STEPS : outputs === 1 ? STEPS_OF_TWO : STEPS, maxIter - iterations);
    const result = precondition && preconditionedBfgs(problem, point, precondition, steps, tol);
    if (result === undefined) return undefined;
    iterations += result.iterations;
    last = { ...result, iterations };
    if (result.converged) break;
  }
  return last;
}

/** Solves by the Hessian's blocks of single outputs, of which so many differ; undefined where one is not positive definite. */
function blocks(problem: ScoreProblem, outputs: number, different: number): Preconditioner | undefined {
  const factors: Matrix[] = [];
  for (let c = 0; c < different; c++) {
    const factor = choleskyFactor(problem.hessianBlock(c));
    if (factor === undefined) return undefined;
    factors.push(factor);
  }
  return (vector) => {
    centreOutputs(vector, outputs);
    const own = new Float64Array(vector.length / outputs);
    for (let c = 0; c < outputs; c++) {
      for (let j = 0; j < own.length; j++) own[j] = vector[j * outputs + c] as number;
      choleskySolve(factors[c % different] as Matrix, own);
      for (let j = 0; j < own.length; j++) vector[j * outputs + c] = own[j] as number;
    }
    centreOutputs(vector, outputs);
  };
}

/**
 * Takes off what all classes have in common: adding it to all changes no probability, so that at the optimum nothing is left of it; the
 * blocks know nothing of that.
 */
function centreOutputs(vector: Float64Array, outputs: number): void {
  if (outputs === 1) return;
  for (let start = 0; start < vector.length; start += outputs) {
    let mean = 0;
    for (let at = start; at < start + outputs; at++) mean += (vector[at] as number) / outputs;
    for (let at = start; at < start + outputs; at++) vector[at] = (vector[at] as number) - mean;
  }
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
function newtonOn(problem: ScoreProblem): Float64Array | undefined {
  let point: Float64Array = new Float64Array(problem.size);
  for (let step = 0; step < 12; step++) {
    problem.evaluate(point);
    const precondition = blocks(problem, 1, 1);
    const result = precondition && preconditionedBfgs(problem, point, precondition, 2, 1e-3);
    if (result === undefined) return undefined;
    const moved = result.point.reduce((most, value, j) => Math.max(most, Math.abs(value - (point[j] as number))), 0);
    const size = result.point.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    point = result.point;
    if (moved <= 1e-2 * size) return point;
  }
  return undefined;
}
