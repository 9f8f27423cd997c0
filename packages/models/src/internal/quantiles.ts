import { ModelsError } from "../models-error.ts";

/** NumPy's `percentile` by linear interpolation; NaN is refused before. `share` is from 0 to 1. */
export function quantile(values: Float64Array, share: number): number {
  const sorted = values.slice().sort();
  if (sorted.length === 0) throw new ModelsError({ code: "shapeMismatch", what: "there is no quantile of nothing" });
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below] as number, sorted[Math.min(below + 1, sorted.length - 1)] as number];
  const part = place - below;
  // NumPy interpolates from the nearer side, so that both ends are exact.
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
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
