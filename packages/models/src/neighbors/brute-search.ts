import type { Matrix } from "@mlsys/core";
import { columnMeans } from "../internal/centering.ts";
import { rowKernel } from "../internal/row-kernels/row-kernel.ts";
import { singleStride } from "../internal/row-kernels/row-kernel-contract.ts";
import type { RowKernel, SearchedRows } from "../internal/row-kernels/row-kernel-contract.ts";
import type { DistanceMetric } from "./distance-metric.ts";
import { NeighborHeap } from "./neighbor-heap.ts";

/** Pushes the nearest of all rows of X onto the heap, in their order. */
export function searchAll(X: Matrix, metric: DistanceMetric, rows: Float64Array, at: number, heap: NeighborHeap): void {
  for (let i = 0; i < X.rows; i++) {
    heap.push(metric.reduced(rows, at * X.cols, X.data, i * X.cols, X.cols), i);
  }
}

/** How far a number in single precision may be from the number, times a few for the sum of a row. */
const SINGLE = 2 ** -22;

/** The same by Euclidean distance, on copies in the memory of fast loops: rows that are far are told in single precision. */
export class EuclideanSearch {
  readonly heap: NeighborHeap;
  private readonly kernel: RowKernel;
  private readonly searched: SearchedRows;
  private readonly center: Float64Array;
  private readonly query: { readonly values: Float64Array; readonly singles: Float32Array };
  private readonly longest: number;

  constructor(X: Matrix, k: number) {
    const { rows, cols: p } = X;
    const stride = singleStride(rows);
    this.kernel = rowKernel(rows * p * 8 + stride * p * 4 + p * 12 + k * 12);
    const copy = this.kernel.doubles(rows * p);
    copy.set(X.data);
    const singles = this.kernel.singles(stride * p);
    this.center = columnMeans(X, undefined);
    this.longest = Math.sqrt(fillSingles(X, this.center, singles, stride));
    this.searched = { X: copy, singles, rows, p };
    this.query = { values: this.kernel.doubles(p), singles: this.kernel.singles(p) };
    this.heap = new NeighborHeap(this.kernel.doubles(k), this.kernel.whole(k));
  }

  /** Pushes the nearest rows of row `at` of some numbers onto the heap. */
  search(rows: Float64Array, at: number): void {
    const { p } = this.searched;
    const { values, singles } = this.query;
    let squares = 0;
    for (let j = 0; j < p; j++) {
      const value = rows[at * p + j] as number;
      const moved = value - (this.center[j] as number);
      values[j] = value;
      singles[j] = moved;
      squares += moved * moved;
    }
    const slack = SINGLE * (Math.sqrt(squares) + this.longest);
    this.kernel.nearest(this.searched, { ...this.query, slack }, this.heap.distances, this.heap.indices);
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
