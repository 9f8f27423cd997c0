import { OrderStatistics } from "../../internal/memory/accumulators/quantiles.ts";
import { quantile } from "../../internal/values/quantile.ts";
import { acceptSample } from "./accepted.ts";

/**
 * Edges between bins that hold about equally many reference values: the quantiles, equal ones merged. The outer bins are open, so
 * that every value has a bin.
 *
 * @param reference - the reference values.
 * @param bins - the number of bins. Default 10.
 * @returns the inner edges, ascending; a value equal to an edge belongs to the bin below it.
 * @throws {ChecksError} `invalidData` when a sample is empty or holds a value that is not finite.
 *
 * @example
 * ```ts
 * import { quantileEdges } from "@mlsys/checks/drift";
 *
 * quantileEdges([1, 2, 3, 4, 5], 2); // => [3]
 * ```
 */
export function quantileEdges(reference: ArrayLike<number>, bins = 10): number[] {
  acceptSample("reference", reference);
  const order = new OrderStatistics(Float64Array.from(reference));
  const edges = Array.from({ length: bins - 1 }, (_, i) => quantile(order, (i + 1) / bins, "linear"));
  return [...new Set(edges)];
}

/**
 * Edges of Sturges' bins of equal width over two samples: ceil(log2(n) + 1) of them.
 *
 * @param reference - the reference values.
 * @param current - the current values.
 * @returns the inner edges, ascending.
 * @throws {ChecksError} `invalidData` when a sample is empty or holds a value that is not finite.
 *
 * @example
 * ```ts
 * import { sturgesEdges } from "@mlsys/checks/drift";
 *
 * sturgesEdges([0, 1], [2, 6]); // => [2, 4]
 * ```
 */
export function sturgesEdges(reference: ArrayLike<number>, current: ArrayLike<number>): number[] {
  acceptSample("reference", reference);
  acceptSample("current", current);
  let low = Infinity;
  let high = -Infinity;
  for (const values of [reference, current]) {
    for (let i = 0; i < values.length; i++) {
      low = Math.min(low, values[i] ?? low);
      high = Math.max(high, values[i] ?? high);
    }
  }
  const bins = Math.ceil(Math.log2(reference.length + current.length) + 1);
  if (!(high > low)) return [];
  return Array.from({ length: bins - 1 }, (_, i) => low + ((high - low) * (i + 1)) / bins);
}

/**
 * Counts values a bin.
 *
 * @param values - the values.
 * @param edges - the inner edges, ascending.
 * @param closed - which bin a value equal to an edge belongs to: the one it closes above (`"above"`, as quantiles do), or the one it
 * opens (`"below"`, as numpy's histogram). Default `"above"`.
 * @returns the counts, one more than edges.
 *
 * @example
 * ```ts
 * import { countBins } from "@mlsys/checks/drift";
 *
 * countBins([1, 2, 3], [2]); // => [2, 1]
 * countBins([1, 2, 3], [2], "below"); // => [1, 2]
 * ```
 */
export function countBins(
  values: ArrayLike<number>,
  edges: readonly number[],
  closed: "above" | "below" = "above",
): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = binOf(values[i] ?? 0, edges, closed === "above");
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** The bin of a value. */
export function binOf(value: number, edges: readonly number[], closedAbove: boolean): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const edge = edges[middle] ?? Infinity;
    if (closedAbove ? value <= edge : value < edge) high = middle;
    else low = middle + 1;
  }
  return low;
}
