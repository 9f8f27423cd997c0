import { multiply, multiplyTransposed } from "../internal/products.ts";
import { dot } from "../internal/sums.ts";
import { addRow, score } from "./hinge-rows.ts";
import type { HingeProblem } from "./hinge-rows.ts";

type Products = (direction: Float64Array) => Float64Array;

const MAX_STEPS = 300;
/** Before this share of the gradient is left, a solution tells nothing of its bounds. */
const ROUGH = 0.1;
/** What may be left of a margin. */
const EXACT = 1e-12;

/**
 * Moves the multipliers of the free rows to where those lie on the margin, by conjugate gradients; or where bounds are in the way, as far
 * as the objective falls: then they `met` some. They are `stuck` where the steps lead to no solution.
 *
 * @see Moré and Toraldo, "On the solution of large quadratic programming problems with bound constraints", SIAM J. Optim. 1, 1991.
 */
export function solveFace(
  problem: HingeProblem,
  free: readonly number[],
  alphas: Float64Array,
  point: Float64Array,
): "solved" | "met" | "stuck" {
  const times = productsOf(problem, free);
  // Rounds after the first correct the rounding of those before.
  for (let round = 0; round < 4; round++) {
    const left = lacks(problem, free, point);
    if (left.every((each) => Math.abs(each) <= EXACT)) return "solved";
    const step = stepOnFace(problem, free, alphas, left, times);
    const isWithin = fits(problem, free, alphas, step);
    move(problem, free, alphas, point, isWithin ? step : withinBounds(problem, free, alphas, left, step, times));
    if (!isWithin) return "met";
  }
  return "stuck";
}

/** What each row lacks of the margin. */
const lacks = (problem: HingeProblem, free: readonly number[], point: Float64Array): Float64Array =>
  Float64Array.from(free, (i) => 1 - (problem.signs[i] as number) * score(problem, i, point));

/** By conjugate gradients, which end early where the way leads out of the bounds. */
function stepOnFace(
  problem: HingeProblem,
  free: readonly number[],
  alphas: Float64Array,
  left: Float64Array,
  times: Products,
): Float64Array {
  const step = new Float64Array(free.length);
  const [residual, direction] = [left.slice(), left.slice()];
  const first = dot(residual, residual);
  let [square, isRough] = [first, true];
  for (let n = 0; n < MAX_STEPS && square > first * 1e-30; n++) {
    const image = times(direction);
    const length = square / dot(direction, image);
    if (!Number.isFinite(length)) break;
    for (let k = 0; k < step.length; k++) {
      step[k] = (step[k] as number) + length * (direction[k] as number);
      residual[k] = (residual[k] as number) - length * (image[k] as number);
    }
    const next = dot(residual, residual);
    if (isRough && next < ROUGH * ROUGH * first) {
      if (!fits(problem, free, alphas, step)) break;
      isRough = false;
    }
    for (let k = 0; k < step.length; k++) {
      direction[k] = (residual[k] as number) + (next / square) * (direction[k] as number);
    }
    square = next;
  }
  return step;
}

/** What multiplies by ZZᵀ, of the free rows times their signs. */
function productsOf({ X, signs, interceptScale }: HingeProblem, free: readonly number[]): Products {
  const rows = X.take(free);
  const [point, signed] = [new Float64Array(X.cols), new Float64Array(free.length)];
  return (direction) => {
    let sum = 0;
    for (let k = 0; k < signed.length; k++) {
      signed[k] = (direction[k] as number) * (signs[free[k] as number] as number);
      sum += signed[k] as number;
    }
    const image = new Float64Array(free.length);
    multiplyTransposed(rows, signed, 1, point);
    multiply(rows, point, 1, Float64Array.of(interceptScale * interceptScale * sum), image);
    for (let k = 0; k < image.length; k++) image[k] = (image[k] as number) * (signs[free[k] as number] as number);
    return image;
  };
}

const fits = ({ costs }: HingeProblem, free: readonly number[], alphas: Float64Array, step: Float64Array): boolean =>
  free.every((i, k) => {
    const alpha = (alphas[i] as number) + (step[k] as number);
    return alpha >= 0 && alpha <= (costs[i] as number);
  });

/** The step with what leaves the bounds cut off where the objective falls, else as far as the first bound. */
function withinBounds(
  problem: HingeProblem,
  free: readonly number[],
  alphas: Float64Array,
  left: Float64Array,
  step: Float64Array,
  times: Products,
): Float64Array {
  let share = 1;
  const cut = step.map((each, k) => {
    const i = free[k] as number;
    const alpha = alphas[i] as number;
    const room = each < 0 ? -alpha : (problem.costs[i] as number) - alpha;
    if (Math.abs(each) > Math.abs(room)) share = Math.min(share, room / each);
    return Math.abs(each) > Math.abs(room) ? room : each;
  });
  const change = dot(cut, times(cut)) / 2 - dot(left, cut);
  return change < 0 ? cut : step.map((each) => each * share);
}

function move(
  problem: HingeProblem,
  free: readonly number[],
  alphas: Float64Array,
  point: Float64Array,
  step: Float64Array,
): void {
  free.forEach((i, k) => {
    const cost = problem.costs[i] as number;
    const before = alphas[i] as number;
    const after = Math.min(cost, Math.max(0, before + (step[k] as number)));
    alphas[i] = after;
    addRow(problem, i, (after - before) * (problem.signs[i] as number), point);
  });
}
