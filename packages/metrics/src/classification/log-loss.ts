import { boolean, parseOptions } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import type { NumberRows } from "../input/numbers.ts";
import { sum } from "../input/sums.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelsSpec } from "./averaging.ts";
import { probabilityOf, readProbabilities } from "./probabilities.ts";
import type { ProbabilityTargets } from "./probabilities.ts";

/** Options of {@link logLoss}. */
export interface LogLossOptions extends WeightOption, LoggerOption {
  /** Whether to give the mean, or the sum. Default true. */
  readonly normalize?: boolean | undefined;
  /** All classes, where yTrue may lack some. Default: those that occur. */
  readonly labels?: readonly Label[] | null | undefined;
}

/**
 * Log loss (cross-entropy): the mean of -log of the probability that was given to the true class. Probabilities are kept away
 * from 0 and 1 by 2.2e-16.
 *
 * @param yTrue - true classes.
 * @param yProba - n probabilities of the greater of two classes, or n × classes, in ascending order of the classes.
 * @param options - weights, mean or sum, all classes.
 * @returns the figure.
 * @throws {@link MetricsError} `invalidInput` when a probability is out of range; `shapeMismatch`, `unknownLabel`,
 * `unsupportedTarget`, `lengthMismatch`, `emptyInput`, `invalidOption`.
 * @see scikit-learn's `log_loss`.
 *
 * @example
 * ```ts
 * import { logLoss } from "@mlsys/metrics";
 *
 * logLoss(["spam", "ham", "ham", "spam"], [[0.1, 0.9], [0.9, 0.1], [0.8, 0.2], [0.35, 0.65]]); // => 0.21616187468057912
 * ```
 */
export function logLoss(yTrue: LabelArray, yProba: NumberRows, options?: LogLossOptions): number {
  const owner = "logLoss";
  const { sampleWeight, normalize, labels, logger } = parseOptions(
    owner,
    options,
    {
      sampleWeight: weightSpec,
      normalize: { rule: boolean(), default: true },
      labels: labelsSpec,
      logger: loggerSpec(),
    },
    MetricsError,
  );
  const targets = readProbabilities(owner, yTrue, yProba, labels, logger);
  const weights = readWeights(owner, sampleWeight, targets.n);
  const total = weights === undefined ? plainSum(targets) : sum(losses(targets), weights);
  if (!normalize) return total;
  return total / (weights === undefined ? targets.n : sum(weights));
}

/** The sum of the losses, by the logarithms of products: one logarithm for as many rows as fit into a double. */
function plainSum({ n, width, columns, probabilities }: ProbabilityTargets): number {
  return probabilities.length === n ? sumOfPositive(columns, probabilities) : sumOfRows(columns, probabilities, width);
}

function sumOfRows(columns: Int32Array, probabilities: Float64Array, width: number): number {
  let total = 0;
  let product = 1;
  for (let i = 0; i < columns.length; i++) {
    product *= clipped(probabilities[i * width + (columns[i] as number)] as number);
    if (product > SMALLEST_PRODUCT) continue;
    total -= Math.log(product);
    product = 1;
  }
  return total - Math.log(product);
}

/** The same where only the probabilities of the second of two classes are given. */
function sumOfPositive(columns: Int32Array, probabilities: Float64Array): number {
  let total = 0;
  let product = 1;
  for (let i = 0; i < columns.length; i++) {
    // p where the column is 1, and 1 - p where it is 0: a branch would be mispredicted half of the time.
    product *= clipped(Math.abs(1 - (columns[i] as number) - (probabilities[i] as number)));
    if (product > SMALLEST_PRODUCT) continue;
    total -= Math.log(product);
    product = 1;
  }
  return total - Math.log(product);
}

/** Another probability of at least 2.2e-16 does not take this below the smallest normal double. */
const SMALLEST_PRODUCT = 1e-290;

function losses(targets: ProbabilityTargets): Float64Array {
  const { n, columns } = targets;
  const each = new Float64Array(n);
  for (let i = 0; i < n; i++) each[i] = -Math.log(clipped(probabilityOf(targets, i, columns[i] as number)));
  return each;
}

function clipped(probability: number): number {
  if (probability < LEAST) return LEAST;
  return probability > MOST ? MOST : probability;
}

const LEAST = Number.EPSILON;
const MOST = 1 - Number.EPSILON;
