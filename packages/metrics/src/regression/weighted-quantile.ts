/** The median, the mean of both middle values of an even number. */
export function median(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/**
 * A weighted quantile by the averaged inverse of the distribution function: where the function reaches the rank exactly, the
 * mean of that value and the next one that has weight.
 *
 * @see scikit-learn's `_weighted_percentile` with `average=True`.
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, rank: number): number {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const sums = new Float64Array(order.length);
  let total = 0;
  order.forEach((row, at) => (sums[at] = total += weights[row] ?? 0));
  const wanted = rank * total === 0 ? Number.MIN_VALUE : rank * total;
  const at = Math.min(firstAtLeast(sums, wanted), order.length - 1);
  const value = values[order[at] ?? 0] ?? NaN;
  if ((sums[at] ?? 0) - wanted > Number.EPSILON) return value;
  const next = nextWithWeight(order, weights, sums, at);
  return (value + (values[order[next] ?? 0] ?? NaN)) / 2;
}

function firstAtLeast(sums: Float64Array, wanted: number): number {
  let [low, high] = [0, sums.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nextWithWeight(order: readonly number[], weights: Float64Array, sums: Float64Array, at: number): number {
  const next = Math.min(at + 1, order.length - 1);
  if (weights[order[next] ?? 0] !== 0) return next;
  const reached = sums[at] ?? 0;
  const beyond = sums.findIndex((each) => each > reached);
  return beyond < 0 ? at : beyond;
}
