import { Matrix } from "@mlsys/core";
import { choleskySolve } from "../internal/cholesky.ts";
import { sweepKernel } from "../internal/kernels/linear-kernel.ts";
import { dot } from "../internal/sums.ts";
import { soundFactor } from "./huber-factor.ts";
import { objectiveAt, residualsAt, slopesAt, weighedProduct } from "./huber-objective.ts";
import type { HuberProblem, HuberSolution } from "./huber-objective.ts";
import { SquaredRows } from "./huber-squared-rows.ts";

/** Where Newton's method does not get on within so many steps, other ways are sooner there. */
const MOST_STEPS = 25;
const MOST_HALVINGS = 6;
/** As a share of the objective: less to gain than this is rounding. */
const NO_GAIN = 1e-15;
const SMALL_GAIN = 1e-11;

/**
 * Newton's method, which takes fewest steps where enough rows count squared. Its last step must be a whole one that moves no row
 * over the border between squared and linear: the objective is smooth along it, and flat where it ends. If it does not get there,
 * `gap` is Infinity.
 */
export function huberNewton(
  problem: HuberProblem,
  start: Float64Array,
  spread: number,
  maxIter: number,
): HuberSolution {
  const squared = new SquaredRows(problem);
  let [coef, scale] = [start, spread];
  let residuals = residualsAt(problem, coef);
  let value = objectiveAt(problem, coef, scale, residuals);
  const found = (gap: number, iterations: number): HuberSolution => ({ coef, scale, value, gap, iterations });
  for (let iterations = 1; iterations <= Math.min(maxIter, MOST_STEPS); iterations++) {
    const slopes = slopesAt(problem, residuals, scale);
    const step = stepAt(problem, squared, coef, scale, slopes);
    if (step === undefined) return found(Infinity, iterations);
    const last = coef.length;
    let length = 1;
    for (let halvings = 0; ; halvings++, length /= 2) {
      if (halvings > MOST_HALVINGS) return found(Infinity, iterations);
      const nextScale = scale + length * (step.by[last] as number);
      if (!(nextScale > problem.leastScale)) continue;
      const nextCoef = coef.map((each, j) => each + length * (step.by[j] as number));
      const nextResiduals = residualsAt(problem, nextCoef);
      const nextValue = objectiveAt(problem, nextCoef, nextScale, nextResiduals);
      const isRounding = step.gain <= SMALL_GAIN * value && nextValue <= value * (1 + NO_GAIN);
      if (!(nextValue < value) && !isRounding) continue;
      const isSmooth = length === 1 && sameSides(slopes, slopesAt(problem, nextResiduals, nextScale), problem.epsilon);
      [coef, scale, residuals, value] = [nextCoef, nextScale, nextResiduals, nextValue];
      if (isSmooth && step.gain <= NO_GAIN * value) return found(step.gain, iterations);
      break;
    }
  }
  return found(Infinity, Math.min(maxIter, MOST_STEPS));
}

/** The step of coefficients and scale to where the quadratic model is least, and how much that gains. */
function stepAt(problem: HuberProblem, squared: SquaredRows, coef: Float64Array, scale: number, slopes: Float64Array) {
  const { X, weights, penalties, epsilon } = problem;
  const [p, size] = [X.cols, X.cols + 1];
  const isIn = new Uint8Array(X.rows);
  const inside = insideOf(slopes, epsilon, isIn);
  const inner = squared.productsOf(isIn);
  // Half the slopes of the loss by coefficients: of all rows, and of those that count squared.
  const pulls = new Float64Array(2 * p);
  sweepKernel().timesTransposed(X.data, p, weighedPairs(slopes, inside, weights), 2, pulls);
  const products = new Matrix(size, size);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k <= j; k++) products.data[j * size + k] = (inner.data[j * p + k] as number) / scale;
    products.data[j * (size + 1)] = (products.data[j * (size + 1)] as number) + (penalties[j] as number);
    products.data[p * size + j] = (pulls[2 * j + 1] as number) / scale;
  }
  products.data[p * (size + 1)] = weighedProduct(problem, slopes, inside) / scale;
  const factor = soundFactor(products);
  if (factor === undefined) return undefined;
  const downhill = new Float64Array(size);
  for (let j = 0; j < p; j++) downhill[j] = (pulls[2 * j] as number) - (penalties[j] as number) * (coef[j] as number);
  downhill[p] = (weighedProduct(problem, slopes, slopes) - 1) / 2;
  const by = downhill.slice();
  choleskySolve(factor, by);
  const gain = dot(downhill, by);
  return Number.isFinite(gain) ? { by, gain } : undefined;
}

function sameSides(before: Float64Array, after: Float64Array, epsilon: number): boolean {
  const isLinear = (slope: number): boolean => Math.abs(slope) === epsilon;
  return before.every((slope, i) => isLinear(slope) === isLinear(after[i] as number));
}

/** The slopes of the rows that count squared, 0 of others; tells which these are. */
function insideOf(slopes: Float64Array, epsilon: number, isIn: Uint8Array): Float64Array {
  const inside = new Float64Array(slopes.length);
  for (let i = 0; i < slopes.length; i++) {
    const slope = slopes[i] as number;
    const counts = slope < epsilon && slope > -epsilon;
    isIn[i] = counts ? 1 : 0;
    inside[i] = counts ? slope : 0;
  }
  return inside;
}

/** Both slopes of each row times its weight, side by side. */
function weighedPairs(slopes: Float64Array, inside: Float64Array, weights: Float64Array): Float64Array {
  const pairs = new Float64Array(2 * slopes.length);
  for (let i = 0; i < slopes.length; i++) {
    const weight = weights[i] as number;
    pairs[2 * i] = (slopes[i] as number) * weight;
    pairs[2 * i + 1] = (inside[i] as number) * weight;
  }
  return pairs;
}
