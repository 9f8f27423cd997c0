import { parseOptions, real } from "@mlsys/core";
import type { LabelArray } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import { normalQuantile, normalTwoSided } from "../distributions/normal.ts";
import { checkSameLength, readNumbers } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import type { PositiveOption } from "../measures/measure-names.ts";
import { MetricsError } from "../metrics-error.ts";
import { readBinaryScores } from "../ranking/binary-scores.ts";
import { midranks } from "./midranks.ts";
import type { Interval } from "./wilson-interval.ts";

/** Options of {@link delongInterval} and {@link delongTest}. */
export interface DelongOptions extends PositiveOption {
  /** How often the interval is to hold the truth, in (0, 1). Default 0.95. */
  readonly confidence?: number | undefined;
}

/** An area under a ROC curve with its uncertainty. */
export interface DelongInterval extends Interval {
  readonly area: number;
  readonly standardError: number;
}

/** Two areas under ROC curves of the same rows, compared. */
export interface DelongTest {
  readonly areaA: number;
  readonly areaB: number;
  /** B less A. */
  readonly difference: number;
  /** The interval of the difference. */
  readonly interval: Interval;
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * The area under the ROC curve with DeLong's confidence interval.
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class.
 * @param options - confidence, positive class.
 * @returns the area, its standard error, and the bounds, within 0 and 1.
 * @throws {@link MetricsError} `unsupportedTarget` when there are not two rows of each class; `lengthMismatch`, `emptyInput`,
 * `invalidInput`, `invalidOption`.
 * @see DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated ROC curves", Biometrics 44 (1988).
 *
 * @example
 * ```ts
 * import { delongInterval } from "@mlsys/metrics";
 *
 * delongInterval([0, 0, 0, 1, 1, 1], [0.1, 0.4, 0.3, 0.35, 0.8, 0.9]).area; // => 8 / 9
 * ```
 */
export function delongInterval(yTrue: LabelArray, yScore: NumberArray, options?: DelongOptions): DelongInterval {
  const owner = "delongInterval";
  const { confidence, posLabel } = parseDelong(owner, options);
  const { isPositive, scores } = readBinaryScores(owner, yTrue, yScore, { sampleWeight: undefined, posLabel });
  const { area, ofPositives, ofNegatives } = placements(owner, isPositive, scores);
  const standardError = Math.sqrt(covariance(ofPositives, ofPositives) + covariance(ofNegatives, ofNegatives));
  const spread = normalQuantile(0.5 + confidence / 2) * standardError;
  return { area, standardError, low: Math.max(0, area - spread), high: Math.min(1, area + spread) };
}

/**
 * DeLong's test of two models' areas under the ROC curve, of the same rows.
 *
 * @param yTrue - true classes, two.
 * @param scoresA - scores of one model.
 * @param scoresB - scores of the other.
 * @param options - confidence, positive class.
 * @returns both areas, their difference with its interval, and the chance of such a difference, were they alike.
 * @throws {@link MetricsError} as {@link delongInterval}.
 * @see Sun and Xu, "Fast implementation of DeLong's algorithm", IEEE Signal Process. Lett. 21 (2014).
 *
 * @example
 * ```ts
 * import { delongTest } from "@mlsys/metrics";
 *
 * delongTest([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], [0.1, 0.2, 0.35, 0.8]).difference; // => 0.25
 * ```
 */
export function delongTest(
  yTrue: LabelArray,
  scoresA: NumberArray,
  scoresB: NumberArray,
  options?: DelongOptions,
): DelongTest {
  const owner = "delongTest";
  const { confidence, posLabel } = parseDelong(owner, options);
  const first = readBinaryScores(owner, yTrue, scoresA, { sampleWeight: undefined, posLabel, argument: "scoresA" });
  const second = readNumbers(owner, "scoresB", scoresB);
  checkSameLength(owner, "scoresB", second.length, first.scores.length);
  const a = placements(owner, first.isPositive, first.scores);
  const b = placements(owner, first.isPositive, second);
  const variance = (key: "ofPositives" | "ofNegatives"): number =>
    covariance(a[key], a[key]) + covariance(b[key], b[key]) - 2 * covariance(a[key], b[key]);
  const standardError = Math.sqrt(Math.max(0, variance("ofPositives") + variance("ofNegatives")));
  const difference = b.area - a.area;
  const spread = normalQuantile(0.5 + confidence / 2) * standardError;
  const statistic = standardError === 0 ? (difference === 0 ? 0 : Infinity * difference) : difference / standardError;
  return {
    areaA: a.area,
    areaB: b.area,
    difference,
    interval: { low: difference - spread, high: difference + spread },
    statistic,
    pValue: statistic === 0 ? 1 : normalTwoSided(statistic),
  };
}

function parseDelong(owner: string, options: DelongOptions | undefined) {
  const specs = { confidence: { rule: real({ above: 0, below: 1 }), default: 0.95 }, posLabel: { rule: labelRule } };
  return parseOptions(owner, options, specs, MetricsError);
}

interface Placements {
  readonly area: number;
  /** Of each positive, the share of negatives that it beats; of each negative, of positives that beat it. */
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
}

function placements(owner: string, isPositive: Uint8Array, scores: Float64Array): Placements {
  const positives = scores.filter((_, i) => isPositive[i] === 1);
  const negatives = scores.filter((_, i) => isPositive[i] !== 1);
  if (positives.length < 2 || negatives.length < 2) {
    throw new MetricsError({
      code: "unsupportedTarget",
      what: "there are not two rows of each class",
      where: `${owner}, yTrue`,
      found: `${positives.length} positive, ${negatives.length} negative`,
      fix: "give more rows",
      details: { positives: positives.length, negatives: negatives.length },
    });
  }
  const all = midranks(scores);
  const [inPositives, inNegatives] = [midranks(positives), midranks(negatives)];
  const [m, n] = [positives.length, negatives.length];
  const ofPositives = all.filter((_, i) => isPositive[i] === 1).map((rank, i) => (rank - (inPositives[i] ?? 0)) / n);
  const ofNegatives = all
    .filter((_, i) => isPositive[i] !== 1)
    .map((rank, i) => 1 - (rank - (inNegatives[i] ?? 0)) / m);
  return { area: ofPositives.reduce((sum, each) => sum + each, 0) / m, ofPositives, ofNegatives };
}

/** The covariance of the means of two columns. */
function covariance(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [x, y] = [mean(a), mean(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - x) * ((b[i] ?? 0) - y);
  return sum / (a.length - 1) / a.length;
}
