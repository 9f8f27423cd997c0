import { ModelsError } from "../models-error.ts";
import { withoutMissing } from "./missing-numbers.ts";
import { sorted as sortedCopy } from "./sorted.ts";

/** NumPy's `percentile` by linear interpolation; NaN is refused before. `share` is from 0 to 1. */
export function quantile(values: Float64Array, share: number): number {
  return quantileOfSorted(sortedCopy(values), share);
}

/** The same of sorted values. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) throw new ModelsError({ code: "shapeMismatch", what: "there is no quantile of nothing" });
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below] as number, sorted[Math.min(below + 1, sorted.length - 1)] as number];
  const part = place - below;
  // NumPy interpolates from the nearer side, so that both ends are exact.
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

/** The same of sorted numbers among which are as many zeros more. */
export function quantileWithZeros(sorted: Float64Array, zeros: number, share: number): number {
  if (zeros === 0) return quantileOfSorted(sorted, share);
  let below = 0;
  while (below < sorted.length && (sorted[below] as number) < 0) below++;
  const place = share * (sorted.length + zeros - 1);
  // What lies around the place: the numbers there, and as many zeros as there may be between them.
  const start = Math.floor(place);
  const around = Float64Array.of(start, start + 1).map((at) => {
    if (at < below) return sorted[at] as number;
    return at < below + zeros ? 0 : (sorted[Math.min(at - zeros, sorted.length - 1)] ?? 0);
  });
  return quantileOfSorted(around, place - start);
}

/** NumPy's `averaged_inverted_cdf` of sorted values: the value at which the share is reached, or the mean of two. */
export function averagedQuantile(sorted: Float64Array, share: number): number {
  const place = sorted.length * share - 1;
  const below = Math.max(0, Math.min(sorted.length - 1, Math.floor(place)));
  const above = Math.max(0, Math.min(sorted.length - 1, Math.floor(place) + 1));
  if (!Number.isInteger(place)) return sorted[above] as number;
  const [low, high] = [sorted[below] as number, sorted[above] as number];
  return high - (high - low) * 0.5;
}

/** The smallest value at which the weights up to it reach a share of all; rows of weight 0 do not count. */
export function weightedQuantile(values: Float64Array, weights: Float64Array, share: number): number {
  const order = Array.from(values.keys()).filter((i) => (weights[i] as number) > 0);
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  const total = order.reduce((sum, i) => sum + (weights[i] as number), 0);
  let sum = 0;
  for (const i of order) {
    sum += weights[i] as number;
    if (sum >= share * total) return values[i] as number;
  }
  return values[order[order.length - 1] ?? 0] as number;
}

/** The smallest and the largest number; −0 is smaller than 0. */
export function rangeOf(values: Float64Array): readonly [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** NumPy's `linspace`: both ends exact. */
export function linspace(start: number, stop: number, count: number): Float64Array {
  const step = count > 1 ? (stop - start) / (count - 1) : 0;
  return Float64Array.from({ length: count }, (_, i) => (i === count - 1 && count > 1 ? stop : start + i * step));
}

/** The numbers of a column that are not NaN, sorted; the column is the caller's own, and used up. */
export function sortedNumbers(column: Float64Array): Float64Array {
  return sortedCopy(withoutMissing(column, NaN));
}
