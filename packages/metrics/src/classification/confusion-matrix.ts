import { oneOf, parseOptions } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type { LabelRows } from "../input/class-targets.ts";
import { positionOf, readClasses } from "../input/class-targets.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelsSpec } from "./averaging.ts";
import { jointCounts } from "./set-counts.ts";

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions extends WeightOption {
  /** The labels of rows and columns, in this order. Default: all that occur on either side, ascending. */
  readonly labels?: readonly Label[] | null | undefined;
  /** Divides by the sum of the row, of the column, or of all. Default: counts. */
  readonly normalize?: "true" | "pred" | "all" | null | undefined;
}

/** How often each class is predicted as each. */
export interface ConfusionMatrix {
  /** The labels of the rows and of the columns. */
  readonly labels: readonly Label[];
  /** True class by predicted class: counts, weights or shares. */
  readonly matrix: readonly (readonly number[])[];
}

/**
 * How often each class is predicted as each: a row per true class, a column per predicted class.
 *
 * @param yTrue - true labels.
 * @param yPred - predicted labels.
 * @param options - labels and their order, weights, normalisation.
 * @returns the labels, and the matrix of labels × labels. A share of nothing is 0.
 * @throws {@link MetricsError} `unknownLabel` when none of `labels` occurs in yTrue; `lengthMismatch`, `emptyInput`,
 * `invalidInput`, `unsupportedTarget`, `invalidOption`.
 * @see scikit-learn's `confusion_matrix`.
 *
 * @example
 * ```ts
 * import { confusionMatrix } from "@mlsys/metrics";
 *
 * const { labels, matrix } = confusionMatrix(["cat", "ant", "cat", "cat"], ["ant", "ant", "cat", "cat"]);
 * labels; // => ["ant", "cat"]
 * matrix; // => [[1, 0], [1, 2]]
 * ```
 */
export function confusionMatrix(yTrue: LabelRows, yPred: LabelRows, options?: ConfusionMatrixOptions): ConfusionMatrix {
  const owner = "confusionMatrix";
  const parsed = parseOptions(
    owner,
    options,
    {
      labels: labelsSpec,
      sampleWeight: weightSpec,
      normalize: { rule: oneOf("true", "pred", "all", null), default: null as "true" | "pred" | "all" | null },
    },
    MetricsError,
  );
  const targets = readClasses(owner, yTrue, yPred, parsed.sampleWeight);
  const table = jointCounts(targets);
  const size = targets.classes.length;
  const labels = parsed.labels ?? targets.classes;
  const positions = labels.map((label) => positionOf(targets.classes, label));
  if (!positions.some((at) => at >= 0 && targets.yTrue.includes(at))) throw noneOccurs(owner, labels);
  const matrix = positions.map((t) => positions.map((p) => (t < 0 || p < 0 ? 0 : (table[t * size + p] ?? 0))));
  return { labels, matrix: normalized(matrix, parsed.normalize) };
}

function normalized(matrix: readonly (readonly number[])[], by: "true" | "pred" | "all" | null): number[][] {
  const rowSums = matrix.map((row) => row.reduce((total, count) => total + count, 0));
  const columnSums = matrix.map((_, j) => matrix.reduce((total, row) => total + (row[j] ?? 0), 0));
  const all = rowSums.reduce((total, count) => total + count, 0);
  return matrix.map((row, i) =>
    row.map((count, j) => {
      if (by === null) return count;
      const whole = by === "true" ? rowSums[i] : by === "pred" ? columnSums[j] : all;
      return whole === undefined || whole === 0 ? 0 : count / whole;
    }),
  );
}

function noneOccurs(owner: string, labels: readonly Label[]): MetricsError {
  return new MetricsError({
    code: "unknownLabel",
    what: "none of the labels occurs in yTrue",
    where: `${owner}, labels`,
    found: JSON.stringify(labels.slice(0, 10)),
    fix: "give at least one label that does",
    details: { option: "labels", labels },
  });
}
