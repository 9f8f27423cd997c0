import { choleskySolve } from "../internal/cholesky.ts";
import { dot } from "../internal/sums.ts";
import { plainFactor } from "./huber-factor.ts";
import { forcesOf, objectiveAt, residualsAt, slopesAt, weighedProduct } from "./huber-objective.ts";
import type { HuberProblem, HuberSolution } from "./huber-objective.ts";

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
  let [coef, scale] = [start, spread];
  let residuals = residualsAt(problem, coef);
  let value = objectiveAt(problem, coef, scale, residuals);
  const found = (gap: number, iterations: number): HuberSolution => ({ coef, scale, value, gap, iterations });
  for (let iterations = 1; iterations <= Math.min(maxIter, MOST_STEPS); iterations++) {
    const slopes = slopesAt(problem, residuals, scale);
    const step = stepAt(problem, coef, scale, slopes);
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
function stepAt(problem: HuberProblem, coef: Float64Array, scale: number, slopes: Float64Array) {
  const { epsilon } = problem;
  const shares = slopes.map((slope) => (Math.abs(slope) < epsilon ? scale : Infinity));
  const factor = plainFactor(problem, slopes, shares, 0);
  if (factor === undefined) return undefined;
  const forces = forcesOf(problem, coef, slopes);
  const downhill = Float64Array.of(...forces, (weighedProduct(problem, slopes, slopes) - 1) / 2);
  const by = downhill.slice();
  choleskySolve(factor, by);
  const gain = dot(downhill, by);
  return Number.isFinite(gain) ? { by, gain } : undefined;
}

function sameSides(before: Float64Array, after: Float64Array, epsilon: number): boolean {
  const isLinear = (slope: number): boolean => Math.abs(slope) === epsilon;
  return before.every((slope, i) => isLinear(slope) === isLinear(after[i] as number));
}
