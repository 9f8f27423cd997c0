import type { Matrix } from "@mlsys/core";
import { GrowingCholesky } from "../internal/growing-cholesky.ts";
import { addScaled } from "../internal/sums.ts";
import type { Penalty } from "./working-set.ts";

/** A pivot below this share of its column's own square is rounding: the column is a combination of others. */
const NO_PIVOT = 1e-13;
/** How far, as a share of ‖column‖·‖y‖, a coefficient that is 0 may break its bound by rounding. */
const SLACK = 1e-13;

/** So many moves are few; and a penalty of such a share of the last one is near. */
const [FEW_MOVES, NEAR] = [12, 0.7];

/** After so many searches a factor is made anew: each leaves some rounding in it. */
const MOST_USES = 16;

/** min ½‖y − Xw‖² + l1·‖w‖₁ + ½·l2·‖w‖² as far as a search needs it. */
export interface SearchProblem extends Penalty {
  /** XᵀX. */
  readonly xx: Matrix;
  /** ‖y‖². */
  readonly squares: number;
}

/**
 * Moves coefficients to the optimum by a set of active ones that grows and shrinks, on the inner products alone: a move costs no more than
 * a few passes do, and there are finitely many, where a descent by coordinates moves by ever less. `pulls` are what is left of the inner
 * products with y, `factors` has what the last search left. How far active columns are from depending on each other, as a share of their
 * squared lengths; undefined where rounding keeps the search from ending.
 *
 * @see Lee, Battle, Raina and Ng, Efficient sparse coding algorithms (2006), algorithm 1.
 */
export function gramSearch(
  problem: SearchProblem,
  coef: Float64Array,
  pulls: Float64Array,
  factors: SearchFactor,
): number | undefined {
  const found = searched(problem, coef, pulls, factors.of(problem));
  if (found === undefined) factors.forget();
  factors.took(found?.moves ?? Infinity, problem.l1);
  return found?.share;
}

function searched(
  problem: SearchProblem,
  coef: Float64Array,
  pulls: Float64Array,
  factor: GrowingCholesky,
): { readonly share: number; readonly moves: number } | undefined {
  const p = problem.xx.rows;
  const search: Search = { problem, factor, signs: coef.map(Math.sign), coef, pulls };
  for (let i = factor.order.length - 1; i >= 0; i--) if (coef[factor.order[i] as number] === 0) factor.remove(i);
  if (factor.order.length === 0) factor.begin(Array.from(coef.keys()).filter((j) => coef[j] !== 0));
  const active = new Set(factor.order);
  for (let j = 0; j < p; j++) if (coef[j] !== 0 && !active.has(j) && !takeIn(search, j)) return undefined;
  for (let moves = 0; moves <= 10 * p; moves++) {
    if (factor.order.length > 0 && !move(search)) continue;
    const next = nextOf(search);
    if (next === undefined) return { share: factor.share(), moves };
    search.signs[next] = Math.sign(pulls[next] as number);
    if (!takeIn(search, next)) return undefined;
  }
  return undefined;
}

/** The factor of active columns, which one search leaves to the next: most of them stay active. */
export class SearchFactor {
  private xx: Matrix | undefined;
  private l2 = 0;
  private factor: GrowingCholesky | undefined;
  private uses = 0;

  private last = { l1: Infinity, moves: Infinity };

  /** Whether the last search took few moves, for a penalty not much larger. */
  isNear(l1: number): boolean {
    return this.last.moves <= FEW_MOVES && l1 >= NEAR * this.last.l1;
  }

  /** Takes down how many moves a search took. */
  took(moves: number, l1: number): void {
    this.last = { l1, moves };
  }

  /** Of a problem; its inner products may be those of the last one with rows and columns added. */
  of({ xx, l2 }: Pick<SearchProblem, "xx" | "l2">): GrowingCholesky {
    this.uses += 1;
    if (this.l2 !== l2 || this.uses > MOST_USES) this.forget();
    [this.xx, this.l2] = [xx, l2];
    return (this.factor ??= new GrowingCholesky((i, j) => this.productOf(i, j), NO_PIVOT));
  }

  /** Begins anew, after a search that did not end. */
  forget(): void {
    this.factor = undefined;
    this.uses = 0;
  }

  private productOf(i: number, j: number): number {
    const { data, cols } = this.xx as Matrix;
    return (data[i * cols + j] as number) + (i === j ? this.l2 : 0);
  }
}

interface Search {
  readonly problem: SearchProblem;
  /** Of the inner products of active columns. */
  readonly factor: GrowingCholesky;
  /** The sign that each active coefficient has, or will have. */
  readonly signs: Float64Array;
  readonly coef: Float64Array;
  readonly pulls: Float64Array;
}

/**
 * Makes a coefficient active. Where its column depends on those of active ones, it moves with them as leaves the fit what it is and lessens
 * the penalty, until one of them is 0, which leaves in its place. Whether that was possible.
 */
function takeIn(search: Search, next: number): boolean {
  const { problem, factor, signs } = search;
  if (factor.append(next)) return true;
  const { order } = factor;
  const { data, cols } = problem.xx;
  const shares = Float64Array.from(order, (j) => data[j * cols + next] as number);
  factor.solve(shares);
  const growth = order.reduce((sum, j, i) => sum - (signs[j] as number) * (shares[i] as number), signs[next] as number);
  const way = growth > 0 ? -1 : 1;
  const all = [...order, next];
  const { length, first } = reachOf(search, all, [...shares.map((share) => -way * share), way]);
  if (length === Infinity) return false;
  all.forEach((j, i) =>
    moveBy(search, j, length * (i < order.length ? -way * (shares[i] as number) : way), i === first),
  );
  if (first === order.length) return true;
  factor.remove(first);
  return takeIn(search, next);
}

/** How far coefficients can go in a direction before the first one of them becomes 0, and which that is. */
function reachOf(
  { signs, coef }: Search,
  places: readonly number[],
  direction: ArrayLike<number>,
): { readonly length: number; readonly first: number } {
  let [length, first] = [Infinity, -1];
  places.forEach((j, i) => {
    const step = (direction[i] as number) * (signs[j] as number);
    const reach = step < 0 ? Math.abs(coef[j] as number) / -step : Infinity;
    if (reach < length) [length, first] = [reach, i];
  });
  return { length, first };
}

/** Moves active coefficients to the optimum of their signs: whether they came so far, or one became 0 on the way. */
function move(search: Search): boolean {
  const { problem, factor, signs, coef, pulls } = search;
  const { order } = factor;
  const { l1, l2 } = problem;
  const direction = Float64Array.from(
    order,
    (j) => (pulls[j] as number) - l1 * (signs[j] as number) - l2 * (coef[j] as number),
  );
  factor.solve(direction);
  const { length, first } = reachOf(search, order, direction);
  const isWhole = length >= 1;
  order.forEach((j, i) => moveBy(search, j, Math.min(1, length) * (direction[i] as number), !isWhole && i === first));
  if (!isWhole) factor.remove(first);
  return isWhole;
}

/** Moves a coefficient, to 0 where that is where it goes. */
function moveBy({ problem, coef, pulls }: Search, j: number, step: number, isToZero: boolean): void {
  const { data, cols } = problem.xx;
  const before = coef[j] as number;
  const after = isToZero ? 0 : before + step;
  coef[j] = after;
  addScaled(pulls, before - after, data, 0, j * cols, cols);
}

/** The coefficient whose bound is broken most, of those that are 0. */
function nextOf({ problem, coef, pulls }: Search): number | undefined {
  const { xx, squares, l1, positive } = problem;
  const { data, cols } = xx;
  let [worst, next] = [0, -1];
  for (let j = 0; j < coef.length; j++) {
    if (coef[j] !== 0) continue;
    const pull = pulls[j] as number;
    const slack = SLACK * Math.sqrt(squares * (data[j * (cols + 1)] as number));
    const excess = (positive ? pull : Math.abs(pull)) - l1 - slack;
    if (excess > worst) [worst, next] = [excess, j];
  }
  return next < 0 ? undefined : next;
}
