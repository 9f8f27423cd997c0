import { NeighborHeap } from "../../neighbors/neighbor-heap.ts";
import type { MemoryViews } from "./memory-views.ts";

/** Loops over rows that are searched, without WebAssembly. Addresses are bytes; a task is a block of queries. */
export const neighborLoops = ({ f64, i32 }: MemoryViews) => ({
  /**
   * Pushes the rows nearest to each query, by squared distance, onto its heap of k `distances` and `indices`, the farthest on top; the
   * place of the first row among all is `first`.
   * `singles` holds the rows, moved by a center, column by column in single precision, n rounded up to a multiple of 8; `longest` is
   * the largest length of a row in there, and `moved` has room for the queries in single precision. They spare WebAssembly most
   * distances; here they are not needed.
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
  ): void {
    const end = Math.min(count, (task + 1) * block);
    for (let q = task * block; q < end; q++) {
      const from = queries / 8 + q * p;
      const [top, place] = [distances / 8 + q * k, indices / 4 + q * k];
      const heap = new NeighborHeap(f64.subarray(top, top + k), i32.subarray(place, place + k));
      for (let i = 0, at = rows / 8; i < n; i++) {
        let squares = 0;
        for (let j = 0; j < p; j++, at++) {
          const difference = (f64[from + j] as number) - (f64[at] as number);
          squares += difference * difference;
        }
        heap.push(squares, first + i);
      }
    }
  },
});
