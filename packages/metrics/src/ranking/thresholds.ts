import { sortNumbers } from "../input/sort-numbers.ts";

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

/** Sorts the scores of both classes by themselves, which the engine does natively, and merges them. */
function plainCounts(isPositive: Uint8Array, scores: Float64Array): ThresholdCounts {
  const [positive, negative] = separated(isPositive, scores);
  sortNumbers(positive);
  sortNumbers(negative);
  const gathered = new Gatherer(scores.length);
  let [p, n] = [positive.length, negative.length];
  while (p > 0 || n > 0) {
    const nextPositive = p > 0 ? (positive[p - 1] as number) : -Infinity;
    const nextNegative = n > 0 ? (negative[n - 1] as number) : -Infinity;
    const score = nextPositive > nextNegative ? nextPositive : nextNegative;
    while (p > 0 && positive[p - 1] === score) p -= 1;
    while (n > 0 && negative[n - 1] === score) n -= 1;
    gathered.push(score, positive.length - p, negative.length - n);
  }
  return gathered.finish();
}

function separated(isPositive: Uint8Array, scores: Float64Array): readonly [Float64Array, Float64Array] {
  let positives = 0;
  for (let i = 0; i < isPositive.length; i++) positives += isPositive[i] ?? 0;
  const positive = new Float64Array(positives + 1);
  const negative = new Float64Array(scores.length - positives + 1);
  let [p, n] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    positive[p] = score;
    negative[n] = score;
    const step = isPositive[i] ?? 0;
    p += step;
    n += 1 - step;
  }
  return [positive.subarray(0, p), negative.subarray(0, n)];
}

/** Rows of weight 0 do not count, not even as thresholds. */
function weightedCounts(isPositive: Uint8Array, scores: Float64Array, weights: Float64Array): ThresholdCounts {
  const rows = Uint32Array.from(weights.keys()).filter((i) => weights[i] !== 0);
  rows.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const gathered = new Gatherer(rows.length);
  let [truePositives, falsePositives] = [0, 0];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    if (isPositive[row] === 1) truePositives += weights[row] ?? 0;
    else falsePositives += weights[row] ?? 0;
    const score = scores[row] ?? 0;
    if (at + 1 === rows.length || scores[rows[at + 1] ?? 0] !== score) {
      gathered.push(score, truePositives, falsePositives);
    }
  }
  return gathered.finish();
}

class Gatherer {
  private readonly columns: readonly [Float64Array, Float64Array, Float64Array];
  private size = 0;

  constructor(capacity: number) {
    this.columns = [new Float64Array(capacity), new Float64Array(capacity), new Float64Array(capacity)];
  }

  push(threshold: number, truePositives: number, falsePositives: number): void {
    this.columns[0][this.size] = threshold;
    this.columns[1][this.size] = truePositives;
    this.columns[2][this.size] = falsePositives;
    this.size += 1;
  }

  finish(): ThresholdCounts {
    const [thresholds, truePositives, falsePositives] = this.columns;
    return {
      thresholds: thresholds.subarray(0, this.size),
      truePositives: truePositives.subarray(0, this.size),
      falsePositives: falsePositives.subarray(0, this.size),
    };
  }
}

/** The area under the ROC curve of counts; NaN where one class is missing. */
export function areaUnderRoc({ truePositives, falsePositives }: ThresholdCounts): number {
  const positives = truePositives.at(-1) ?? 0;
  const negatives = falsePositives.at(-1) ?? 0;
  if (positives === 0 || negatives === 0) return NaN;
  let [area, lastTrue, lastFalse] = [0, 0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const [t = 0, f = 0] = [truePositives[i], falsePositives[i]];
    area += ((f - lastFalse) * (t + lastTrue)) / 2;
    [lastTrue, lastFalse] = [t, f];
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
    [lastTpr, lastFpr] = [tpr, fpr];
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
    const [t = 0, f = 0] = [truePositives[i], falsePositives[i]];
    if (t + f > 0) area += ((t - last) / positives) * (t / (t + f));
    last = t;
  }
  return Math.max(0, area);
}
