import { oneOf, parseOptions, real } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import type { NumberRows } from "../input/numbers.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { readBinaryScores } from "../ranking/binary-scores.ts";
import { countsAtThresholds } from "../ranking/thresholds.ts";
import type { ThresholdCounts } from "../ranking/thresholds.ts";
import { weightSpec } from "../regression/outputs.ts";

/** Options of {@link chooseThreshold}. */
export interface ChooseThresholdOptions extends WeightOption {
  /** The class whose score is given. Default 1, where the classes are 0 and 1 or -1 and 1. */
  readonly posLabel?: Label | null | undefined;
  /** What a false positive costs, at least 0. With a cost, the least cost wins. */
  readonly falsePositiveCost?: number | undefined;
  /** What a false negative costs, at least 0. */
  readonly falseNegativeCost?: number | undefined;
  /** What to make as great as can be, where no cost is given. Default `"f1"`. */
  readonly maximize?: "f1" | "accuracy" | "youden" | "precision" | "recall" | undefined;
  /** Precision must be at least this. */
  readonly minPrecision?: number | undefined;
  /** Recall must be at least this. */
  readonly minRecall?: number | undefined;
  /** The false positive rate must be at most this. */
  readonly maxFpr?: number | undefined;
}

/** A threshold and what it brings about. */
export interface ChosenThreshold {
  /** A row is predicted positive when its score is at least this; Infinity: none is. */
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly fpr: number;
  readonly f1: number;
  readonly accuracy: number;
  /** The total cost; null without costs. */
  readonly cost: number | null;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/**
 * Chooses the threshold from which a score counts as positive: the least cost, or the greatest figure, among those that keep the
 * constraints. Of equally good ones, the highest.
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class.
 * @param options - costs or a figure, constraints, weights.
 * @returns the threshold and its figures.
 * @throws {@link MetricsError} `invalidOption` when no threshold keeps the constraints; `unsupportedTarget`, `lengthMismatch`,
 * `emptyInput`, `invalidInput`.
 *
 * @example
 * ```ts
 * import { chooseThreshold } from "@mlsys/metrics";
 *
 * const [yTrue, yScore] = [[0, 0, 1, 1, 1, 0], [0.1, 0.4, 0.35, 0.8, 0.7, 0.2]];
 * chooseThreshold(yTrue, yScore, { falsePositiveCost: 5, falseNegativeCost: 1 }).threshold; // => 0.7
 * chooseThreshold(yTrue, yScore, { maximize: "precision", minRecall: 1 }).threshold; // => 0.35
 * ```
 */
export function chooseThreshold(
  yTrue: LabelArray,
  yScore: NumberRows,
  options?: ChooseThresholdOptions,
): ChosenThreshold {
  const share = { rule: real({ min: 0, max: 1 }) };
  const parsed = parseOptions(
    OWNER,
    options,
    {
      posLabel: { rule: labelRule },
      sampleWeight: weightSpec,
      falsePositiveCost: { rule: real({ min: 0 }) },
      falseNegativeCost: { rule: real({ min: 0 }) },
      maximize: { rule: oneOf("f1", "accuracy", "youden", "precision", "recall"), default: "f1" },
      minPrecision: share,
      minRecall: share,
      maxFpr: share,
    },
    MetricsError,
  );
  const { isPositive, scores, weights } = readBinaryScores(OWNER, yTrue, yScore, parsed);
  const counts = countsAtThresholds(isPositive, scores, weights);
  let best: ChosenThreshold | undefined;
  for (let at = -1; at < counts.thresholds.length; at++) {
    const candidate = figuresAt(counts, at, parsed);
    if (!keeps(candidate, parsed)) continue;
    if (best === undefined || worth(candidate, parsed.maximize) > worth(best, parsed.maximize)) best = candidate;
  }
  if (best !== undefined) return best;
  throw new MetricsError({
    code: "invalidOption",
    what: "no threshold keeps the constraints",
    where: OWNER,
    found: JSON.stringify({ minPrecision: parsed.minPrecision, minRecall: parsed.minRecall, maxFpr: parsed.maxFpr }),
    fix: "loosen one of them, or take a better model",
    details: { minPrecision: parsed.minPrecision, minRecall: parsed.minRecall, maxFpr: parsed.maxFpr },
  });
}

const OWNER = "chooseThreshold";

type Figure = "f1" | "accuracy" | "youden" | "precision" | "recall";

interface Costs {
  readonly falsePositiveCost: number | undefined;
  readonly falseNegativeCost: number | undefined;
}

function figuresAt(
  { thresholds, truePositives: tps, falsePositives: fps }: ThresholdCounts,
  at: number,
  { falsePositiveCost, falseNegativeCost }: Costs,
): ChosenThreshold {
  const [truePositives, falsePositives] = at < 0 ? [0, 0] : [tps[at] ?? 0, fps[at] ?? 0];
  const falseNegatives = (tps.at(-1) ?? 0) - truePositives;
  const trueNegatives = (fps.at(-1) ?? 0) - falsePositives;
  const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const isCosted = falsePositiveCost !== undefined || falseNegativeCost !== undefined;
  return {
    threshold: at < 0 ? Infinity : (thresholds[at] ?? Infinity),
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    fpr: ratio(falsePositives, falsePositives + trueNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    accuracy: ratio(truePositives + trueNegatives, truePositives + trueNegatives + falsePositives + falseNegatives),
    cost: isCosted ? (falsePositiveCost ?? 1) * falsePositives + (falseNegativeCost ?? 1) * falseNegatives : null,
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
  };
}

interface Constraints {
  readonly minPrecision: number | undefined;
  readonly minRecall: number | undefined;
  readonly maxFpr: number | undefined;
}

function keeps(
  { precision, recall, fpr }: ChosenThreshold,
  { minPrecision = 0, minRecall = 0, maxFpr = 1 }: Constraints,
): boolean {
  return precision >= minPrecision && recall >= minRecall && fpr <= maxFpr;
}

function worth(candidate: ChosenThreshold, maximize: Figure): number {
  if (candidate.cost !== null) return -candidate.cost;
  return maximize === "youden" ? candidate.recall - candidate.fpr : candidate[maximize];
}
