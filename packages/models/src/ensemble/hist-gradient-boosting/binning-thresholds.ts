/** Thresholds are kept finite, so that sums of two of them are. */
const ALMOST_INFINITE = 1e300;

/**
 * Where a feature is cut into at most `maxBins` bins: between its distinct values when they are few, else at its quantiles. A value
 * belongs to the first bin whose threshold it does not exceed.
 *
 * @param sorted - the numbers of the feature, sorted.
 * @param cumulative - their weights up to each, added up; undefined when all are 1.
 * @param maxBins - most bins.
 */
export function thresholdsOf(
  sorted: Float64Array,
  cumulative: Float64Array | undefined,
  maxBins: number,
): Float64Array {
  const distinct = fewDistinct(sorted, maxBins);
  if (distinct !== undefined && distinct.length <= 1) return new Float64Array(0);
  const cuts =
    distinct?.subarray(1).map((value, i) => ((distinct[i] as number) + value) / 2) ??
    quantiles(sorted, cumulative, maxBins);
  const unique = cuts.filter((cut, i) => i === 0 || cut !== cuts[i - 1]);
  return unique.map((cut) => Math.min(cut, ALMOST_INFINITE));
}

/** The same of numbers in any order, with weights; NaN is left out. */
export function weightedThresholds(values: Float64Array, weights: Float64Array, maxBins: number): Float64Array {
  const kept = [...values.keys()].filter((i) => !Number.isNaN(values[i]) && weights[i] !== 0);
  kept.sort((a, b) => (values[a] as number) - (values[b] as number));
  const cumulative = new Float64Array(kept.length);
  let sum = 0;
  kept.forEach((from, i) => (cumulative[i] = sum += weights[from] as number));
  return thresholdsOf(
    Float64Array.from(kept, (i) => values[i] as number),
    cumulative,
    maxBins,
  );
}

/** The distinct numbers; undefined when there are more than `most`. */
function fewDistinct(sorted: Float64Array, most: number): Float64Array | undefined {
  const distinct = new Float64Array(Math.min(most, sorted.length));
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] as number;
    if (i > 0 && value === sorted[i - 1]) continue;
    if (count === most) return undefined;
    distinct[count++] = value;
  }
  return distinct.subarray(0, count);
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
