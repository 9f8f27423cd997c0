import { either, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type { LabelRows } from "../input/class-targets.ts";
import { readClasses, readTargets } from "../input/class-targets.ts";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import { sum } from "../input/sums.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelsSpec } from "./averaging.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import { jointCounts } from "./set-counts.ts";

/** Options of {@link cohenKappaScore}. */
export interface CohenKappaOptions extends WeightOption, LoggerOption {
  /** The labels to consider. Default: all that occur on either side, ascending. */
  readonly labels?: readonly Label[] | null | undefined;
  /** How bad it is to take one label for another: alike (default), by their distance, or by its square. */
  readonly weights?: "linear" | "quadratic" | null | undefined;
  /** What an undefined kappa is, from -1 to 1 or NaN. Default NaN. */
  readonly replaceUndefinedBy?: number | undefined;
}

/**
 * Cohen's kappa: how far two raters agree beyond chance. 1 is full agreement, 0 is chance.
 *
 * @param y1 - labels of one rater.
 * @param y2 - labels of the other.
 * @param options - labels, weights of disagreements and of rows, what an undefined kappa is.
 * @returns the figure; with a warning, `replaceUndefinedBy` where there is one label only.
 * @throws {@link MetricsError} `unknownLabel`, `lengthMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`,
 * `invalidOption`.
 * @see Cohen, "A coefficient of agreement for nominal scales" (1960); scikit-learn's `cohen_kappa_score`.
 *
 * @example
 * ```ts
 * import { cohenKappaScore } from "@mlsys/metrics";
 *
 * cohenKappaScore(["yes", "no", "yes", "no"], ["yes", "no", "no", "no"]); // => 0.5
 * ```
 */
export function cohenKappaScore(y1: LabelRows, y2: LabelRows, options?: CohenKappaOptions): number {
  const owner = "cohenKappaScore";
  const { labels, weights, sampleWeight, replaceUndefinedBy, logger } = parseOptions(
    owner,
    options,
    {
      labels: labelsSpec,
      weights: { rule: oneOf("linear", "quadratic", null), default: null as "linear" | "quadratic" | null },
      sampleWeight: weightSpec,
      replaceUndefinedBy: { rule: either(real({ min: -1, max: 1 }), satisfying("NaN", isNotANumber)), default: NaN },
      logger: loggerSpec(),
    },
    MetricsError,
  );
  const { matrix } = confusionMatrix(y1, y2, { labels, sampleWeight });
  const rows = matrix.map((row) => row.reduce((total, count) => total + count, 0));
  const columns = matrix.map((_, j) => matrix.reduce((total, row) => total + (row[j] ?? 0), 0));
  const all = columns.reduce((total, count) => total + count, 0);
  const cost = (i: number, j: number): number =>
    weights === null ? Number(i !== j) : weights === "linear" ? Math.abs(i - j) : (i - j) ** 2;
  let [observed, expected] = [0, 0];
  for (const [i, row] of matrix.entries()) {
    for (const [j, count] of row.entries()) {
      observed += cost(i, j) * count;
      expected += (cost(i, j) * ((columns[i] ?? 0) * (rows[j] ?? 0))) / all;
    }
  }
  if (all !== 0 && expected !== 0) return 1 - observed / expected;
  logger.warn("kappa is undefined: both sides have one label only", { owner, replaceUndefinedBy });
  return replaceUndefinedBy;
}

function isNotANumber(value: unknown): value is number {
  return Number.isNaN(value);
}

/**
 * Matthews' correlation coefficient of true and predicted classes, two or more: 1 is perfect, 0 is chance.
 *
 * @param yTrue - true labels.
 * @param yPred - predicted labels.
 * @param options - weights.
 * @returns the figure; 0 where one side is constant.
 * @throws {@link MetricsError} `lengthMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`, `invalidOption`.
 * @see Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004); scikit-learn's
 * `matthews_corrcoef`.
 *
 * @example
 * ```ts
 * import { matthewsCorrcoef } from "@mlsys/metrics";
 *
 * matthewsCorrcoef([1, 1, 1, -1], [1, -1, 1, 1]); // => -1 / 3
 * ```
 */
export function matthewsCorrcoef(yTrue: LabelRows, yPred: LabelRows, options?: WeightOption): number {
  const owner = "matthewsCorrcoef";
  const { sampleWeight } = parseOptions(owner, options, { sampleWeight: weightSpec }, MetricsError);
  const targets = readClasses(owner, yTrue, yPred, sampleWeight);
  const size = targets.classes.length;
  const table = jointCounts(targets);
  const rows = targets.classes.map((_, i) => sum(table.subarray(i * size, (i + 1) * size)));
  const columns = rows.map((_, j) => rows.reduce((total, _row, i) => total + (table[i * size + j] ?? 0), 0));
  const right = rows.reduce((total, _, i) => total + (table[i * size + i] ?? 0), 0);
  const all = columns.reduce((total, count) => total + count, 0);
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((total, x, i) => total + x * (b[i] ?? 0), 0);
  const spread = (all ** 2 - dot(columns, columns)) * (all ** 2 - dot(rows, rows));
  return spread === 0 ? 0 : (right * all - dot(rows, columns)) / Math.sqrt(spread);
}

/**
 * The share of labels that are wrong: of rows, or of all entries with several labels a row.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - weights.
 * @returns the share.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`,
 * `invalidOption`.
 * @see scikit-learn's `hamming_loss`.
 *
 * @example
 * ```ts
 * import { hammingLoss } from "@mlsys/metrics";
 *
 * hammingLoss([[0, 1], [1, 1]], [[0, 0], [0, 0]]); // => 0.75
 * ```
 */
export function hammingLoss(yTrue: LabelRows, yPred: LabelRows, options?: WeightOption): number {
  const owner = "hammingLoss";
  const { sampleWeight } = parseOptions(owner, options, { sampleWeight: weightSpec }, MetricsError);
  const targets = readTargets(owner, yTrue, yPred, sampleWeight);
  const width = targets.kind === "multilabel" ? targets.labels : 1;
  const wrong = new Float64Array(targets.n);
  for (let i = 0; i < targets.n; i++) {
    let count = 0;
    for (let at = i * width; at < (i + 1) * width; at++) if (targets.yTrue[at] !== targets.yPred[at]) count += 1;
    wrong[i] = count;
  }
  const whole = targets.weights === undefined ? targets.n : sum(targets.weights);
  return sum(wrong, targets.weights) / (whole * width);
}
