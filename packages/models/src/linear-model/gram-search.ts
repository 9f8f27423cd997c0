import type { Matrix } from "@mlsys/core";
import { addRows } from "../internal/add-rows.ts";
import { GrowingCholesky, roomOf } from "../internal/growing-cholesky.ts";
import { heldRoom, HeldRows } from "../internal/orthogonal/held-rows.ts";
import type { Workspace } from "../internal/orthogonal/workspace.ts";
import { addScaled } from "../internal/sums.ts";
import type { Penalty } from "./working-set.ts";

/** A pivot below this share of its column's own square is rounding: the column is a combination of others. */
const NO_PIVOT = 1e-13;
/** How far, as a share of ‖column‖·‖y‖, a coefficient that is 0 may break its bound by rounding. */
const SLACK = 1e-13;

/** A penalty of such a share of the last one is near. */
const NEAR = 0.7;

/** After so many searches a factor is made anew: each leaves some rounding in it. */
const MOST_USES = 16;

/** So often several columns come in at once, before they come in one by one, of which each gains. */
const JOINT_ROUNDS = 8;

/** min ½‖y − Xw‖² + l1·‖w‖₁ + ½·l2·‖w‖² as far as a search needs it. */
export interface SearchProblem extends Penalty {
  /** XᵀX, which may have room for more columns. */
  readonly xx: Matrix;
  /** ‖y‖². */
  readonly squares: number;
}

/**
 * Moves coefficients to the optimum by a set of active ones that grows and shrinks, on the inner products alone: a round costs no more than
 * a few passes do, and there are finitely many, where a descent by coordinates moves by ever less. At first all columns whose bounds are broken
 * come in at once: those that would move against their sign leave before any moves. `pulls` are what is left of the inner products with y,
 * `factors` has what the last search left. How far active columns are from depending on each other, as a share of their squared lengths;
 * undefined where rounding keeps the search from ending.
 *
 * @see Lee, Battle, Raina and Ng, Efficient sparse coding algorithms (2006), algorithm 1.
 */
export function gramSearch(
  problem: SearchProblem,
  coef: Float64Array,
  pulls: Float64Array,
  factors: SearchFactor,
): number | undefined {
  const share = searched(problem, coef, pulls, factors);
  if (share === undefined) factors.forget();
  return share;
}

function searched(
  problem: SearchProblem,
  coef: Float64Array,
  pulls: Float64Array,
  factors: SearchFactor,
): number | undefined {
  const p = coef.length;
  const factor = factors.of(problem);
  const search: Search = { problem, factors, factor, signs: coef.map(Math.sign), coef, pulls };
  for (let i = factor.order.length - 1; i >= 0; i--) if (coef[factor.order[i] as number] === 0) factor.remove(i);
  if (factor.order.length === 0) factor.begin(supportOf(coef));
  const active = new Set(factor.order);
  for (let j = 0; j < p; j++) if (coef[j] !== 0 && !active.has(j) && !takeIn(search, j)) return undefined;
  const most = 10 * p;
  let moves = 0;
  for (let rounds = 0; moves <= most; rounds++) {
    moves += settle(search);
    const broken = brokenOf(search, rounds < JOINT_ROUNDS ? Infinity : 1);
    const [worst] = broken;
    if (worst === undefined) return factor.share();
    moves += 1;
    search.signs[worst] = Math.sign(pulls[worst] as number);
    if (!takeIn(search, worst)) return undefined;
    // Others come with it as long as they do not depend on those that are in.
    for (let i = 1; i < broken.length; i++) {
      const next = broken[i] as number;
      search.signs[next] = Math.sign(pulls[next] as number);
      if (!factor.append(next)) break;
    }
  }
  return undefined;
}

/** Where coefficients are other than 0. */
export function supportOf(coef: Float64Array): readonly number[] {
  const places: number[] = [];
  for (let j = 0; j < coef.length; j++) if (coef[j] !== 0) places.push(j);
  return places;
}

/** What one search leaves to the next: the factor of active columns, most of which stay active. */
export class SearchFactor {
  private readonly factor: GrowingCholesky;
  private readonly rows: HeldRows | undefined;
  private xx: Matrix | undefined;
  private l2 = 0;
  private uses = 0;
  private last = Infinity;

  /**
   * @param capacity - how many columns will be active at once, where there is a workspace.
   * @param workspace - has room for their factor.
   * @param rows - the inner products in a workspace, where all searches are of the same.
   */
  constructor(capacity?: number, workspace?: Workspace, rows?: HeldRows) {
    this.factor = new GrowingCholesky((i, j) => this.productOf(i, j), NO_PIVOT, capacity, workspace);
    this.rows = rows;
  }

  /** Whether the last penalty that was solved for is not much larger. */
  isNear(l1: number): boolean {
    return l1 >= NEAR * this.last;
  }

  /** Takes down for which penalty there is a solution. */
  solved(l1: number): void {
    this.last = l1;
  }

  /** Of a problem; its inner products may be those of the last one with rows and columns added. */
  of({ xx, l2 }: Pick<SearchProblem, "xx" | "l2">): GrowingCholesky {
    this.uses += 1;
    if (this.l2 !== l2 || this.uses > MOST_USES) this.forget();
    [this.xx, this.l2] = [xx, l2];
    return this.factor;
  }

  /** Begins anew, after a search that did not end. */
  forget(): void {
    this.factor.clear();
    this.uses = 0;
  }

  /** y += Σ factors[i] · row places[i] of the inner products. */
  addRows(y: Float64Array, factors: Float64Array, xx: Matrix, places: readonly number[]): void {
    this.rows?.hold(xx);
    if (this.rows === undefined) addRows(y, factors, xx, places);
    else this.rows.addTo(y, factors, places);
  }

  private productOf(i: number, j: number): number {
    const { data, cols } = this.xx as Matrix;
    return (data[i * cols + j] as number) + (i === j ? this.l2 : 0);
  }
}

/** For searches that are all of the same inner products, of so many columns, in a workspace of {@link searchRoom}. */
export const searchFactorIn = (workspace: Workspace, columns: number): SearchFactor =>
  new SearchFactor(columns, workspace, new HeldRows(columns, columns, workspace));

/** How many numbers of a workspace searches take. */
export const searchRoom = (columns: number): number => roomOf(columns) + heldRoom(columns, columns);

interface Search {
  readonly problem: SearchProblem;
  readonly factors: SearchFactor;
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
  let length = Infinity;
  let first = -1;
  for (let i = 0; i < places.length; i++) {
    const j = places[i] as number;
    const step = (direction[i] as number) * (signs[j] as number);
    if (!(step < 0)) continue;
    const reach = Math.abs(coef[j] as number) / -step;
    if (reach < length) {
      length = reach;
      first = i;
    }
  }
  return { length, first };
}

/** Moves active coefficients to the optimum of their signs; those that become 0 on the way are active no longer. How many moves it took. */
function settle(search: Search): number {
  const { problem, factors, factor, coef, pulls } = search;
  const { order } = factor;
  const before = coef.slice();
  const moved = order.slice();
  const slopes = slopesOf(search);
  const direction = new Float64Array(order.length);
  let moves = 0;
  while (order.length > 0) {
    moves += 1;
    const way = direction.subarray(0, order.length);
    way.set(slopes.subarray(0, order.length));
    factor.solve(way);
    const { length, first } = reachOf(search, order, way);
    const share = Math.min(1, length);
    for (let i = 0; i < way.length; i++) {
      const j = order[i] as number;
      coef[j] = (coef[j] as number) + share * (way[i] as number);
    }
    if (length >= 1) break;
    coef[order[first] as number] = 0;
    factor.remove(first);
    // What is left to do is in the same direction, as far as it is not of the one that left.
    slopes.copyWithin(first, first + 1);
    for (let i = 0; i < order.length; i++) slopes[i] = (1 - share) * (slopes[i] as number);
  }
  for (let i = 0; i < moved.length; i++) {
    const j = moved[i] as number;
    direction[i] = (before[j] as number) - (coef[j] as number);
  }
  factors.addRows(pulls, direction, problem.xx, moved);
  return moves;
}

/** How the objective falls with each active coefficient. */
function slopesOf({ problem, factor, signs, coef, pulls }: Search): Float64Array {
  const { order } = factor;
  const { l1, l2 } = problem;
  const slopes = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const j = order[i] as number;
    slopes[i] = (pulls[j] as number) - l1 * (signs[j] as number) - l2 * (coef[j] as number);
  }
  return slopes;
}

/** Moves a coefficient, to 0 where that is where it goes. */
function moveBy({ problem, coef, pulls }: Search, j: number, step: number, isToZero: boolean): void {
  const { data, cols } = problem.xx;
  const before = coef[j] as number;
  const after = isToZero ? 0 : before + step;
  coef[j] = after;
  addScaled(pulls, before - after, data, 0, j * cols, cols);
}

/** The coefficients whose bounds are broken, of those that are 0: the most broken first, so many at most. */
function brokenOf({ problem, coef, pulls }: Search, most: number): readonly number[] {
  const { xx, squares, l1, positive } = problem;
  const { data, cols } = xx;
  const share = SLACK * Math.sqrt(squares);
  const found: { readonly j: number; readonly excess: number }[] = [];
  for (let j = 0; j < coef.length; j++) {
    if (coef[j] !== 0) continue;
    const pull = pulls[j] as number;
    const slack = share * Math.sqrt(data[j * (cols + 1)] as number);
    const excess = (positive ? pull : Math.abs(pull)) - l1 - slack;
    if (excess > 0) found.push({ j, excess });
  }
  found.sort((a, b) => b.excess - a.excess);
  return found.slice(0, most).map(({ j }) => j);
}
