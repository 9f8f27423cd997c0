import { Matrix } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { gramMatrices } from "./gram.ts";
import type { GramMatrices, LinearProblem } from "./gram.ts";
import { ridgeSolution } from "./ridge-solution.ts";
import type { RidgeSolution } from "./ridge-solution.ts";
import { addScaled, dot } from "./sums.ts";

/** The most passes over all coefficients that look for those that are not 0, and the share of the largest move that ends them. */
const FIRST_PASSES = 1000;
const LEAST_MOVE = 1e-6;
/** How far a gradient may point upwards by rounding, as a share of the largest. */
const ROUNDING = 1e-13;
/** Columns depend on each other when less than this share of a square stands out of the columns before it. */
const LEAST_SHARE = 1e-13;
/** Rounds a coefficient, more than any problem needs whose columns are told apart. */
const MOST_ROUNDS = 10;

/**
 * Solves min ‖√w(Y − XB)‖² + Σ αₖ‖bₖ‖² over B ≥ 0, one penalty a target, by an active set that begins where a few passes of
 * coordinate descent end. `check` refuses an X that is not finite.
 *
 * @see Lawson and Hanson, Solving Least Squares Problems (1974), chapter 23.
 */
export function nonNegativeLeastSquares(
  problem: LinearProblem,
  penalties: Float64Array,
  check: () => void,
): RidgeSolution {
  const gram = gramMatrices(problem);
  if (!allFinite(gram.xx.data) || !allFinite(gram.xy.data)) check();
  const { xMeans, yMeans } = gram.centred;
  const coef = new Matrix(gram.xx.rows, problem.Y.cols);
  penalties.forEach((penalty, k) => {
    const found = new ActiveSet(gram, k, penalty).search();
    refined(problem, k, penalty, found).forEach((value, j) => (coef.data[j * coef.cols + k] = value));
  });
  return { coef, xMeans, yMeans };
}

/** What is not 0, solved once more from the rows: inner products cost digits. */
function refined(problem: LinearProblem, target: number, penalty: number, found: Float64Array): Float64Array {
  const { X, Y, weights, fitIntercept } = problem;
  const support = placesOf(found);
  if (support.length === 0) return found;
  const columns = new Matrix(X.rows, support.length);
  for (let i = 0; i < X.rows; i++) {
    support.forEach((j, at) => (columns.data[i * support.length + at] = X.data[i * X.cols + j] as number));
  }
  const own = { X: columns, Y: new Matrix(Y.rows, 1, Y.column(target)), weights, fitIntercept };
  const { coef } = ridgeSolution(own, Float64Array.of(penalty), () => undefined);
  if (coef.data.some((value) => !(value >= 0))) return found;
  const exact = new Float64Array(found.length);
  support.forEach((j, at) => (exact[j] = coef.data[at] as number));
  return exact;
}

const placesOf = (coef: Float64Array): readonly number[] =>
  Array.from(coef.keys()).filter((j) => (coef[j] as number) > 0);

/** The search for the coefficients of one target that are not 0. */
class ActiveSet {
  private readonly coef: Float64Array;
  private readonly xx: Matrix;
  private readonly xy: Float64Array;
  private readonly penalty: number;
  /** The least slope that counts. */
  private readonly bound: number;

  constructor({ xx, xy }: GramMatrices, target: number, penalty: number) {
    this.coef = new Float64Array(xx.rows);
    this.xx = xx;
    this.xy = xy.column(target);
    this.penalty = penalty;
    this.bound = ROUNDING * this.xy.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  }

  search(): Float64Array {
    this.descend();
    // Where the columns found depend on each other, they are taken up one by one.
    if (!this.settle(placesOf(this.coef))) this.coef.fill(0);
    const refused = new Set<number>();
    for (let round = 0; round < MOST_ROUNDS * this.coef.length; round++) {
      const next = this.steepest(refused);
      if (next === undefined) break;
      const isTaken = this.settle([...placesOf(this.coef), next]) && (this.coef[next] as number) > 0;
      // The objective fell: what was refused may fit now.
      if (isTaken) refused.clear();
      else refused.add(next);
    }
    return this.coef;
  }

  private descend(): void {
    const p = this.coef.length;
    const pulls = this.xy.slice();
    let most = 0;
    for (let pass = 0; pass < FIRST_PASSES; pass++) {
      let moved = 0;
      for (let j = 0; j < p; j++) {
        const norm = (this.xx.data[j * (p + 1)] as number) + this.penalty;
        if (!(norm > 0)) continue;
        const before = this.coef[j] as number;
        const after = Math.max(0, before + ((pulls[j] as number) - this.penalty * before) / norm);
        if (after === before) continue;
        this.coef[j] = after;
        addScaled(pulls, before - after, this.xx.data, 0, j * p, p);
        moved = Math.max(moved, (after - before) ** 2 * norm);
      }
      most = Math.max(most, moved);
      if (moved <= LEAST_MOVE ** 2 * most) return;
    }
  }

  /** The coefficient of 0 with which the objective falls fastest. */
  private steepest(refused: ReadonlySet<number>): number | undefined {
    const p = this.coef.length;
    let best: number | undefined;
    let most = this.bound;
    for (let j = 0; j < p; j++) {
      if ((this.coef[j] as number) > 0 || refused.has(j)) continue;
      const pull = (this.xy[j] as number) - dot(this.xx.data, this.coef, j * p, 0, p);
      if (pull > most) [best, most] = [j, pull];
    }
    return best;
  }

  /** Moves to the optimum of a support, leaving out what gets negative on the way; false where its columns depend on each other. */
  private settle(given: readonly number[]): boolean {
    let support = given;
    for (;;) {
      const goal = this.solve(support);
      if (goal === undefined) return false;
      let [share, last] = [1, -1];
      support.forEach((j, i) => {
        const [from, to] = [this.coef[j] as number, goal[i] as number];
        const own = to > 0 ? 1 : from / (from - to) || 0;
        if (to <= 0 && own <= share) [share, last] = [own, j];
      });
      support.forEach((j, i) => {
        const [from, to] = [this.coef[j] as number, goal[i] as number];
        this.coef[j] = share === 1 ? Math.max(0, to) : Math.max(0, from + share * (to - from));
      });
      if (last < 0) return true;
      this.coef[last] = 0;
      support = placesOf(this.coef);
    }
  }

  /** The coefficients of a support without bounds. */
  private solve(support: readonly number[]): Float64Array | undefined {
    const [p, k] = [this.coef.length, support.length];
    const inner = new Matrix(k, k);
    support.forEach((a, i) => {
      support.forEach((b, c) => {
        inner.data[i * k + c] = (this.xx.data[a * p + b] as number) + (i === c ? this.penalty : 0);
      });
    });
    const factor = k === 0 ? inner : choleskyFactor(inner);
    const isFree = (_: number, i: number): boolean => (factor?.get(i, i) ?? 0) ** 2 > LEAST_SHARE * inner.get(i, i);
    if (factor === undefined || !support.every(isFree)) return undefined;
    const values = Float64Array.from(support, (j) => this.xy[j] as number);
    if (k > 0) choleskySolve(factor, values);
    return values;
  }
}
