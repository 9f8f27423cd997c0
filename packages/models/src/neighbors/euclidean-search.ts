import type { Matrix } from "@mlsys/core";
import { columnMeans } from "../internal/centering.ts";
import { RowArena } from "../internal/row-loops/row-arena.ts";

/** Queries at a time: memory does not grow with their number. */
const MOST_QUERIES = 1 << 14;
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

  constructor(X: Matrix, k: number, nQueries: number, threads: number) {
    const { rows, cols: p } = X;
    const atOnce = Math.min(nQueries, MOST_QUERIES);
    const stride = (rows + 7) & ~7;
    const doubles = rows * p + p + atOnce * (p + k);
    this.X = X;
    this.k = k;
    this.arena = new RowArena(8 * doubles + 4 * (stride * p + atOnce * (p + k)), threads);
    this.rows = this.arena.doubles(rows * p);
    this.rows.set(X.data);
    this.singles = this.arena.singles(stride * p);
    this.center = this.arena.doubles(p);
    this.center.set(columnMeans(X, undefined));
    this.longest = Math.sqrt(fillSingles(X, this.center, this.singles, stride));
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
      this.arena.run(
        "searchRows",
        Math.ceil(count / BLOCK),
        count * X.rows,
        BLOCK,
        this.singles.byteOffset,
        this.rows.byteOffset,
        X.rows,
        p,
        this.queries.byteOffset,
        count,
        this.center.byteOffset,
        this.longest,
        this.moved.byteOffset,
        k,
        this.distances.byteOffset,
        this.indices.byteOffset,
      );
      for (let i = 0; i < count; i++) {
        const [from, to] = [i * k, (i + 1) * k];
        each(start + i, this.distances.subarray(from, to), this.indices.subarray(from, to));
      }
    }
  }
}

/** Writes the rows column by column, moved by a center; the largest of their squared lengths. */
function fillSingles(
  { rows, cols, data }: Matrix,
  center: Float64Array,
  singles: Float32Array,
  stride: number,
): number {
  let longest = 0;
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    for (let j = 0; j < cols; j++) {
      const moved = (data[i * cols + j] as number) - (center[j] as number);
      singles[j * stride + i] = moved;
      squares += moved * moved;
    }
    longest = Math.max(longest, squares);
  }
  return longest;
}
