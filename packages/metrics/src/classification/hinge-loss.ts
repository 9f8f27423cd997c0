import { encodeLabels, parseOptions } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { positionOf } from "../input/class-targets.ts";
import { checkNotEmpty, checkSameLength, isTwoDimensional, readMatrix } from "../input/numbers.ts";
import type { NumberRows } from "../input/numbers.ts";
import { mean } from "../input/sums.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { readScoreColumn } from "../ranking/binary-scores.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelsSpec } from "./averaging.ts";

/** Options of {@link hingeLoss}. */
export interface HingeOptions extends WeightOption {
  /** All classes, where yTrue may lack some. Default: those that occur. */
  readonly labels?: readonly Label[] | null | undefined;
}

/**
 * Hinge loss: by how much the margins of the decisions fall short of 1 (Crammer and Singer's with three or more classes).
 *
 * @param yTrue - true classes.
 * @param predDecision - n decisions, positive for the greater of two classes; or n × classes.
 * @param options - weights, all classes.
 * @returns the mean loss.
 * @throws {@link MetricsError} `shapeMismatch`, `unknownLabel`, `lengthMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `hinge_loss`.
 *
 * @example
 * ```ts
 * import { hingeLoss } from "@mlsys/metrics";
 *
 * hingeLoss([-1, 1, 1], [-2, 0.5, 2]); // => 0.16666666666666666
 * ```
 */
export function hingeLoss(yTrue: LabelArray, predDecision: NumberRows, options?: HingeOptions): number {
  const owner = "hingeLoss";
  const { labels, sampleWeight } = parseOptions(
    owner,
    options,
    { labels: labelsSpec, sampleWeight: weightSpec },
    MetricsError,
  );
  const { classes, codes } = encodeLabels(owner, { yTrue }, MetricsError);
  const n = codes.yTrue.length;
  checkNotEmpty(owner, "yTrue", n);
  const all = labels === undefined ? classes : encodeLabels(owner, { labels }, MetricsError).classes;
  const weights = readWeights(owner, sampleWeight, n);
  if (all.length <= 2) {
    const decisions = readScoreColumn(owner, predDecision, "predDecision");
    checkSameLength(owner, "predDecision", decisions.length, n);
    return mean(
      decisions.map((decision, i) =>
        Math.max(0, 1 - (codes.yTrue[i] === 1 && classes.length === 2 ? decision : -decision)),
      ),
      weights,
    );
  }
  const positions = classes.map((label) => positionOf(all, label));
  if (!isTwoDimensional(predDecision) || positions.includes(-1))
    throw misfit(owner, all.length, positions.indexOf(-1) >= 0);
  const decisions = readMatrix(owner, "predDecision", predDecision);
  checkSameLength(owner, "predDecision", decisions.rows, n);
  if (decisions.cols !== all.length) throw misfit(owner, all.length, false);
  const losses = Float64Array.from(codes.yTrue, (code, i) => {
    const own = positions[code] ?? 0;
    let best = -Infinity;
    for (let j = 0; j < decisions.cols; j++) if (j !== own) best = Math.max(best, decisions.get(i, j));
    return Math.max(0, 1 - (decisions.get(i, own) - best));
  });
  return mean(losses, weights);
}

function misfit(owner: string, classes: number, isUnknown: boolean): MetricsError {
  return new MetricsError({
    code: isUnknown ? "unknownLabel" : "shapeMismatch",
    what: isUnknown
      ? "a class is not among the labels"
      : "the classes and the columns of predDecision differ in number",
    where: owner,
    found: `${classes} classes`,
    fix: "give a column per class, or all classes in { labels }",
    details: { classes },
  });
}
