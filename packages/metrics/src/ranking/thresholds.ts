import { orderOfNumbers, sortNumbers } from "../input/sort-numbers.ts";

/** At every distinct score, descending: how many (how much weight) of the positive and negative rows score at least that. */
export interface ThresholdCounts {
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
}

export function countsAtThresholds(
  isPositive: Uint8Array,
  scores: Float64Array,
  weights?: Float64Array,
): ThresholdCounts {
  return weights === undefined ? plainCounts(isPositive, scores) : weightedCounts(isPositive, scores, weights);
}

/** Sorts the scores of both classes by themselves and merges them. */
function plainCounts(isPositive: Uint8Array, scores: Float64Array): ThresholdCounts {
  const [positive, negative] = separated(isPositive, scores);
  sortNumbers(positive);
  sortNumbers(negative);
  const thresholds = new Float64Array(scores.length);
  const truePositives = new Float64Array(scores.length);
  const falsePositives = new Float64Array(scores.length);
  let size = 0;
  let [p, n] = [positive.length, negative.length];
  while (p > 0 || n > 0) {
    const nextPositive = p > 0 ? (positive[p - 1] as number) : -Infinity;
    const nextNegative = n > 0 ? (negative[n - 1] as number) : -Infinity;
    const score = nextPositive > nextNegative ? nextPositive : nextNegative;
    while (p > 0 && positive[p - 1] === score) p -= 1;
    while (n > 0 && negative[n - 1] === score) n -= 1;
    thresholds[size] = score;
    truePositives[size] = positive.length - p;
    falsePositives[size] = negative.length - n;
    size += 1;
  }
  return shortened({ thresholds, truePositives, falsePositives }, size);
}

/** The area under the ROC curve, as of the counts, without keeping them; NaN where one class is missing. */
export function areaUnderRocOf(isPositive: Uint8Array, scores: Float64Array, weights?: Float64Array): number {
  if (weights !== undefined) return areaUnderRoc(weightedCounts(isPositive, scores, weights));
  const [positive, negative] = separated(isPositive, scores);
  if (positive.length === 0 || negative.length === 0) return NaN;
  sortNumbers(positive);
  sortNumbers(negative);
  // For each negative, the positives above it, and half of those level with it.
  let [above, level, p] = [0, 0, positive.length];
  let from = p;
  let last = Infinity;
  for (let n = negative.length - 1; n >= 0; n--) {
    const score = negative[n] as number;
    if (score !== last) {
      while (p > 0 && (positive[p - 1] as number) > score) p -= 1;
      from = p;
      while (from > 0 && positive[from - 1] === score) from -= 1;
      last = score;
    }
    above += positive.length - p;
    level += p - from;
  }
  return (above + level / 2) / positive.length / negative.length;
}

function separated(isPositive: Uint8Array, scores: Float64Array): readonly [Float64Array, Float64Array] {
  let positives = 0;
  for (let i = 0; i < isPositive.length; i++) positives += isPositive[i] as number;
  const positive = new Float64Array(positives + 1);
  const negative = new Float64Array(scores.length - positives + 1);
  let [p, n] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    positive[p] = score;
    negative[n] = score;
    const step = isPositive[i] as number;
    p += step;
    n += 1 - step;
  }
  return [positive.subarray(0, p), negative.subarray(0, n)];
}

/** Rows of weight 0 do not count, not even as thresholds. */
function weightedCounts(isPositive: Uint8Array, scores: Float64Array, weights: Float64Array): ThresholdCounts {
  const rows = orderOfNumbers(scores);
  const thresholds = new Float64Array(rows.length);
  const truePositives = new Float64Array(rows.length);
  const falsePositives = new Float64Array(rows.length);
  let size = 0;
  let [positive, negative] = [0, 0];
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] as number;
    const weight = weights[row] as number;
    if (weight === 0) continue;
    const score = scores[row] as number;
    if (size > 0 && thresholds[size - 1] === score) size -= 1;
    if (isPositive[row] === 1) positive += weight;
    else negative += weight;
    thresholds[size] = score;
    truePositives[size] = positive;
    falsePositives[size] = negative;
    size += 1;
  }
  return shortened({ thresholds, truePositives, falsePositives }, size);
}

function shortened({ thresholds, truePositives, falsePositives }: ThresholdCounts, size: number): ThresholdCounts {
  return {
    thresholds: thresholds.subarray(0, size),
    truePositives: truePositives.subarray(0, size),
    falsePositives: falsePositives.subarray(0, size),
  };
}

/** The area under the ROC curve of counts; NaN where one class is missing. */
export function areaUnderRoc({ truePositives, falsePositives }: ThresholdCounts): number {
  const positives = truePositives.at(-1) ?? 0;
  const negatives = falsePositives.at(-1) ?? 0;
  if (positives === 0 || negatives === 0) return NaN;
  let [area, lastTrue, lastFalse] = [0, 0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const t = truePositives[i] as number;
    const f = falsePositives[i] as number;
    area += ((f - lastFalse) * (t + lastTrue)) / 2;
    lastTrue = t;
    lastFalse = f;
  }
  return area / positives / negatives;
}

/** The area up to a false positive rate, rescaled so that chance gives 0.5. */
export function partialAreaUnderRoc({ truePositives, falsePositives }: ThresholdCounts, maxFpr: number): number {
  const positives = truePositives.at(-1) ?? 0;
  const negatives = falsePositives.at(-1) ?? 0;
  if (positives === 0 || negatives === 0) return NaN;
  let [area, lastTpr, lastFpr] = [0, 0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const tpr = (truePositives[i] ?? 0) / positives;
    const fpr = (falsePositives[i] ?? 0) / negatives;
    if (fpr > maxFpr) {
      const end = lastTpr + ((tpr - lastTpr) * (maxFpr - lastFpr)) / (fpr - lastFpr);
      area += ((maxFpr - lastFpr) * (end + lastTpr)) / 2;
      break;
    }
    area += ((fpr - lastFpr) * (tpr + lastTpr)) / 2;
    lastTpr = tpr;
    lastFpr = fpr;
  }
  const least = 0.5 * maxFpr ** 2;
  return 0.5 * (1 + (area - least) / (maxFpr - least));
}

/** The area under the precision-recall curve as a sum of steps; 0 where there are no positives. */
export function averagePrecisionOf({ truePositives, falsePositives }: ThresholdCounts): number {
  const positives = truePositives.at(-1) ?? 0;
  if (positives === 0) return 0;
  let [area, last] = [0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const t = truePositives[i] as number;
    const f = falsePositives[i] as number;
    if (t + f > 0) area += ((t - last) / positives) * (t / (t + f));
    last = t;
  }
  return Math.max(0, area);
}
