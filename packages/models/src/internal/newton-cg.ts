import { dot } from "./sums.ts";

/** A smooth convex function, with what Newton's method asks of it. The methods write into `out`. */
export interface ConvexProblem {
  readonly size: number;
  /** The least curvature: the gradient over it bounds the distance from the minimum. Default: not known. */
  readonly convexity?: number;
  /** Moves to a point: the value there; the other methods speak of the last point. */
  evaluate(point: Float64Array): number;
  gradient(out: Float64Array): void;
  hessianTimes(direction: Float64Array, out: Float64Array): void;
  /** The diagonal of the Hessian, all positive. */
  hessianDiagonal(out: Float64Array): void;
  /** A faster way to directions than the two methods before. */
  readonly directions?: DirectionSolver | undefined;
  /** Lets go of what others may use next; not to be asked any more. */
  release?(): void;
}

/** Solves the equations of a Newton step. */
export interface DirectionSolver {
  /** direction = −H⁻¹·gradient of the last point, up to a residual of about `precision` times the gradient. */
  solve(gradient: Float64Array, direction: Float64Array, precision: number): void;
  /** Lets go of what others may use next; not to be asked any more. */
  release?(): void;
}

/** How a minimisation went. */
export interface NewtonResult {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly largestGradient: number;
}

/** The distance from the minimum, relative to the point, that is near enough: far below the last digit that matters. */
const NEAR = 1e-7;

/**
 * Minimises by Newton's method, once: each direction by conjugate gradients with a diagonal preconditioner, ever more precise as the
 * minimum nears, so that convergence is faster than linear; then backtracking.
 *
 * @see Nocedal and Wright, Numerical Optimization, algorithm 7.1.
 */
export function newtonCg(problem: ConvexProblem, maxIter: number, tol: number, start?: Float64Array): NewtonResult {
  try {
    return minimum(problem, maxIter, tol, start);
  } finally {
    problem.release?.();
  }
}

function minimum(problem: ConvexProblem, maxIter: number, tol: number, start?: Float64Array): NewtonResult {
  const { size } = problem;
  const point = start?.slice() ?? new Float64Array(size);
  const [gradient, direction, trial] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  let solver = problem.directions ?? new ConjugateGradients(problem);
  let value = problem.evaluate(point);
  problem.gradient(gradient);
  const first = norm(gradient);
  for (let iterations = 1; iterations <= maxIter; iterations++) {
    const length = norm(gradient);
    if (length === 0) return { point, value, iterations: iterations - 1, converged: true, largestGradient: 0 };
    const precision = Math.min(0.1, Math.sqrt(length / first));
    solver.solve(gradient, direction, precision);
    const slope = dot(gradient, direction);
    const accepted = slope < 0 ? backtrack(problem, point, direction, trial, value, slope) : undefined;
    if (accepted === undefined && solver === problem.directions) {
      // The faster way did not lead down: the slower one has the last word.
      solver = new ConjugateGradients(problem);
      problem.evaluate(point);
      continue;
    }
    if (accepted === undefined) {
      // Rounding hides any further decrease: this is the minimum as far as doubles can tell.
      problem.evaluate(point);
      const converged = -slope <= 1e-9 * Math.max(1e-300, Math.abs(value));
      return { point, value, iterations, converged, largestGradient: largest(gradient) };
    }
    value = accepted;
    point.set(trial);
    problem.gradient(gradient);
    const size = Math.max(1, largest(point));
    const isNear = norm(gradient) <= NEAR * size * (problem.convexity ?? 0);
    const step = largest(direction) / size;
    // What the equations left of a step, and, with a large factor to be safe, what the curvature changed along it.
    const isSmall = isNear || step * (precision + 100 * step) <= NEAR;
    if (isSmall && largest(gradient) <= tol) {
      return { point, value, iterations, converged: true, largestGradient: largest(gradient) };
    }
  }
  return { point, value, iterations: maxIter, converged: false, largestGradient: largest(gradient) };
}

/** The value at the first of the steps 1, ½, ¼, … that decreases enough; undefined when none does. */
function backtrack(
  problem: ConvexProblem,
  point: Float64Array,
  direction: Float64Array,
  trial: Float64Array,
  value: number,
  slope: number,
): number | undefined {
  const noise = 1e-14 * Math.abs(value);
  for (let step = 1; step > 1e-10; step /= 2) {
    for (let j = 0; j < trial.length; j++) trial[j] = (point[j] as number) + step * (direction[j] as number);
    const found = problem.evaluate(trial);
    if (found <= value + 1e-4 * step * slope + noise) return found;
    // Where the expected decrease drowns in rounding, shorter steps tell nothing more.
    if (-slope * step < noise) return undefined;
  }
  return undefined;
}

/** Solves H·d = −g by preconditioned conjugate gradients, reusing its vectors. */
class ConjugateGradients implements DirectionSolver {
  private readonly problem: ConvexProblem;
  private readonly residual: Float64Array;
  private readonly search: Float64Array;
  private readonly product: Float64Array;
  private readonly scaled: Float64Array;
  private readonly diagonal: Float64Array;

  constructor(problem: ConvexProblem) {
    this.problem = problem;
    this.residual = new Float64Array(problem.size);
    this.search = new Float64Array(problem.size);
    this.product = new Float64Array(problem.size);
    this.scaled = new Float64Array(problem.size);
    this.diagonal = new Float64Array(problem.size);
  }

  solve(gradient: Float64Array, direction: Float64Array, precision: number): void {
    const { residual, search, product, scaled, problem, diagonal } = this;
    problem.hessianDiagonal(diagonal);
    direction.fill(0);
    for (let j = 0; j < residual.length; j++) residual[j] = -(gradient[j] as number);
    this.precondition();
    search.set(scaled);
    let rho = dot(residual, scaled);
    const target = precision * precision * rho;
    for (let iteration = 0; iteration < 2 * problem.size + 50 && rho > target; iteration++) {
      problem.hessianTimes(search, product);
      const curvature = dot(search, product);
      if (!(curvature > 0)) break;
      const step = rho / curvature;
      for (let j = 0; j < residual.length; j++) {
        direction[j] = (direction[j] as number) + step * (search[j] as number);
        residual[j] = (residual[j] as number) - step * (product[j] as number);
      }
      this.precondition();
      const next = dot(residual, scaled);
      const factor = next / rho;
      rho = next;
      for (let j = 0; j < search.length; j++) search[j] = (scaled[j] as number) + factor * (search[j] as number);
    }
  }

  private precondition(): void {
    const { scaled, residual, diagonal } = this;
    for (let j = 0; j < scaled.length; j++) scaled[j] = (residual[j] as number) / (diagonal[j] as number);
  }
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function largest(vector: Float64Array): number {
  let found = 0;
  for (let j = 0; j < vector.length; j++) found = Math.max(found, Math.abs(vector[j] as number));
  return found;
}
