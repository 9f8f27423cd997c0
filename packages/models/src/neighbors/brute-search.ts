import type { Matrix } from "@mlsys/core";
import type { DistanceMetric } from "./distance-metric.ts";
import type { NeighborHeap } from "./neighbor-heap.ts";

/** Rows that are measured at a time. */
const BLOCK = 64;

/** Pushes the nearest of all rows of X onto the heap, in their order. */
export function searchAll(X: Matrix, metric: DistanceMetric, rows: Float64Array, at: number, heap: NeighborHeap): void {
  const { data, cols } = X;
  const distances = new Float64Array(Math.min(BLOCK, X.rows));
  for (let start = 0; start < X.rows; start += BLOCK) {
    const count = Math.min(BLOCK, X.rows - start);
    for (let i = 0; i < count; i++) metric.reduce(rows, at * cols, data, (start + i) * cols, cols, distances, i);
    for (let i = 0; i < count; i++) {
      const distance = distances[i] as number;
      if (distance < heap.farthest) heap.push(distance, start + i);
    }
  }
}
