import { Matrix } from "@mlsys/core";
import { choleskyFactor } from "./cholesky.ts";
import { addScaled, dot } from "./sums.ts";

/** Fewer rows are taken in one by one as soon. */
const WORTH_A_FACTOR = 24;

/**
 * L of A[order, order] = LLᵀ, lower triangular, for an order of rows of A that grows and shrinks: a change costs what one solution does.
 *
 * @see Golub and Van Loan, Matrix Computations (4th ed.), sections 4.2 and 6.5.
 */
export class GrowingCholesky {
  /** The rows of A that are in, in the order of L. */
  readonly order: number[] = [];
  private L = new Float64Array(0);
  private capacity = 0;
  private readonly A: (i: number, j: number) => number;
  private readonly leastShare: number;

  /**
   * @param A - the elements of A.
   * @param leastShare - less than this share of a diagonal element left beside the rows before it: the row depends on them.
   */
  constructor(A: (i: number, j: number) => number, leastShare: number) {
    this.A = A;
    this.leastShare = leastShare;
  }

  /** Takes a row in at the end; false, and nothing is changed, where it depends on those that are in. */
  append(row: number): boolean {
    const { order, A } = this;
    const n = order.length;
    if (n === this.capacity) this.grow();
    const { L, capacity } = this;
    const start = n * capacity;
    for (let i = 0; i < n; i++) {
      const value = A(row, order[i] as number) - dot(L, L, start, i * capacity, i);
      L[start + i] = value / (L[i * capacity + i] as number);
    }
    const own = A(row, row);
    const left = own - dot(L, L, start, start, n);
    if (!(left > this.leastShare * own) || left === Infinity) return false;
    L[start + n] = Math.sqrt(left);
    order.push(row);
    return true;
  }

  /** Takes the first rows in, to the digits of taking in one after the other; false, and nothing is changed, where that needs care. */
  begin(rows: readonly number[]): boolean {
    const { order, A } = this;
    const n = rows.length;
    if (order.length > 0 || n < WORTH_A_FACTOR) return false;
    const own = new Matrix(n, n);
    rows.forEach((row, i) => {
      for (let j = 0; j <= i; j++) own.data[i * n + j] = A(row, rows[j] as number);
    });
    const L = choleskyFactor(own);
    if (L === undefined) return false;
    for (let i = 0; i < n; i++) if (!(L.get(i, i) ** 2 > 2 * this.leastShare * own.get(i, i))) return false;
    while (this.capacity < n) this.grow();
    for (let i = 0; i < n; i++) this.L.set(L.row(i).subarray(0, i + 1), i * this.capacity);
    order.push(...rows);
    return true;
  }

  /** Takes the row at a place of the order out. */
  remove(place: number): void {
    const { L, capacity, order } = this;
    const n = order.length - 1;
    for (let i = place; i < n; i++) L.copyWithin(i * capacity, (i + 1) * capacity, (i + 1) * capacity + i + 2);
    order.splice(place, 1);
    // Each row has now one element right of the diagonal, which a rotation of two columns takes away.
    for (let j = place; j < n; j++) {
      const [a, b] = [L[j * capacity + j] as number, L[j * capacity + j + 1] as number];
      const length = Math.hypot(a, b);
      const [cos, sin] = [a / length, b / length];
      for (let at = j * capacity + j; at < n * capacity; at += capacity) {
        const [left, right] = [L[at] as number, L[at + 1] as number];
        L[at] = cos * left + sin * right;
        L[at + 1] = cos * right - sin * left;
      }
    }
  }

  /** Solves A[order, order] · x = b, in place. */
  solve(b: Float64Array): void {
    const { L, capacity } = this;
    const n = this.order.length;
    for (let i = 0; i < n; i++) {
      b[i] = ((b[i] as number) - dot(L, b, i * capacity, 0, i)) / (L[i * capacity + i] as number);
    }
    for (let i = n - 1; i >= 0; i--) {
      const value = (b[i] as number) / (L[i * capacity + i] as number);
      b[i] = value;
      addScaled(b, -value, L, 0, i * capacity, i);
    }
  }

  /** The least share of a row's diagonal element that is left beside the rows before it: how near rows are to depend on each other. */
  share(): number {
    const { L, capacity, order, A } = this;
    return order.reduce((least, row, i) => Math.min(least, (L[i * (capacity + 1)] as number) ** 2 / A(row, row)), 1);
  }

  private grow(): void {
    const capacity = Math.max(16, 2 * this.capacity);
    const grown = new Float64Array(capacity * capacity);
    for (let i = 0; i < this.capacity; i++) {
      grown.set(this.L.subarray(i * this.capacity, (i + 1) * this.capacity), i * capacity);
    }
    this.L = grown;
    this.capacity = capacity;
  }
}
