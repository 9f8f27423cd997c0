import type { Matrix } from "@mlsys/core";
import { columnMeans } from "../internal/centering.ts";
import { RowArena } from "../internal/row-loops/row-arena.ts";

/** Queries and rows at a time: memory does not grow with their number. */
const [MOST_QUERIES, MOST_ROWS] = [1 << 14, 1 << 15];
/** Queries of a task. */
const BLOCK = 32;

/** The nearest of all rows by Euclidean distance, on copies in the memory of fast loops: rows that are far are told in single precision. */
export class EuclideanSearch {
  readonly arena: RowArena;
  private readonly X: Matrix;
  private readonly k: number;
  private readonly rows: Float64Array;
  private readonly singles: Float32Array;
  private readonly center: Float64Array;
  private readonly longest: number;
  private readonly queries: Float64Array;
  private readonly moved: Float32Array;
  private readonly distances: Float64Array;
  private readonly indices: Int32Array;
  /** The first of the rows that are there. */
  private filled = -1;

  constructor(X: Matrix, k: number, nQueries: number, threads: number) {
    const p = X.cols;
    const rows = Math.min(X.rows, MOST_ROWS);
    const atOnce = Math.min(nQueries, MOST_QUERIES);
    const stride = (rows + 7) & ~7;
    const doubles = rows * p + p + atOnce * (p + k);
    this.X = X;
    this.k = k;
    this.arena = new RowArena(8 * doubles + 4 * (stride * p + atOnce * (p + k)), threads);
    this.rows = this.arena.doubles(rows * p);
    this.singles = this.arena.singles(stride * p);
    this.center = this.arena.doubles(p);
    this.center.set(columnMeans(X, undefined));
    this.longest = Math.sqrt(longestSquares(X, this.center));
    this.queries = this.arena.doubles(atOnce * p);
    this.moved = this.arena.singles(atOnce * p);
    this.distances = this.arena.doubles(atOnce * k);
    this.indices = this.arena.whole(atOnce * k);
  }

  /** Tells `each` of every row of some numbers its nearest: squared distances and indices, as a heap. */
  search(given: Matrix, each: (query: number, distances: Float64Array, indices: Int32Array) => void): void {
    const { X, k } = this;
    const p = X.cols;
    const atOnce = this.queries.length / p;
    for (let start = 0; start < given.rows; start += atOnce) {
      const count = Math.min(atOnce, given.rows - start);
      this.queries.set(given.data.subarray(start * p, (start + count) * p));
      this.distances.fill(Infinity);
      this.indices.fill(0);
      for (let first = 0; first < X.rows; first += MOST_ROWS) this.searchRows(first, count);
      for (let i = 0; i < count; i++) {
        const [from, to] = [i * k, (i + 1) * k];
        each(start + i, this.distances.subarray(from, to), this.indices.subarray(from, to));
      }
    }
  }

  /** Lets the queries see some of the rows, from one on. */
  private searchRows(first: number, count: number): void {
    const n = Math.min(MOST_ROWS, this.X.rows - first);
    if (this.filled !== first) this.fill(first, n);
    this.filled = first;
    this.arena.run(
      "searchRows",
      Math.ceil(count / BLOCK),
      count * n,
      BLOCK,
      this.singles.byteOffset,
      this.rows.byteOffset,
      first,
      n,
      this.X.cols,
      this.queries.byteOffset,
      count,
      this.center.byteOffset,
      this.longest,
      this.moved.byteOffset,
      this.k,
      this.distances.byteOffset,
      this.indices.byteOffset,
    );
  }

  /** Copies rows, and writes them column by column, moved by the center, in single precision. */
  private fill(first: number, n: number): void {
    const { X, center, singles } = this;
    const p = X.cols;
    const stride = (n + 7) & ~7;
    const from = X.data.subarray(first * p, (first + n) * p);
    this.rows.set(from);
    for (let i = 0, at = 0; i < n; i++) {
      for (let j = 0; j < p; j++, at++) singles[j * stride + i] = (from[at] as number) - (center[j] as number);
    }
  }
}

/** The largest squared length of a row, moved by a center. */
function longestSquares({ rows, cols, data }: Matrix, center: Float64Array): number {
  let longest = 0;
  for (let i = 0, at = 0; i < rows; i++) {
    let squares = 0;
    for (let j = 0; j < cols; j++, at++) squares += ((data[at] as number) - (center[j] as number)) ** 2;
    longest = Math.max(longest, squares);
  }
  return longest;
}
