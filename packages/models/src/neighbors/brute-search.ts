import type { Matrix } from "@mlsys/core";
import type { DistanceMetric } from "./distance-metric.ts";
import type { NeighborHeap } from "./neighbor-heap.ts";

/** Pushes the nearest of all rows of X onto the heap, in their order. */
export function searchAll(X: Matrix, metric: DistanceMetric, rows: Float64Array, at: number, heap: NeighborHeap): void {
  for (let i = 0; i < X.rows; i++) {
    heap.push(metric.reduced(rows, at * X.cols, X.data, i * X.cols, X.cols), i);
  }
}
