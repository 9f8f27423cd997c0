import { Matrix } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { gramMatrices } from "./gram.ts";
import type { GramMatrices, LinearProblem } from "./gram.ts";
import { GrowingCholesky, roomOf } from "./growing-cholesky.ts";
import { inWorkspace } from "./orthogonal/workspace.ts";
import type { Workspace } from "./orthogonal/workspace.ts";
import { ridgeSolution } from "./ridge-solution.ts";
import type { RidgeSolution } from "./ridge-solution.ts";
import { addScaled } from "./sums.ts";

/** The most passes over all coefficients that look for those that are not 0, and the share of the largest move that ends them. */
const FIRST_PASSES = 50;
const LEAST_MOVE = 1e-6;
/** How far a gradient may point upwards by rounding, as a share of the largest. */
const ROUNDING = 1e-13;
/** Columns depend on each other when less than this share of a square stands out of the columns before it. */
const LEAST_SHARE = 1e-13;
/** The share of the coefficients that could rise which is tried at once. */
const SHARE_TAKEN = 0.25;
/** Rounds a coefficient, more than any problem needs whose columns are told apart. */
const MOST_ROUNDS = 10;

/**
 * Solves min ‖√w(Y − XB)‖² + Σ αₖ‖bₖ‖² over B ≥ 0, one penalty a target, by an active set that begins where a few passes of
 * coordinate descent end. `check` refuses numbers that are not finite.
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
    const found = inWorkspace(roomOf(coef.rows), (workspace) => new ActiveSet(gram, k, penalty, workspace).search());
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
  /** The inner products of the columns whose coefficients may be other than 0. */
  private readonly factor: GrowingCholesky;

  constructor({ xx, xy }: GramMatrices, target: number, penalty: number, workspace: Workspace) {
    this.coef = new Float64Array(xx.rows);
    this.xx = xx;
    this.xy = xy.column(target);
    this.penalty = penalty;
    this.bound = ROUNDING * this.xy.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const inner = (i: number, j: number) => (xx.data[i * xx.cols + j] as number) + (i === j ? penalty : 0);
    this.factor = new GrowingCholesky(inner, LEAST_SHARE, xx.rows, workspace);
  }

  search(): Float64Array {
    this.descend();
    // Of columns that depend on each other the first are kept.
    for (const j of placesOf(this.coef)) if (!this.factor.append(j)) this.coef[j] = 0;
    this.settle();
    const refused = new Set<number>();
    let isSingle = false;
    for (let round = 0; round < MOST_ROUNDS * this.coef.length; round++) {
      const rising = this.rising(refused);
      if (rising.length === 0) break;
      // Several at a time spare rounds; the steepest alone is sure to lower the objective, unless it depends on the others.
      const next = rising.slice(0, isSingle ? 1 : Math.ceil(rising.length * SHARE_TAKEN));
      for (const j of next) this.factor.append(j);
      this.settle();
      // The objective fell: what was refused may fit now.
      if (next.some((j) => (this.coef[j] as number) > 0)) {
        refused.clear();
        isSingle = false;
      } else if (next.length === 1) refused.add(next[0] as number);
      else isSingle = true;
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

  /** The coefficients of 0 with which the objective falls, fastest first. */
  private rising(refused: ReadonlySet<number>): readonly number[] {
    const { coef, xx, xy } = this;
    const p = coef.length;
    const pulls = xy.slice();
    for (const j of this.factor.order) addScaled(pulls, -(coef[j] as number), xx.data, 0, j * p, p);
    return Array.from(coef.keys())
      .filter((j) => coef[j] === 0 && !refused.has(j) && (pulls[j] as number) > this.bound)
      .sort((a, b) => (pulls[b] as number) - (pulls[a] as number));
  }

  /** Moves to the optimum of the columns that are in, leaving out those whose coefficients get negative on the way. */
  private settle(): void {
    const { coef, factor } = this;
    for (;;) {
      const { order } = factor;
      const goal = Float64Array.from(order, (j) => this.xy[j] as number);
      factor.solve(goal);
      let [share, last] = [1, -1];
      order.forEach((j, i) => {
        const [from, to] = [coef[j] as number, goal[i] as number];
        const own = to > 0 ? 1 : from / (from - to) || 0;
        if (to <= 0 && own <= share) [share, last] = [own, j];
      });
      order.forEach((j, i) => {
        const [from, to] = [coef[j] as number, goal[i] as number];
        coef[j] = share === 1 ? Math.max(0, to) : Math.max(0, from + share * (to - from));
      });
      if (last < 0) return;
      coef[last] = 0;
      for (let i = order.length - 1; i >= 0; i--) {
        if (coef[order[i] as number] === 0 && (goal[i] as number) <= 0) factor.remove(i);
      }
    }
  }
}
