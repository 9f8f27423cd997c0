import type { Matrix } from "@mlsys/core";
import type { DistanceMetric } from "./distance-metric.ts";
import type { NeighborHeap } from "./neighbor-heap.ts";

/** Pushes the nearest of all rows of X onto the heap, in their order. */
export function searchAll(X: Matrix, metric: DistanceMetric, rows: Float64Array, at: number, heap: NeighborHeap): void {
  if (metric.name === "euclidean") searchEuclidean(X, rows, at, heap);
  else {
    for (let i = 0; i < X.rows; i++) {
      heap.push(metric.reduced(rows, at * X.cols, X.data, i * X.cols, X.cols), i);
    }
  }
}

/** The same for squares of differences, which add up: a row that is too far after four features is left early. */
function searchEuclidean({ rows: n, cols, data }: Matrix, rows: Float64Array, at: number, heap: NeighborHeap): void {
  const from = at * cols;
  const early = cols > 6 ? 4 : 0;
  let { farthest } = heap;
  for (let i = 0, row = 0; i < n; i++, row += cols) {
    let sum = 0;
    let j = 0;
    for (; j < early; j++) {
      const difference = (rows[from + j] as number) - (data[row + j] as number);
      sum += difference * difference;
    }
    if (sum >= farthest) continue;
    for (; j < cols; j++) {
      const difference = (rows[from + j] as number) - (data[row + j] as number);
      sum += difference * difference;
    }
    if (sum >= farthest) continue;
    heap.push(sum, i);
    farthest = heap.farthest;
  }
}
