import { boolean, either, oneOf, parseOptions } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import { isTwoDimensional } from "../input/numbers.ts";
import type { NumberRows } from "../input/numbers.ts";
import { mean } from "../input/sums.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelRule, labelsSpec } from "./averaging.ts";
import { probabilityOf, readBinaryProbabilities, readProbabilities } from "./probabilities.ts";
import type { ProbabilityTargets } from "./probabilities.ts";

/** Options of {@link brierScoreLoss}. */
export interface BrierOptions extends WeightOption, LoggerOption {
  /** The class whose probability a single column is. Default 1, or the greater number; needed for texts. */
  readonly posLabel?: Label | null | undefined;
  /** All classes, where yTrue may lack some. Default: those that occur. */
  readonly labels?: readonly Label[] | null | undefined;
  /** Whether to halve the figure, so that it is at most 1. Default `"auto"`: with two classes. */
  readonly scaleByHalf?: boolean | "auto" | undefined;
}

/**
 * Brier score: the mean squared distance of the probabilities from what happened.
 *
 * @param yTrue - true classes.
 * @param yProba - n probabilities of the positive class, or n × classes, in ascending order of the classes.
 * @param options - weights, positive class, all classes, scale.
 * @returns the figure; 0 is perfect.
 * @throws {@link MetricsError} `invalidInput` when a probability is out of range; `shapeMismatch`, `unknownLabel`,
 * `unsupportedTarget`, `lengthMismatch`, `emptyInput`, `invalidOption`.
 * @see scikit-learn's `brier_score_loss`.
 *
 * @example
 * ```ts
 * import { brierScoreLoss } from "@mlsys/metrics";
 *
 * brierScoreLoss([0, 1, 1, 0], [0.25, 0.75, 0.75, 0.25]); // => 0.0625
 * const yProba = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.2, 0.2, 0.6]];
 * brierScoreLoss(["eggs", "ham", "spam"], yProba).toFixed(4); // => "0.1467"
 * ```
 */
export function brierScoreLoss(yTrue: LabelArray, yProba: NumberRows, options?: BrierOptions): number {
  const owner = "brierScoreLoss";
  const { sampleWeight, posLabel, labels, scaleByHalf, logger } = parseOptions(
    owner,
    options,
    {
      sampleWeight: weightSpec,
      posLabel: { rule: labelRule },
      labels: labelsSpec,
      scaleByHalf: { rule: either(boolean(), oneOf("auto")), default: "auto" },
      logger: loggerSpec(),
    },
    MetricsError,
  );
  if (!isTwoDimensional(yProba) || isSingleColumn(yProba)) {
    const { isPositive, probabilities } = readBinaryProbabilities(owner, yTrue, yProba, posLabel);
    const squares = probabilities.map((p, i) => 2 * (p - (isPositive[i] ?? 0)) ** 2);
    return mean(squares, readWeights(owner, sampleWeight, squares.length)) * (scaleByHalf === false ? 1 : 0.5);
  }
  const targets = readProbabilities(owner, yTrue, yProba, labels, logger);
  const isHalved = scaleByHalf === "auto" ? targets.width < 3 : scaleByHalf;
  return mean(squaredDistances(targets), readWeights(owner, sampleWeight, targets.n)) * (isHalved ? 0.5 : 1);
}

function isSingleColumn(yProba: NumberRows): boolean {
  return Array.isArray(yProba) && (yProba[0] as ArrayLike<number> | undefined)?.length === 1;
}

function squaredDistances(targets: ProbabilityTargets): Float64Array {
  const { n, width, columns } = targets;
  const distances = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let j = 0; j < width; j++) {
      const difference = probabilityOf(targets, i, j) - (columns[i] === j ? 1 : 0);
      total += difference * difference;
    }
    distances[i] = total;
  }
  return distances;
}
