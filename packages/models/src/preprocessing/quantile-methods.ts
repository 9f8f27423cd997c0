import { averagedQuantile, quantileOfSorted } from "../internal/quantiles.ts";

/** How quantiles lie between numbers, by the names that NumPy has for the nine of Hyndman and Fan. */
export type QuantileMethod =
  | "averaged_inverted_cdf"
  | "inverted_cdf"
  | "closest_observation"
  | "interpolated_inverted_cdf"
  | "hazen"
  | "weibull"
  | "linear"
  | "median_unbiased"
  | "normal_unbiased";

/**
 * A quantile of sorted numbers.
 *
 * @see Hyndman and Fan, Sample quantiles in statistical packages (1996).
 */
export function quantileBy(method: QuantileMethod, sorted: Float64Array, share: number): number {
  const n = sorted.length;
  switch (method) {
    case "averaged_inverted_cdf":
      return averagedQuantile(sorted, share);
    case "inverted_cdf":
      return at(sorted, Math.ceil(n * share) - 1);
    case "closest_observation": {
      const place = n * share - 1.5;
      const below = Math.floor(place);
      // Of two equally near ones that with an even number, counted from 1.
      return at(sorted, place === below && below % 2 === 1 ? below : below + 1);
    }
    case "linear":
      return quantileOfSorted(sorted, share);
    default: {
      const [a, b] = plotting[method];
      return between(sorted, n * share + (a + share * (1 - a - b)) - 1);
    }
  }
}

/** Where the shares of the numbers lie: between a and b, as (i − a) / (n + 1 − a − b). */
const plotting = {
  interpolated_inverted_cdf: [0, 1],
  hazen: [0.5, 0.5],
  weibull: [0, 0],
  median_unbiased: [1 / 3, 1 / 3],
  normal_unbiased: [3 / 8, 3 / 8],
} as const;

function at(sorted: Float64Array, place: number): number {
  return sorted[Math.max(0, Math.min(sorted.length - 1, place))] as number;
}

function between(sorted: Float64Array, place: number): number {
  if (place >= sorted.length - 1 || place < 0) return at(sorted, place < 0 ? 0 : sorted.length - 1);
  const below = Math.floor(place);
  const [low, high, part] = [at(sorted, below), at(sorted, below + 1), place - below];
  // NumPy interpolates from the nearer side, so that both ends are exact.
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}
