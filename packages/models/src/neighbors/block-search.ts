import type { Matrix } from "@mlsys/core";
import { columnMeans } from "../internal/centering.ts";
import { RowArena } from "../internal/row-loops/row-arena.ts";
import { copyInto } from "../internal/threads/copy-into.ts";
import { LOOPED } from "./distance-metric.ts";
import type { DistanceMetric } from "./distance-metric.ts";

/** Queries and rows at a time: memory does not grow with their number. */
const [MOST_QUERIES, MOST_ROWS] = [1 << 14, 1 << 15];
/** Queries of a task. */
const BLOCK = 32;

/** The nearest of all rows, on copies in the memory of fast loops: rows that are far are told in single precision. */
export class BlockSearch {
  readonly arena: RowArena;
  private readonly X: Matrix;
  private readonly k: number;
  private readonly rows: Float64Array;
  private readonly singles: Float32Array;
  private readonly center: Float64Array;
  private readonly metric: number;
  /** The lengths of the rows, moved by the center, by the metric. */
  private readonly lengths: Float64Array;
  private readonly longest: number;
  private readonly queries: Float64Array;
  private readonly moved: Float32Array;
  private readonly distances: Float64Array;
  private readonly indices: Int32Array;
  /** The first of the rows that are there. */
  private filled = -1;

  constructor(X: Matrix, name: DistanceMetric["name"], k: number, nQueries: number, threads: number) {
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
    this.metric = LOOPED.indexOf(name);
    if (name !== "cosine") this.center.set(columnMeans(X, undefined));
    this.lengths = lengthsOf(X, this.center, name);
    this.longest = this.lengths.reduce((a, b) => Math.max(a, b), 0);
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
      copyInto(this.queries.subarray(0, count * p), given.data.subarray(start * p, (start + count) * p));
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
      this.metric,
    );
  }

  /** Copies rows, and writes them column by column, moved by the center or divided by their lengths, in single precision. */
  private fill(first: number, n: number): void {
    const { X, center, singles, lengths } = this;
    const p = X.cols;
    const stride = (n + 7) & ~7;
    const from = X.data.subarray(first * p, (first + n) * p);
    copyInto(this.rows.subarray(0, from.length), from);
    const isCosine = LOOPED[this.metric] === "cosine";
    for (let i = 0, at = 0; i < n; i++) {
      const divisor = isCosine ? (lengths[first + i] as number) || 1 : 1;
      for (let j = 0; j < p; j++, at++) {
        singles[j * stride + i] = ((from[at] as number) - (center[j] as number)) / divisor;
      }
    }
  }
}

/** Whether rows may be searched so: of the cosine, where no length or product of a row with itself leaves the range of doubles. */
export function suitsBlocks(name: DistanceMetric["name"], X: Matrix): boolean {
  if (!LOOPED.includes(name)) return false;
  if (name !== "cosine") return true;
  return lengthsOf(X, new Float64Array(X.cols), name).every(
    (length) => length === 0 || (length > 1e-100 && length < 1e150),
  );
}

/** The lengths of rows, moved by a center: by the metric, their distances from it. */
function lengthsOf({ rows, cols, data }: Matrix, center: Float64Array, name: DistanceMetric["name"]): Float64Array {
  const lengths = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let [sum, squares, largest] = [0, 0, 0];
    for (let j = 0; j < cols; j++, at++) {
      const value = Math.abs((data[at] as number) - (center[j] as number));
      sum += value;
      squares += value * value;
      largest = Math.max(largest, value);
    }
    lengths[i] = name === "manhattan" ? sum : name === "chebyshev" ? largest : Math.sqrt(squares);
  }
  return lengths;
}
