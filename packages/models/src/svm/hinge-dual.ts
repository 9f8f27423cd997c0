import { Matrix, randomState } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "../internal/cholesky.ts";
import { dot } from "../internal/sums.ts";
import { solveFace } from "./hinge-face.ts";
import { interiorPoint } from "./hinge-interior.ts";
import { addRow, product, score } from "./hinge-rows.ts";
import type { HingeProblem } from "./hinge-rows.ts";

/** w, then b where there is an intercept. */
export interface HingeResult {
  readonly point: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Up to this many columns the equations of an interior-point step cost little. */
const FEW_COLUMNS = 300;
/** After so many rounds of coordinate descent an interior-point method is tried, unless its equations or its copy of X are larger than these. */
const PATIENCE = 24;
const MOST_EQUATIONS = 1500;
const MOST_NUMBERS = 2 ** 24;
/** Rounds between two looks at the equations of the free rows. */
const FACE_EVERY = 4;
/** A projected gradient of this size changes nothing that matters. */
const FLAT = 1e-12;

/**
 * With few columns by an interior-point method; else by coordinate descent on the dual problem, and where that takes long, by the other
 * too. In both, once the rows at their bounds no longer change, the equations of the others are solved directly, and kept when they
 * fulfil the conditions of optimality.
 *
 * @see Hsieh et al., A dual coordinate descent method for large-scale linear SVM (2008).
 */
export function hingeDual(problem: HingeProblem, maxIter: number, tol: number): HingeResult {
  const n = problem.X.rows;
  const size = problem.X.cols + (problem.interceptScale === 0 ? 0 : 1);
  const isSmall = Math.min(n, size) <= MOST_EQUATIONS && n * size <= MOST_NUMBERS;
  const descent = new Descent(problem, size);
  const rounds = size <= FEW_COLUMNS ? 0 : isSmall ? Math.min(PATIENCE, maxIter) : maxIter;
  const early = descent.run(rounds);
  if (early !== undefined) return early;
  const interior = rounds < maxIter ? byInteriorPoint(problem, descent) : undefined;
  if (interior?.converged === true) return { ...interior, iterations: rounds + interior.iterations };
  const late = descent.run(maxIter);
  if (late !== undefined) return late;
  const { point, largest } = descent;
  const converged = largest <= tol;
  // Where columns differ much in scale, rounding may lead a descent away.
  const isAway = interior !== undefined && !converged && objective(problem, interior.point) < objective(problem, point);
  return { point: isAway ? interior.point : point, iterations: maxIter, converged };
}

/** Coordinate descent on the dual problem. */
class Descent {
  readonly alphas: Float64Array;
  readonly point: Float64Array;
  /** The largest projected gradient of the last round. */
  largest = Infinity;
  private readonly problem: HingeProblem;
  private readonly norms: Float64Array;
  private readonly order: Int32Array;
  private readonly rng = randomState(0);
  private rounds = 0;
  private tried = "";

  constructor(problem: HingeProblem, size: number) {
    const n = problem.X.rows;
    this.problem = problem;
    this.alphas = new Float64Array(n);
    this.point = new Float64Array(size);
    this.norms = Float64Array.from({ length: n }, (_, i) => product(problem, i, i));
    this.order = Int32Array.from({ length: n }, (_, i) => i);
  }

  /** Goes on until there were so many rounds in all; the optimum, where it is met before. */
  run(rounds: number): HingeResult | undefined {
    const { problem, alphas, norms, order, point } = this;
    while (this.rounds < rounds) {
      this.rounds += 1;
      this.rng.shuffle(order);
      this.largest = 0;
      for (const i of order) this.largest = Math.max(this.largest, move(problem, i, alphas, norms, point));
      const exact = this.largest <= FLAT ? point : this.looksFurther() ? this.byFreeRows() : undefined;
      if (exact !== undefined) return { point: exact, iterations: this.rounds, converged: true };
    }
    return undefined;
  }

  private looksFurther(): boolean {
    return this.largest <= 0.5 && this.rounds % FACE_EVERY === 0;
  }

  /** The optimum, where the rows now free tell it. */
  private byFreeRows(): Float64Array | undefined {
    const { problem, alphas, point } = this;
    const free = freeOf(alphas, problem.costs);
    const end = solveFace(problem, free, alphas, point);
    if (end === "solved" && isOptimal(problem, free, alphas, point)) return point;
    const key = free.join();
    if (end !== "stuck" || key === this.tried || free.length > Math.min(point.length, MOST_EQUATIONS)) return undefined;
    this.tried = key;
    return solveFree(problem, free, alphas, point.length);
  }
}

/** By an interior-point method; where that does not get there, the descent goes on from where it ends. */
function byInteriorPoint(problem: HingeProblem, { alphas, point }: Descent): HingeResult {
  const size = point.length;
  const interior = interiorPoint(problem, size);
  alphas.set(interior.alphas);
  const free = freeOf(alphas, problem.costs);
  // More equations than columns have no one solution.
  const exact = free.length <= size ? solveFree(problem, free, alphas, size) : undefined;
  if (exact !== undefined) return { point: exact, iterations: interior.iterations, converged: true };
  point.fill(0);
  alphas.forEach((alpha, i) => {
    addRow(problem, i, alpha * (problem.signs[i] as number), point);
  });
  return interior;
}

function objective(problem: HingeProblem, point: Float64Array): number {
  return problem.costs.reduce(
    (sum, cost, i) => sum + cost * Math.max(0, 1 - (problem.signs[i] as number) * score(problem, i, point)),
    dot(point, point) / 2,
  );
}

/** The rows whose multipliers lie between their bounds. */
function freeOf(alphas: Float64Array, costs: Float64Array): number[] {
  return Array.from(alphas.keys()).filter((i) => {
    const alpha = alphas[i] as number;
    return alpha > 0 && alpha < (costs[i] as number);
  });
}

/** Moves the multiplier of one row to its optimum; the size of the projected gradient before. */
function move(
  problem: HingeProblem,
  i: number,
  alphas: Float64Array,
  norms: Float64Array,
  point: Float64Array,
): number {
  const norm = norms[i] as number;
  const sign = problem.signs[i] as number;
  const cost = problem.costs[i] as number;
  const before = alphas[i] as number;
  const gradient = sign * score(problem, i, point) - 1;
  const projected = before === 0 ? Math.min(gradient, 0) : before >= cost ? Math.max(gradient, 0) : gradient;
  if (projected === 0 || cost === 0) return 0;
  const after = norm === 0 ? cost : Math.min(cost, Math.max(0, before - gradient / norm));
  alphas[i] = after;
  addRow(problem, i, (after - before) * sign, point);
  return Math.abs(projected);
}

/** The point whose free rows lie exactly on the margin; undefined when it is not the optimum. */
function solveFree(
  problem: HingeProblem,
  free: readonly number[],
  alphas: Float64Array,
  size: number,
): Float64Array | undefined {
  const { signs, costs } = problem;
  const point = new Float64Array(size);
  const isFree = new Uint8Array(alphas.length);
  for (const i of free) isFree[i] = 1;
  for (let i = 0; i < alphas.length; i++) {
    if (isFree[i] === 0 && alphas[i] !== 0) addRow(problem, i, (alphas[i] as number) * (signs[i] as number), point);
  }
  const gram = new Matrix(free.length, free.length);
  free.forEach((a, i) => {
    free.forEach((b, k) => {
      gram.data[i * free.length + k] = product(problem, a, b) * (signs[a] as number) * (signs[b] as number);
    });
  });
  const factor = free.length === 0 ? gram : choleskyFactor(gram);
  if (factor === undefined) return undefined;
  const values = new Float64Array(free.length);
  // The second round corrects the rounding of the first.
  for (let round = 0; round < 2 && free.length > 0; round++) {
    const step = Float64Array.from(free, (i) => 1 - (signs[i] as number) * score(problem, i, point));
    choleskySolve(factor, step);
    free.forEach((i, k) => {
      values[k] = (values[k] as number) + (step[k] as number);
      addRow(problem, i, (step[k] as number) * (signs[i] as number), point);
    });
  }
  const fits = free.every((i, k) => (values[k] as number) >= 0 && (values[k] as number) <= (costs[i] as number));
  if (!fits) return undefined;
  return isOptimal(problem, free, alphas, point) ? point : undefined;
}

/** Whether the rows at their bounds, which the free ones are not among, belong there. */
function isOptimal(problem: HingeProblem, free: readonly number[], alphas: Float64Array, point: Float64Array): boolean {
  const isFree = new Set(free);
  for (let i = 0; i < alphas.length; i++) {
    if (problem.costs[i] === 0 || isFree.has(i)) continue;
    const margin = (problem.signs[i] as number) * score(problem, i, point) - 1;
    if (alphas[i] === 0 ? margin < -1e-10 : margin > 1e-10) return false;
  }
  return true;
}
