import { either, parseOptions, real, satisfying } from "@mlsys/core";
import type { LabelRows } from "../input/class-targets.ts";
import { MetricsError } from "../metrics-error.ts";
import { countFor, perLabelSpecs } from "./averaging.ts";
import type { ParsedPerLabel } from "./averaging.ts";
import type { EachLabelOptions, FbetaOptions, PerLabelOptions } from "./classification-options.ts";
import { scoresOfCounts } from "./scores-of-counts.ts";
import type { Figure } from "./scores-of-counts.ts";

/** Precision, recall, F and support, averaged. */
export interface AveragedScores {
  readonly precision: number;
  readonly recall: number;
  readonly fscore: number;
  /** Null: an average has no support. */
  readonly support: null;
}

/** Precision, recall, F and support of each label. */
export interface ScoresByLabel {
  readonly precision: number[];
  readonly recall: number[];
  readonly fscore: number[];
  /** How often each label is true, weighted. */
  readonly support: number[];
}

/** Options of {@link precisionRecallFscoreSupport}. */
export interface ScoresOptions extends PerLabelOptions {
  /** How many times as much recall counts as precision. Default 1. */
  readonly beta?: number | undefined;
}

/** The options that average. */
export interface AveragedScoresOptions extends ScoresOptions {
  readonly average: "binary" | "macro" | "micro" | "weighted" | "samples";
}

/**
 * Precision, recall, F score and support of each label, or averaged.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - labels, average (default null: each label), beta, weights, what an undefined figure is.
 * @returns the figures of each label in the order of the labels, or the averages.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`,
 * `unknownLabel`, `invalidOption`.
 * @see scikit-learn's `precision_recall_fscore_support`.
 *
 * @example
 * ```ts
 * import { precisionRecallFscoreSupport } from "@mlsys/metrics";
 *
 * const yTrue = ["cat", "dog", "pig", "cat", "dog", "pig"];
 * const yPred = ["cat", "pig", "dog", "cat", "cat", "dog"];
 * precisionRecallFscoreSupport(yTrue, yPred).recall; // => [1, 0, 0]
 * precisionRecallFscoreSupport(yTrue, yPred, { average: "micro" }).precision; // => 1 / 3
 * ```
 */
export function precisionRecallFscoreSupport(
  yTrue: LabelRows,
  yPred: LabelRows,
  options: AveragedScoresOptions,
): AveragedScores;
export function precisionRecallFscoreSupport(
  yTrue: LabelRows,
  yPred: LabelRows,
  options?: ScoresOptions & { readonly average?: null | undefined },
): ScoresByLabel;
export function precisionRecallFscoreSupport(
  yTrue: LabelRows,
  yPred: LabelRows,
  options: ScoresOptions = {},
): AveragedScores | ScoresByLabel {
  const owner = "precisionRecallFscoreSupport";
  const parsed = parseOptions(
    owner,
    options,
    { ...perLabelSpecs(null), beta: { rule: betaRule, default: 1 } },
    MetricsError,
  );
  return scores(owner, yTrue, yPred, parsed, parsed.beta, ["precision", "recall", "fscore"]);
}

/**
 * Of what is predicted as a label, the share that truly is it.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - labels, positive label, average (default `"binary"`), weights, what an undefined figure is.
 * @returns the figure; with `average: null`, one per label.
 * @throws {@link MetricsError} as {@link precisionRecallFscoreSupport}.
 * @see scikit-learn's `precision_score`.
 *
 * @example
 * ```ts
 * import { precisionScore } from "@mlsys/metrics";
 *
 * precisionScore([0, 1, 1, 0], [1, 1, 1, 0]); // => 2 / 3
 * precisionScore([0, 1, 2, 0], [0, 1, 1, 0], { average: null, zeroDivision: 0 }); // => [1, 0.5, 0]
 * ```
 */
export function precisionScore(yTrue: LabelRows, yPred: LabelRows, options: EachLabelOptions): number[];
export function precisionScore(yTrue: LabelRows, yPred: LabelRows, options?: PerLabelOptions): number;
export function precisionScore(yTrue: LabelRows, yPred: LabelRows, options?: PerLabelOptions): number | number[] {
  const parsed = parseOptions("precisionScore", options, perLabelSpecs("binary"), MetricsError);
  return scores("precisionScore", yTrue, yPred, parsed, 1, ["precision"]).precision;
}

/**
 * Of what truly is a label, the share that is predicted as it.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - labels, positive label, average (default `"binary"`), weights, what an undefined figure is.
 * @returns the figure; with `average: null`, one per label.
 * @throws {@link MetricsError} as {@link precisionRecallFscoreSupport}.
 * @see scikit-learn's `recall_score`.
 *
 * @example
 * ```ts
 * import { recallScore } from "@mlsys/metrics";
 *
 * recallScore(["b", "a", "a"], ["b", "a", "b"], { average: "macro" }); // => 0.75
 * ```
 */
export function recallScore(yTrue: LabelRows, yPred: LabelRows, options: EachLabelOptions): number[];
export function recallScore(yTrue: LabelRows, yPred: LabelRows, options?: PerLabelOptions): number;
export function recallScore(yTrue: LabelRows, yPred: LabelRows, options?: PerLabelOptions): number | number[] {
  const parsed = parseOptions("recallScore", options, perLabelSpecs("binary"), MetricsError);
  return scores("recallScore", yTrue, yPred, parsed, 1, ["recall"]).recall;
}

/**
 * The F1 score: the harmonic mean of precision and recall.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - labels, positive label, average (default `"binary"`), weights, what an undefined figure is.
 * @returns the figure; with `average: null`, one per label.
 * @throws {@link MetricsError} as {@link precisionRecallFscoreSupport}.
 * @see scikit-learn's `f1_score`.
 *
 * @example
 * ```ts
 * import { f1Score } from "@mlsys/metrics";
 *
 * f1Score([0, 1, 1, 0], [0, 1, 0, 0]); // => 2 / 3
 * f1Score(["up", "down"], ["up", "down"], { average: "macro" }); // => 1
 * ```
 */
export function f1Score(yTrue: LabelRows, yPred: LabelRows, options: EachLabelOptions): number[];
export function f1Score(yTrue: LabelRows, yPred: LabelRows, options?: PerLabelOptions): number;
export function f1Score(yTrue: LabelRows, yPred: LabelRows, options?: PerLabelOptions): number | number[] {
  const parsed = parseOptions("f1Score", options, perLabelSpecs("binary"), MetricsError);
  return scores("f1Score", yTrue, yPred, parsed, 1, ["fscore"]).fscore;
}

/**
 * The F-beta score: the harmonic mean of precision and recall, in which recall counts beta times as much.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - beta (required), labels, positive label, average (default `"binary"`), weights, undefined figures.
 * @returns the figure; with `average: null`, one per label.
 * @throws {@link MetricsError} as {@link precisionRecallFscoreSupport}.
 * @see scikit-learn's `fbeta_score`.
 *
 * @example
 * ```ts
 * import { fbetaScore } from "@mlsys/metrics";
 *
 * fbetaScore([0, 1, 1, 0], [0, 1, 0, 0], { beta: 0.5 }); // => 0.8333333333333334
 * ```
 */
export function fbetaScore(yTrue: LabelRows, yPred: LabelRows, options: FbetaOptions & EachLabelOptions): number[];
export function fbetaScore(yTrue: LabelRows, yPred: LabelRows, options: FbetaOptions): number;
export function fbetaScore(yTrue: LabelRows, yPred: LabelRows, options: FbetaOptions): number | number[] {
  const specs = { ...perLabelSpecs("binary"), beta: { rule: betaRule, required: true } } as const;
  const parsed = parseOptions("fbetaScore", options, specs, MetricsError);
  return scores("fbetaScore", yTrue, yPred, parsed, parsed.beta, ["fscore"]).fscore;
}

const betaRule = either(
  real({ min: 0 }),
  satisfying("Infinity", (value): value is number => value === Infinity),
);

function scores(
  owner: string,
  yTrue: LabelRows,
  yPred: LabelRows,
  options: ParsedPerLabel,
  beta: number,
  wanted: readonly Figure[],
): AveragedScores | ScoresByLabel {
  const { targets, counts } = countFor(owner, yTrue, yPred, options);
  return scoresOfCounts(owner, counts, targets.weights, options, beta, wanted);
}
