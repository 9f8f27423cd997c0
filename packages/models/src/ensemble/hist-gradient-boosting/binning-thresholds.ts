/** Thresholds are kept finite, so that sums of two of them are. */
const ALMOST_INFINITE = 1e300;

/**
 * Where a feature is cut into at most `maxBins` bins: between its distinct values when they are few, else at its quantiles. A value
 * belongs to the first bin whose threshold it does not exceed.
 *
 * @param values - the numbers of the feature; NaN is left out.
 * @param maxBins - most bins.
 * @param weights - one a value; undefined when all are 1.
 */
export function binningThresholds(
  values: Float64Array,
  maxBins: number,
  weights: Float64Array | undefined,
): Float64Array {
  const { sorted, cumulative } = sortWeighted(values, weights);
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length <= 1) return new Float64Array(0);
  const cuts =
    distinct.length <= maxBins
      ? distinct.subarray(1).map((value, i) => ((distinct[i] as number) + value) / 2)
      : quantiles(sorted, cumulative, maxBins);
  const unique = cuts.filter((cut, i) => i === 0 || cut !== cuts[i - 1]);
  return unique.map((cut) => Math.min(cut, ALMOST_INFINITE));
}

interface Weighted {
  readonly sorted: Float64Array;
  /** The weights up to each value, added up; undefined when all are 1. */
  readonly cumulative: Float64Array | undefined;
}

function sortWeighted(values: Float64Array, weights: Float64Array | undefined): Weighted {
  if (weights === undefined)
    return { sorted: values.filter((value) => !Number.isNaN(value)).sort(), cumulative: undefined };
  const kept = [...values.keys()].filter((i) => !Number.isNaN(values[i]) && weights[i] !== 0);
  kept.sort((a, b) => (values[a] as number) - (values[b] as number));
  const cumulative = new Float64Array(kept.length);
  let sum = 0;
  kept.forEach((from, i) => (cumulative[i] = sum += weights[from] as number));
  return { sorted: Float64Array.from(kept, (i) => values[i] as number), cumulative };
}

/** The inner quantiles by the averaged inverse of the distribution. */
function quantiles(sorted: Float64Array, cumulative: Float64Array | undefined, bins: number): Float64Array {
  const step = 100 / bins;
  return Float64Array.from({ length: bins - 1 }, (_, i) => {
    const percent = (i + 1) * step;
    return cumulative === undefined ? byRank(sorted, percent / 100) : byWeight(sorted, cumulative, percent / 100);
  });
}

/** @see Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (4), 1996: definition 2. */
function byRank(sorted: Float64Array, share: number): number {
  const place = sorted.length * share - 1;
  const below = Math.floor(place);
  const value = sorted[Math.max(0, below)] as number;
  const next = sorted[Math.min(sorted.length - 1, below + 1)] as number;
  return place === below ? next - (next - value) * 0.5 : next;
}

function byWeight(sorted: Float64Array, cumulative: Float64Array, share: number): number {
  const last = sorted.length - 1;
  const target = share * (cumulative[last] as number);
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cumulative[middle] as number) < target) low = middle + 1;
    else high = middle;
  }
  const at = Math.min(low, last);
  const value = sorted[at] as number;
  const isAbove = (cumulative[at] as number) - target > Number.EPSILON;
  return isAbove ? value : (value + (sorted[Math.min(at + 1, last)] as number)) / 2;
}
