import { plainWorkspace } from "./orthogonal/workspace.ts";
import type { Workspace } from "./orthogonal/workspace.ts";
import { dot } from "./sums.ts";

/** Where a factor lies. */
interface Room {
  readonly loops: Workspace["loops"];
  readonly L: Float64Array;
  /** Numbers of a row of L. */
  readonly capacity: number;
  /** For what is solved. */
  readonly vector: Float64Array;
}

/** Numbers of the room of a factor of so many rows. */
export const roomOf = (capacity: number): number => (capacity + 1) * capacity;

const roomIn = ({ loops, take }: Workspace, capacity: number): Room => ({
  loops,
  L: take(capacity * capacity),
  capacity,
  vector: take(capacity),
});

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
  private room: Room;
  private readonly A: (i: number, j: number) => number;
  private readonly leastShare: number;

  /**
   * @param A - the elements of A.
   * @param leastShare - less than this share of a diagonal element left beside the rows before it: the row depends on them.
   * @param capacity - how many rows there will be at most, where a workspace has room for them; else room grows with them.
   */
  constructor(A: (i: number, j: number) => number, leastShare: number, capacity = 0, workspace = plainWorkspace(0)) {
    this.A = A;
    this.leastShare = leastShare;
    this.room = roomIn(workspace, capacity);
  }

  /** Takes a row in at the end; false, and nothing is changed, where it depends on those that are in. */
  append(row: number): boolean {
    const { order, A } = this;
    const n = order.length;
    if (n === this.room.capacity) this.grow(2 * n);
    const { loops, L, capacity, vector } = this.room;
    for (let i = 0; i < n; i++) vector[i] = A(row, order[i] as number);
    loops.solveLower(L.byteOffset, n, 8 * capacity, vector.byteOffset);
    const own = A(row, row);
    const left = own - dot(vector, vector, 0, 0, n);
    if (!(left > this.leastShare * own) || left === Infinity) return false;
    const start = n * capacity;
    L.set(vector.subarray(0, n), start);
    L[start + n] = Math.sqrt(left);
    order.push(row);
    return true;
  }

  /** Takes the first rows in, to the digits of taking in one after the other; false, and nothing is changed, where that needs care. */
  begin(rows: readonly number[]): boolean {
    const { order, A } = this;
    const n = rows.length;
    if (order.length > 0 || n < WORTH_A_FACTOR) return false;
    if (n > this.room.capacity) this.grow(n);
    const { loops, L, capacity } = this.room;
    rows.forEach((row, i) => {
      for (let j = 0; j <= i; j++) L[i * n + j] = A(row, rows[j] as number);
    });
    if (loops.factorise(L.byteOffset, n) === 0) return false;
    const depends = (row: number, i: number): boolean => {
      return !((L[i * (n + 1)] as number) ** 2 > 2 * this.leastShare * A(row, row));
    };
    if (rows.some(depends)) return false;
    for (let i = n - 1; i > 0; i--) L.copyWithin(i * capacity, i * n, i * n + i + 1);
    order.push(...rows);
    return true;
  }

  /** Takes all rows out. */
  clear(): void {
    this.order.length = 0;
  }

  /** Takes the row at a place of the order out. */
  remove(place: number): void {
    const { order } = this;
    const { L, capacity } = this.room;
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
    const { loops, L, capacity, vector } = this.room;
    const n = this.order.length;
    vector.set(b);
    loops.solveLower(L.byteOffset, n, 8 * capacity, vector.byteOffset);
    loops.solveUpper(L.byteOffset, n, 8 * capacity, vector.byteOffset);
    b.set(vector.subarray(0, n));
  }

  /** The least share of a row's diagonal element that is left beside the rows before it: how near rows are to depend on each other. */
  share(): number {
    const { order, A } = this;
    const { L, capacity } = this.room;
    return order.reduce((least, row, i) => Math.min(least, (L[i * (capacity + 1)] as number) ** 2 / A(row, row)), 1);
  }

  private grow(least: number): void {
    const before = this.room;
    const capacity = Math.max(16, least);
    this.room = roomIn(plainWorkspace(roomOf(capacity)), capacity);
    for (let i = 0; i < before.capacity; i++) {
      this.room.L.set(before.L.subarray(i * before.capacity, (i + 1) * before.capacity), i * capacity);
    }
  }
}
