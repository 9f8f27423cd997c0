import { Matrix } from "@mlsys/core";
import { roomOf } from "../internal/growing-cholesky.ts";
import { heldRoom, HeldRows } from "../internal/orthogonal/held-rows.ts";
import type { Workspace } from "../internal/orthogonal/workspace.ts";
import { dot } from "../internal/sums.ts";
import { dualityGap } from "./coordinate-descent.ts";
import type { ElasticNetSolution } from "./coordinate-descent.ts";
import { gramSearch, SearchFactor, supportOf } from "./gram-search.ts";

/** The strength of a penalty: l1·‖w‖₁ + ½·l2·‖w‖². */
export interface Penalty {
  readonly l1: number;
  readonly l2: number;
  /** Whether coefficients may not be negative. */
  readonly positive: boolean;
}

/** How many columns come in at once at least, and as a share of those that have a coefficient. */
const [LEAST, GROWTH] = [50, 0.25];
/** More columns than this are too many for their inner products. */
const MOST = 3000;
/** More often than this, columns do not come in. */
const MOST_ROUNDS = 200;
/** A bound counts as broken by more than such a share of it, until none is. */
const LOOSE = 1e-3;
/** A correction of such a share of the fit, as a squared length, is next to nothing; one of the other, where the next is no less, is rounding. */
const [TINY, ROUNDING] = [1e-24, 1e-12];
/** What rounding may add to a bound, as a share of what it is made of. */
const ROOM = 1e-12;
/** Such a share of the columns that bounds do not rule out is much. */
const MANY = 0.1;
/** How far, as a share of ‖column‖·‖y‖, a coefficient that is 0 may break its bound by rounding. */
const SLACK = 1e-13;

/**
 * A problem of many columns, of which few have a coefficient: those whose bounds are broken come in, the optimum of those that are in is found
 * on their inner products, and so on until no bound is broken. What is known of them serves the next penalty.
 *
 * @see Johnson and Guestrin, Blitz: a principled meta-algorithm for scaling sparse optimization (2015), on working sets.
 */
export class WorkingSet {
  private readonly columns: Matrix;
  private readonly y: Float64Array;
  private readonly lengths: Float64Array;
  private readonly places: number[] = [];
  private readonly isIn: Uint8Array;
  private readonly all: Float64Array;
  /** The inner products of the columns that are in, with room for more. */
  private xx = new Matrix(0, 0);
  private readonly factor: SearchFactor;
  private readonly held: HeldRows;
  /** The last solution, and what it leaves of y. */
  private last: { readonly coef: Float64Array; readonly residual: Float64Array } | undefined;
  /** What columns have in common with some residual, which bounds what they have in common with others. */
  private known: { readonly pulls: Float64Array; readonly residual: Float64Array };

  /**
   * @param columns - column j of X is row j.
   * @param y - what X is to explain.
   * @param workspace - of {@link workingSetRoom}.
   */
  constructor(columns: Matrix, y: Float64Array, workspace: Workspace) {
    this.columns = columns;
    this.y = y;
    this.isIn = new Uint8Array(columns.rows);
    this.all = new Float64Array(columns.rows).map((_, j) => j);
    this.held = new HeldRows(columns.rows, columns.cols, workspace);
    this.held.hold(columns);
    this.factor = new SearchFactor(mostActive(columns.cols, columns.rows), workspace);
    this.lengths = Float64Array.from({ length: columns.rows }, (_, j) =>
      Math.sqrt(dot(columns.row(j), columns.row(j))),
    );
    this.known = { pulls: new Float64Array(columns.rows).fill(Infinity), residual: y };
  }

  /** The optimum for a penalty; undefined where rounding, or the number of columns, keeps it from being found so. */
  solve(penalty: Penalty, start: Float64Array | undefined): ElasticNetSolution | undefined {
    const { columns, y, places } = this;
    const coef = start?.slice() ?? new Float64Array(columns.rows);
    if (!this.takeIn(supportOf(coef))) return undefined;
    const squares = dot(y, y);
    let residual = start !== undefined && start === this.last?.coef ? this.last.residual : this.residualAt(coef);
    let slack = LOOSE * penalty.l1;
    let corrected = Infinity;
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const most = Math.max(LEAST, Math.ceil(GROWTH * supportOf(coef).length));
      const broken = this.broken(penalty, { residual, slack, length: Math.sqrt(squares), most });
      if (!this.takeIn(broken)) return undefined;
      const own = new Float64Array(places.length);
      for (let i = 0; i < places.length; i++) own[i] = coef[places[i] as number] as number;
      const pulls = this.held.times(residual, places);
      if (gramSearch({ xx: this.xx, squares, ...penalty }, own, pulls, this.factor) === undefined) return undefined;
      const [change, largest] = this.moveTo(own, coef);
      residual = this.residualAt(coef);
      if (broken.length > 0) continue;
      // The last rounds take up what rounding and the slack have left.
      if (slack === 0 && (change <= TINY * largest || (change > corrected && change <= ROUNDING * largest))) {
        this.last = { coef, residual };
        const gap = () => dualityGap({ columns, y, ...penalty }, coef, residual);
        return { coef, gap, iterations: round, converged: true };
      }
      [slack, corrected] = [0, slack === 0 ? change : Infinity];
    }
    return undefined;
  }

  /** Moves the coefficients of the columns that are in; the largest change of the fit, and the largest fit, as squared lengths. */
  private moveTo(own: Float64Array, coef: Float64Array): readonly [change: number, largest: number] {
    let [change, largest] = [0, 0];
    this.places.forEach((j, i) => {
      const [after, square] = [own[i] as number, (this.lengths[j] as number) ** 2];
      change = Math.max(change, (after - (coef[j] as number)) ** 2 * square);
      largest = Math.max(largest, after ** 2 * square);
      coef[j] = after;
    });
    return [change, largest];
  }

  /** The columns whose bounds are broken most, of those that are not in. */
  private broken(
    { l1, positive }: Penalty,
    { residual, slack, length, most }: { residual: Float64Array; slack: number; length: number; most: number },
  ): readonly number[] {
    const { isIn, lengths, known } = this;
    const found: { readonly j: number; readonly excess: number }[] = [];
    const moved = (1 + ROOM) * distance(residual, known.residual);
    const places = new Float64Array(isIn.length);
    let count = 0;
    for (let j = 0; j < isIn.length; j++) {
      const most = Math.abs(known.pulls[j] as number) + (moved + ROOM * length) * (lengths[j] as number);
      if (isIn[j] === 0 && !(most <= l1)) places[count++] = j;
    }
    // Where the bounds rule few out, those of this residual rule out more.
    const unknown = places.subarray(0, count);
    const isMuch = count > MANY * isIn.length;
    const pulls = this.held.times(residual, isMuch ? this.all : unknown);
    if (isMuch) this.known = { pulls, residual };
    for (let i = 0; i < count; i++) {
      const j = unknown[i] as number;
      const own = lengths[j] as number;
      const pull = pulls[isMuch ? j : i] as number;
      const excess = (positive ? pull : Math.abs(pull)) - l1 - slack - SLACK * length * own;
      if (excess > 0) found.push({ j, excess: excess / own });
    }
    found.sort((a, b) => b.excess - a.excess || a.j - b.j);
    return found.slice(0, most).map(({ j }) => j);
  }

  /** Takes columns in; whether there is room for them. */
  private takeIn(next: readonly number[]): boolean {
    const { places, isIn } = this;
    const before = places.length;
    for (const j of next) {
      if (isIn[j] === 0) places.push(j);
      isIn[j] = 1;
    }
    const k = places.length;
    if (k === before) return true;
    if (k > MOST) return false;
    if (k > this.xx.cols) this.grow(Math.max(k, 2 * before), before);
    const { data, cols } = this.xx;
    for (let i = before; i < k; i++) {
      const products = this.held.times(this.columns.row(places[i] as number), places);
      data.set(products, i * cols);
      for (let c = 0; c < before; c++) data[c * cols + i] = products[c] as number;
    }
    return true;
  }

  private grow(capacity: number, before: number): void {
    const xx = new Matrix(capacity, capacity);
    for (let i = 0; i < before; i++) xx.data.set(this.xx.row(i).subarray(0, before), i * capacity);
    this.xx = xx;
  }

  private residualAt(coef: Float64Array): Float64Array {
    const places = supportOf(coef);
    const factors = new Float64Array(places.length);
    for (let i = 0; i < places.length; i++) factors[i] = -(coef[places[i] as number] as number);
    const residual = this.y.slice();
    this.held.addTo(residual, factors, places);
    return residual;
  }
}

/** More columns than rows are not active at once, where there is no second penalty. */
const mostActive = (rows: number, columns: number): number => Math.min(rows, columns);

/** How many numbers of a workspace a working set takes. */
export const workingSetRoom = (rows: number, columns: number): number =>
  roomOf(mostActive(rows, columns)) + heldRoom(columns, rows);

function distance(a: Float64Array, b: Float64Array): number {
  const difference = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) difference[i] = (a[i] as number) - (b[i] as number);
  return Math.sqrt(dot(difference, difference));
}
