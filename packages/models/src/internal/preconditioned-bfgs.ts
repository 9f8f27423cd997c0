import type { ConvexProblem, NewtonResult } from "./newton-cg.ts";
import { dot } from "./sums.ts";

/** A relative step below which the next one is far below the last digit that matters. */
const SMALL_STEP = 1e-8;
const MEMORY = 10;

/** Multiplies a vector, in place, by the inverse of a matrix. */
export type Preconditioner = (vector: Float64Array) => void;

/** A step and the change of the gradient along it. */
interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/**
 * Minimises by the limited-memory BFGS method, its first matrix the inverse of a Hessian that is about right (as `precondition`
 * multiplies by it). Undefined where a step does not decrease the value; with `maxIter` reached, `converged` is false.
 *
 * @see Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5.
 */
export function preconditionedBfgs(
  problem: Pick<ConvexProblem, "size" | "evaluate" | "gradient">,
  start: Float64Array,
  precondition: Preconditioner,
  maxIter: number,
  tol: number,
): NewtonResult | undefined {
  let point = start.slice();
  let gradient = new Float64Array(problem.size);
  let value = problem.evaluate(point);
  problem.gradient(gradient);
  const pairs: Pair[] = [];
  for (let iterations = 1; iterations <= maxIter; iterations++) {
    const direction = directionOf(gradient, pairs, precondition);
    const slope = dot(gradient, direction);
    if (!(slope < 0)) return undefined;
    const next = lineSearch(problem, point, direction, value, slope);
    if (next === undefined) return undefined;
    const step = next.point.map((each, j) => each - (point[j] as number));
    const before = gradient;
    const change = next.gradient.map((each, j) => each - (before[j] as number));
    const product = dot(step, change);
    if (product > 0) pairs.push({ step, change, product });
    if (pairs.length > MEMORY) pairs.shift();
    ({ point, gradient, value } = next);
    const largestGradient = largest(gradient);
    if (largest(step) <= SMALL_STEP * Math.max(1, largest(point)) && largestGradient <= tol) {
      return { point, value, iterations, converged: true, largestGradient };
    }
  }
  return { point, value, iterations: maxIter, converged: false, largestGradient: largest(gradient) };
}

function directionOf(gradient: Float64Array, pairs: readonly Pair[], precondition: Preconditioner): Float64Array {
  const direction = gradient.map((each) => -each);
  const shares = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, product } = pairs[k] as Pair;
    const share = dot(step, direction) / product;
    shares[k] = share;
    for (let j = 0; j < direction.length; j++) direction[j] = (direction[j] as number) - share * (change[j] as number);
  }
  precondition(direction);
  pairs.forEach(({ step, change, product }, k) => {
    const share = (shares[k] as number) - dot(change, direction) / product;
    for (let j = 0; j < direction.length; j++) direction[j] = (direction[j] as number) + share * (step[j] as number);
  });
  return direction;
}

interface Place {
  readonly point: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly value: number;
}

/** The first of the steps 1, ½, ¼, … that decreases enough, rounding set aside. */
function lineSearch(
  problem: Pick<ConvexProblem, "size" | "evaluate" | "gradient">,
  from: Float64Array,
  direction: Float64Array,
  value: number,
  slope: number,
): Place | undefined {
  const noise = 1e-14 * Math.abs(value);
  for (let length = 1; length > 1e-4; length /= 2) {
    const point = Float64Array.from(from, (each, j) => each + length * (direction[j] as number));
    const found = problem.evaluate(point);
    if (found > value + 1e-4 * length * slope + noise) continue;
    const gradient = new Float64Array(problem.size);
    problem.gradient(gradient);
    return { point, gradient, value: found };
  }
  return undefined;
}

function largest(vector: Float64Array): number {
  return vector.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
}
