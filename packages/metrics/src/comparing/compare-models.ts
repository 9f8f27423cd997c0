import { integer, parseOptions, randomSeed, randomState as generator, real, satisfying } from "@mlsys/core";
import type { LabelArray, RandomStateInput } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { quantileOf } from "../intervals/quantile.ts";
import type { Interval } from "../intervals/wilson-interval.ts";
import type { MeasureName, PositiveOption } from "../measures/measure-names.ts";
import { readMeasured } from "../measures/read-measure.ts";
import { figuresOf, resampledFigures } from "../measures/resample.ts";
import { MetricsError } from "../metrics-error.ts";
import { foldTests, isFoldScores } from "./fold-tests.ts";
import type { FoldScores } from "./fold-tests.ts";
import type { TestResult } from "./mcnemar.ts";
import { pairedTests } from "./paired-tests.ts";

/** Options of {@link compareModels}. */
export interface CompareModelsOptions extends PositiveOption {
  /** The figure to compare. Default `"accuracy"` of classes; `"meanSquaredError"` where numbers have fractions. */
  readonly metric?: MeasureName | undefined;
  /** Confidence of the interval; the level of the verdict is what is left. Default 0.95. */
  readonly confidence?: number | undefined;
  /** Number of samples and of permutations. Default 2000. */
  readonly nResamples?: number | undefined;
  /** Seed. Default 0, so that the same data give the same verdict. */
  readonly randomState?: RandomStateInput;
  /**
   * Scores of both models, trained and tested on the same folds of a cross-validation. Five repetitions of two folds add the 5×2
   * cross-validation F test; a list adds Wilcoxon's signed-rank test and, with the sizes of training and test sets, the corrected
   * resampled t-test. Default: none.
   */
  readonly foldScores?: FoldScores | undefined;
}

/** Two models on the same rows. */
export interface ModelComparison {
  readonly kind: "modelComparison";
  readonly metric: MeasureName;
  readonly rows: number;
  readonly a: number;
  readonly b: number;
  /** B less A, turned so that a positive difference means that B is better. */
  readonly improvement: number;
  /** Its interval, by the paired bootstrap. */
  readonly interval: Interval;
  readonly confidence: number;
  /** The first is the one that the verdict goes by. */
  readonly tests: readonly TestResult[];
  /** The improvement in standard errors of a row, so that it does not depend on the number of rows. */
  readonly effectSize: number;
  readonly verdict: "bIsBetter" | "aIsBetter" | "noDifferenceShown";
  /** The verdict in words. */
  readonly reading: string;
  /** How many rows would show an improvement of this size, four times in five; null without one. */
  readonly requiredRows: number | null;
}

/**
 * Is the new model better? Compares two models' predictions of the same rows: figures, the improvement with its interval, tests of
 * no difference, effect size, a verdict in words, and how many rows it would take. The tests are the paired permutation and the
 * paired bootstrap; of accuracy before them McNemar's, exact and corrected, of ROC AUC DeLong's; of errors of numbers Wilcoxon's
 * besides; of scores fold by fold the 5×2 cross-validation F test, or Wilcoxon's and the corrected resampled t-test.
 *
 * @param yTrue - true classes or numbers.
 * @param predictionsA - predictions (or scores, as the metric needs) of the old model.
 * @param predictionsB - those of the new one.
 * @param options - the figure, confidence, samples, seed, positive class, scores by fold.
 * @returns plain data.
 * @throws {@link MetricsError} `invalidOption` when there is no such metric; `unknownLabel`, `lengthMismatch`, `emptyInput`,
 * `invalidInput`, `unsupportedTarget`.
 * @see Dietterich, "Approximate statistical tests for comparing supervised classification learning algorithms" (1998).
 *
 * @example
 * ```ts
 * import { compareModels } from "@mlsys/metrics";
 *
 * const yTrue = Array.from({ length: 300 }, (_, i) => i % 3);
 * const old = yTrue.map((label, i) => (i % 5 === 0 ? (label + 1) % 3 : label));
 * const better = yTrue.map((label, i) => (i % 15 === 0 ? (label + 1) % 3 : label));
 * const comparison = compareModels(yTrue, old, better);
 * comparison.verdict; // => "bIsBetter"
 * comparison.tests[0]?.test; // => "McNemar (exact)"
 * ```
 */
export function compareModels(
  yTrue: LabelArray,
  predictionsA: LabelArray,
  predictionsB: LabelArray,
  options?: CompareModelsOptions,
): ModelComparison {
  const owner = "compareModels";
  const parsed = parseOptions(
    owner,
    options,
    {
      metric: { rule: satisfying("the name of a metric", isName) },
      confidence: { rule: real({ above: 0, below: 1 }), default: 0.95 },
      nResamples: { rule: integer({ min: 100, max: 1e6 }), default: 2000 },
      randomState: { rule: randomSeed(), default: 0 },
      posLabel: { rule: labelRule },
      foldScores: { rule: satisfying("{ a, b } with the scores of both models, fold by fold", isFoldScores) },
    },
    MetricsError,
  );
  const metric = parsed.metric ?? usualMetric(yTrue, predictionsA);
  const measured = readMeasured(owner, metric, yTrue, { predictionsA, predictionsB }, parsed.posLabel);
  const sign = measured.measure.isGreaterBetter ? 1 : -1;
  const [a = NaN, b = NaN] = figuresOf(measured);
  const improvement = sign * (b - a);
  const rng = generator(parsed.randomState);
  const [first = new Float64Array(0), second = first] = resampledFigures(measured, parsed.nResamples, rng);
  const samples = first
    .map((figure, i) => sign * ((second[i] ?? NaN) - figure))
    .filter((each) => !Number.isNaN(each))
    .sort();
  const level = 1 - parsed.confidence;
  const tests = [
    ...pairedTests(measured, { metric, improvement, samples, nResamples: parsed.nResamples, rng }),
    ...(parsed.foldScores === undefined ? [] : foldTests(owner, parsed.foldScores)),
  ];
  const spread = deviationOf(samples) * Math.sqrt(measured.truth.length);
  const isShown = (tests[0]?.pValue ?? 1) < level;
  const verdict: ModelComparison["verdict"] =
    !isShown || improvement === 0 ? "noDifferenceShown" : improvement > 0 ? "bIsBetter" : "aIsBetter";
  const comparison = {
    kind: "modelComparison" as const,
    metric,
    rows: measured.truth.length,
    a,
    b,
    improvement,
    interval: { low: quantileOf(samples, level / 2), high: quantileOf(samples, 1 - level / 2) },
    confidence: parsed.confidence,
    tests,
    effectSize: spread === 0 ? 0 : improvement / spread,
    verdict: verdict,
    requiredRows: requiredRows(improvement, spread, level),
  };
  return { ...comparison, reading: readingOf(comparison) };
}

function isName(value: unknown): value is MeasureName {
  return typeof value === "string";
}

function usualMetric(yTrue: LabelArray, predictions: LabelArray): MeasureName {
  const isFraction = (value: unknown): boolean => typeof value === "number" && !Number.isInteger(value);
  return [...Array.from(yTrue as ArrayLike<unknown>), ...Array.from(predictions as ArrayLike<unknown>)].some(isFraction)
    ? "meanSquaredError"
    : "accuracy";
}

function deviationOf(samples: Float64Array): number {
  const mean = samples.reduce((sum, each) => sum + each, 0) / samples.length;
  return Math.sqrt(samples.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, samples.length - 1));
}

const POWER = 0.8;

function requiredRows(improvement: number, spread: number, level: number): number | null {
  if (improvement === 0 || !Number.isFinite(improvement)) return null;
  const z = normalQuantile(1 - level / 2) + normalQuantile(POWER);
  return Math.max(1, Math.ceil(((z * spread) / improvement) ** 2));
}

function readingOf(comparison: Omit<ModelComparison, "reading">): string {
  const { a, b, metric, rows, interval, verdict, tests, requiredRows: needed, confidence } = comparison;
  const show = (value: number): string =>
    Number.isFinite(value) ? Number(value.toPrecision(3)).toString() : String(value);
  const figures = `${metric} is ${show(b)} instead of ${show(a)} on ${rows} rows (improvement ${show(comparison.improvement)}, ${show(confidence * 100)} % interval ${show(interval.low)} to ${show(interval.high)})`;
  const chance = `${tests[0]?.test ?? ""} p = ${show(tests[0]?.pValue ?? NaN)}`;
  if (verdict === "bIsBetter") return `The new model is better: ${figures}; ${chance}.`;
  if (verdict === "aIsBetter") return `The new model is worse: ${figures}; ${chance}.`;
  const size = needed === null ? "" : ` About ${needed} rows would show a difference of this size.`;
  return `The rows do not show a difference: ${figures}; ${chance}.${size}`;
}
