import { Matrix } from "@mlsys/core";
import { addScaled, dot } from "../internal/sums.ts";
import { dualityGap } from "./coordinate-descent.ts";
import type { ElasticNetSolution } from "./coordinate-descent.ts";
import { gramSearch, SearchFactor } from "./gram-search.ts";

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
  private xx = new Matrix(0, 0);
  private readonly factor = new SearchFactor();
  /** The last solution, and what it leaves of y. */
  private last: { readonly coef: Float64Array; readonly residual: Float64Array } | undefined;
  /** What columns have in common with some residual, which bounds what they have in common with others. */
  private known: { readonly pulls: Float64Array; readonly residual: Float64Array };

  /**
   * @param columns - column j of X is row j.
   * @param y - what X is to explain.
   */
  constructor(columns: Matrix, y: Float64Array) {
    this.columns = columns;
    this.y = y;
    this.isIn = new Uint8Array(columns.rows);
    this.lengths = Float64Array.from({ length: columns.rows }, (_, j) => Math.sqrt(this.product(j, j)));
    this.known = { pulls: new Float64Array(columns.rows).fill(Infinity), residual: y };
  }

  /** The optimum for a penalty; undefined where rounding, or the number of columns, keeps it from being found so. */
  solve(penalty: Penalty, start: Float64Array | undefined): ElasticNetSolution | undefined {
    const { columns, y, places } = this;
    const coef = start?.slice() ?? new Float64Array(columns.rows);
    if (!this.takeIn(Array.from(coef.keys()).filter((j) => coef[j] !== 0))) return undefined;
    const squares = dot(y, y);
    let residual = start !== undefined && start === this.last?.coef ? this.last.residual : this.residualAt(coef);
    let slack = LOOSE * penalty.l1;
    let corrected = Infinity;
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const most = Math.max(LEAST, Math.ceil(GROWTH * coef.filter((value) => value !== 0).length));
      const broken = this.broken(penalty, { residual, slack, length: Math.sqrt(squares), most });
      if (!this.takeIn(broken)) return undefined;
      const own = Float64Array.from(places, (j) => coef[j] as number);
      const pulls = Float64Array.from(places, (j) => this.pullOf(j, residual));
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
    const pulls = new Float64Array(isIn.length).fill(NaN);
    let unknown = 0;
    for (let j = 0; j < isIn.length; j++) {
      if (isIn[j] === 1) continue;
      const own = lengths[j] as number;
      if (Math.abs(known.pulls[j] as number) + (moved + ROOM * length) * own <= l1) continue;
      unknown += 1;
      const pull = this.pullOf(j, residual);
      pulls[j] = pull;
      const excess = (positive ? pull : Math.abs(pull)) - l1 - slack - SLACK * length * own;
      if (excess > 0) found.push({ j, excess: excess / own });
    }
    // Where the bounds rule few out, those of this residual rule out more.
    if (unknown > MANY * isIn.length) {
      this.known = { pulls: pulls.map((pull, j) => (Number.isNaN(pull) ? this.pullOf(j, residual) : pull)), residual };
    }
    found.sort((a, b) => b.excess - a.excess || a.j - b.j);
    return found.slice(0, most).map(({ j }) => j);
  }

  private pullOf(j: number, residual: Float64Array): number {
    const { data, cols: n } = this.columns;
    return dot(data, residual, j * n, 0, n);
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
    const xx = new Matrix(k, k);
    for (let i = 0; i < k; i++) {
      if (i < before) xx.data.set(this.xx.row(i), i * k);
      for (let c = Math.max(i, before); c < k; c++) {
        const product = this.product(places[i] as number, places[c] as number);
        xx.data[i * k + c] = product;
        xx.data[c * k + i] = product;
      }
    }
    this.xx = xx;
    return true;
  }

  private product(i: number, j: number): number {
    const { data, cols: n } = this.columns;
    return dot(data, data, i * n, j * n, n);
  }

  private residualAt(coef: Float64Array): Float64Array {
    const { columns, places, y } = this;
    const n = columns.cols;
    const residual = y.slice();
    for (const j of places) if (coef[j] !== 0) addScaled(residual, -(coef[j] as number), columns.data, 0, j * n, n);
    return residual;
  }
}

function distance(a: Float64Array, b: Float64Array): number {
  const difference = a.map((value, i) => value - (b[i] as number));
  return Math.sqrt(dot(difference, difference));
}
