import { choleskySolve } from "../internal/cholesky.ts";
import { multiply, multiplyTransposed } from "../internal/products.ts";
import { dot, pairwiseSum } from "../internal/sums.ts";
import { huberFactor } from "./huber-factor.ts";
import { forcesOf, objectiveAt, residualsAt, weighedProduct } from "./huber-objective.ts";
import type { HuberProblem, HuberSolution } from "./huber-objective.ts";

/** Coefficients, the scale, and what belongs to each row; or a step of them all. */
interface Place {
  readonly coef: Float64Array;
  /** By how much the scale is above the least. */
  readonly scale: number;
  /** Half the slope of each row's loss, the dual variables: within ±ε. */
  readonly slopes: Float64Array;
  /** What of a residual is more than scale · slope, upwards and downwards: where one counts linearly, not 0. */
  readonly above: Float64Array;
  readonly below: Float64Array;
}

/** A share of the objective that is rounding. */
const NO_GAP = 1e-15;
/** How many steps may leave more than half of a gap: next to none where that is about what rounding leaves. */
const patience = ({ gap, value }: HuberSolution): number => (gap <= 1e-12 * value + 1e-14 ? 1 : 15);

/**
 * The minimum, jointly in coefficients and scale, by a primal-dual interior-point method. Its dual is the maximum of
 * 2 Σ w s y − Σ penalty · coef² over slopes s within ±ε with Σ w s² ≤ 1 and Xᵀws = penalty · coef; as each step leads from one point that
 * fulfils all that to another, the gap between the two objectives is known. A scale that vanishes, and rows that all count linearly, are
 * no other case.
 *
 * @see Boyd and Vandenberghe, Convex Optimization (2004), section 11.7.
 * @see Mehrotra, On the implementation of a primal-dual interior point method (1992).
 */
export function huberInteriorPoint(problem: HuberProblem, start: Float64Array, maxIter: number): HuberSolution {
  let place = firstPlace(problem, start);
  let before = place;
  let best: HuberSolution | undefined;
  let [idle, halved] = [0, Infinity];
  for (let iterations = 0; ; iterations++) {
    const found = measured(problem, place, before);
    idle = found.gap < halved ? 0 : idle + 1;
    if (idle === 0) halved = found.gap / 2;
    if (best === undefined || found.gap < best.gap) best = { ...found, iterations };
    const isOver = iterations === maxIter || best.gap <= NO_GAP * best.value || idle > patience(best);
    const next = isOver ? undefined : nextPlace(problem, place, found.gap / found.value);
    if (next === undefined) return { ...best, iterations };
    [before, place] = [place, next];
  }
}

/** All slopes 0, and as much linear as fits the residuals. */
function firstPlace(problem: HuberProblem, start: Float64Array): Place {
  const { weights } = problem;
  const residuals = residualsAt(problem, start);
  const spread = pairwiseSum(residuals.map((residual, i) => Math.abs(residual) * (weights[i] as number)));
  const scale = spread > 0 ? spread : 1;
  return {
    coef: start,
    scale,
    slopes: new Float64Array(residuals.length),
    above: residuals.map((residual) => Math.max(residual, 0) + scale),
    below: residuals.map((residual) => Math.max(-residual, 0) + scale),
  };
}

function measured(problem: HuberProblem, place: Place, before: Place): Omit<HuberSolution, "iterations"> {
  const { coef } = place;
  const scale = problem.leastScale + place.scale;
  // Rounding, and a matrix that had to be damped, leave the dual's equations a little open.
  const open = forcesOf(problem, coef, place.slopes).map(
    (force, j) => force * ((coef[j] as number) - (before.coef[j] as number)),
  );
  return {
    coef,
    scale,
    value: objectiveAt(problem, coef, scale),
    gap: complementarity(problem, place) + 2 * Math.abs(pairwiseSum(open)),
  };
}

/** The gap between the objectives: products of what is 0 on one side or the other at the optimum. */
function complementarity({ weights, epsilon }: HuberProblem, { scale, slopes, above, below }: Place): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < slopes.length; i++) {
    const [weight, slope] = [weights[i] as number, slopes[i] as number];
    sum += weight * ((above[i] as number) * (epsilon - slope) + (below[i] as number) * (epsilon + slope));
    squares += weight * slope * slope;
  }
  return 2 * sum + scale * Math.max(0, 1 - squares);
}

/** Nothing can be divided by 0. */
const LEAST_EXCESS = 1e-25;
const LEAST_ROOM = 1e-17;

/** How much Σ w s² is below its bound. */
function roomOf(problem: HuberProblem, slopes: Float64Array): number {
  return Math.max(LEAST_ROOM, 1 - weighedProduct(problem, slopes, slopes));
}

/** First straight at the optimum, to see how far that leads; then less far, with what bends the way; undefined where there is none. */
function nextPlace(problem: HuberProblem, place: Place, share: number): Place | undefined {
  const equations = equationsAt(problem, place);
  if (equations === undefined) return undefined;
  const still = complementarity(problem, place);
  const straight = equations.step(0, undefined);
  const ahead = complementarity(problem, moved(place, straight, Math.min(1, longest(problem, place, straight))));
  const centre = ((ahead / still) ** 3 * still) / PAIRS;
  const step = equations.step(centre, straight);
  const next = along(problem, place, step, nearBound(share) * longest(problem, place, step));
  if (next !== undefined && complementarity(problem, next) < MUCH * still) return next;
  // Steps that are too long for what bends: half as far in, with no more said of it, and as much shorter as helps.
  const inwards = equations.step(still / 2 / PAIRS, undefined);
  const whole = Math.min(1, nearBound(share) * longest(problem, place, inwards));
  for (let length = whole; length > LEAST_SHARE * whole; length /= 2) {
    const shorter = along(problem, place, inwards, length);
    if (shorter !== undefined && complementarity(problem, shorter) < (1 - length / 4) * still) return shorter;
  }
  return next;
}

/** Products of a share of 1 each in the gap: the scale's, once; and those of all rows together, two, which count twice. */
const PAIRS = 5;

/** A gap that shrinks less than this, shrinks too little. */
const MUCH = 0.95;
const LEAST_SHARE = 1e-4;

/** How much of the way to the first bound is gone, by the share of the objective that the gap is: all but all of it at the end. */
const nearBound = (share: number): number => Math.max(0.95, 1 - share);

/** A share of the step, at most all of it. */
function along(problem: HuberProblem, place: Place, step: Place, length: number): Place | undefined {
  const next = rebalanced(problem, inside(problem, moved(place, step, Math.min(1, length))));
  return Number.isFinite(next.scale) ? next : undefined;
}

function moved(place: Place, step: Place, length: number): Place {
  const along = (from: Float64Array, by: Float64Array) => from.map((each, i) => each + length * (by[i] as number));
  return {
    coef: along(place.coef, step.coef),
    scale: place.scale + length * step.scale,
    slopes: along(place.slopes, step.slopes),
    above: along(place.above, step.above),
    below: along(place.below, step.below),
  };
}

/** What rounding put on its bound, where the equations would divide by zero, next to it. */
function inside({ epsilon }: HuberProblem, { scale, slopes, ...rest }: Place): Place {
  const most = epsilon * (1 - Number.EPSILON);
  for (let i = 0; i < slopes.length; i++) slopes[i] = Math.max(-most, Math.min(most, slopes[i] as number));
  return { ...rest, slopes, scale: Math.max(LEAST_EXCESS, scale) };
}

/** Puts what a step's curvature left of the residuals where it only grows. */
function rebalanced(problem: HuberProblem, { coef, scale, slopes, above, below }: Place): Place {
  residualsAt(problem, coef).forEach((residual, i) => {
    const quadratic = (problem.leastScale + scale) * (slopes[i] as number);
    const left = residual - quadratic - (above[i] as number) + (below[i] as number);
    if (left > 0) above[i] = (above[i] as number) + left;
    else below[i] = (below[i] as number) - left;
  });
  return { coef, scale, slopes, above, below };
}

/** How many times the step leads to the first bound. */
function longest(problem: HuberProblem, place: Place, step: Place): number {
  const { epsilon } = problem;
  let most = step.scale < 0 ? -place.scale / step.scale : Infinity;
  for (let i = 0; i < place.slopes.length; i++) {
    const [slope, turn] = [place.slopes[i] as number, step.slopes[i] as number];
    const [rise, fall] = [step.above[i] as number, step.below[i] as number];
    if (turn > 0) most = Math.min(most, (epsilon - slope) / turn);
    if (turn < 0) most = Math.min(most, (epsilon + slope) / -turn);
    if (rise < 0) most = Math.min(most, (place.above[i] as number) / -rise);
    if (fall < 0) most = Math.min(most, (place.below[i] as number) / -fall);
  }
  const room = roomOf(problem, place.slopes);
  const across = weighedProduct(problem, place.slopes, step.slopes);
  const square = weighedProduct(problem, step.slopes, step.slopes);
  if (square === 0) return most;
  const root = Math.sqrt(across * across + square * room);
  return Math.min(most, across > 0 ? room / (root + across) : (root - across) / square);
}

interface Equations {
  /** The step after which products would be `aim`, given how those of a step before bend. */
  step(aim: number, before: Place | undefined): Place;
}

/** The linearised equations, with all but coefficients and scale eliminated. */
function equationsAt(problem: HuberProblem, place: Place): Equations | undefined {
  const { X, weights, epsilon, leastScale } = problem;
  const { scale, slopes, above, below } = place;
  const [n, p] = [X.rows, X.cols];
  const upper = slopes.map((slope) => epsilon - slope);
  const lower = slopes.map((slope) => epsilon + slope);
  // How much of a residual goes with its slope.
  const shares = slopes.map(
    (_, i) =>
      leastScale + scale + (above[i] as number) / (upper[i] as number) + (below[i] as number) / (lower[i] as number),
  );
  const room = roomOf(problem, slopes);
  const factor = huberFactor(problem, slopes, shares, room / (2 * scale));
  if (factor === undefined) return undefined;
  const forces = forcesOf(problem, place.coef, slopes);
  const step = (aim: number, before: Place | undefined): Place => {
    const bend = (of: Float64Array | undefined, i: number): number =>
      before === undefined || of === undefined ? 0 : (of[i] as number) * (before.slopes[i] as number);
    const rising = above.map((each, i) => (aim + bend(before?.above, i)) / (upper[i] as number) - each);
    const falling = below.map((each, i) => (aim - bend(before?.below, i)) / (lower[i] as number) - each);
    const left = slopes.map(
      (_, i) => (falling[i] as number) - (rising[i] as number) - (before?.scale ?? 0) * (before?.slopes[i] ?? 0),
    );
    const pulls = left.map((each, i) => ((weights[i] as number) * each) / (shares[i] as number));
    const answer = new Float64Array(p + 1);
    multiplyTransposed(X, pulls, 1, answer.subarray(0, p));
    for (let j = 0; j < p; j++) answer[j] = (answer[j] as number) + (forces[j] as number);
    const bent = before === undefined ? 0 : weighedProduct(problem, before.slopes, before.slopes);
    const bentScale = before === undefined ? 0 : before.scale * roomChange(problem, slopes, before.slopes);
    answer[p] = dot(slopes, pulls) + ((aim - bentScale) / scale - room + bent) / 2;
    choleskySolve(factor, answer);
    const coef = answer.slice(0, p);
    const growth = answer[p];
    const fitted = new Float64Array(n);
    multiply(X, coef, 1, undefined, fitted);
    const turns = slopes.map(
      (slope, i) => ((left[i] as number) - (fitted[i] as number) - slope * growth) / (shares[i] as number),
    );
    const ratio = (of: Float64Array, by: Float64Array, i: number) =>
      ((of[i] as number) / (by[i] as number)) * (turns[i] as number);
    return {
      coef,
      scale: growth,
      slopes: turns,
      above: rising.map((each, i) => each + ratio(above, upper, i)),
      below: falling.map((each, i) => each - ratio(below, lower, i)),
    };
  };
  return { step };
}

/** How the room changes with a step of the slopes. */
function roomChange(problem: HuberProblem, slopes: Float64Array, turns: Float64Array): number {
  return -2 * weighedProduct(problem, slopes, turns);
}
