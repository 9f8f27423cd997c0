import { NeighborHeap } from "../../neighbors/neighbor-heap.ts";
import { loopedReductions } from "../../neighbors/distance-metric.ts";
import type { Reduction } from "../../neighbors/distance-metric.ts";
import type { MemoryViews } from "./memory-views.ts";

/** Loops over rows that are searched, without WebAssembly. Addresses are bytes; a task is a block of queries. */
export const neighborLoops = ({ f64, i32 }: MemoryViews) => ({
  /**
   * Pushes the rows nearest to each query, by a metric of `LOOPED`, onto its heap of k `distances` and `indices`, the farthest
   * on top; the place of the first row among all is `first`.
   * `singles` holds the rows, moved by a center, or divided by their lengths where the metric is the cosine, column by column in single
   * precision, n rounded up to a multiple of 8; `longest` is the largest length of a row in there, by the metric, and `moved` has room
   * for the queries in single precision. They spare WebAssembly most distances; here they are not needed.
   */
  searchRows(
    task: number,
    block: number,
    _singles: number,
    rows: number,
    first: number,
    n: number,
    p: number,
    queries: number,
    count: number,
    _center: number,
    _longest: number,
    _moved: number,
    k: number,
    distances: number,
    indices: number,
    metric: number,
  ): void {
    const reduce = loopedReductions()[metric] as Reduction;
    const found = new Float64Array(1);
    const end = Math.min(count, (task + 1) * block);
    for (let q = task * block; q < end; q++) {
      const from = queries / 8 + q * p;
      const [top, place] = [distances / 8 + q * k, indices / 4 + q * k];
      const heap = new NeighborHeap(f64.subarray(top, top + k), i32.subarray(place, place + k));
      for (let i = 0; i < n; i++) {
        reduce(f64, from, f64, rows / 8 + i * p, p, found, 0);
        heap.push(found[0] as number, first + i);
      }
    }
  },
});
