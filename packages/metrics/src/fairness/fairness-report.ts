import { encodeLabels, integer, parseOptions, randomSeed, randomState as generator, real } from "@mlsys/core";
import type { Label, LabelArray, RandomState, RandomStateInput } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import { drawBinomial } from "../distributions/binomial.ts";
import { positionOf, readClasses } from "../input/class-targets.ts";
import { checkSameLength } from "../input/numbers.ts";
import { quantileOf } from "../intervals/quantile.ts";
import { wilsonInterval } from "../intervals/wilson-interval.ts";
import type { Interval } from "../intervals/wilson-interval.ts";
import { MetricsError } from "../metrics-error.ts";

/** Options of {@link fairnessReport}. */
export interface FairnessOptions {
  /** The favourable class. Default 1, or the greater of two. */
  readonly posLabel?: Label | null | undefined;
  /** Confidence of the intervals. Default 0.95. */
  readonly confidence?: number | undefined;
  /** Differences above this fail the report. Default 0.1. */
  readonly tolerance?: number | undefined;
  /** Groups with fewer rows are listed but not compared. Default 10. */
  readonly minRows?: number | undefined;
  /** Number of samples for the intervals of the differences. Default 2000. */
  readonly nResamples?: number | undefined;
  /** Seed. Default 0. */
  readonly randomState?: RandomStateInput;
}

/** A share with its interval; null of nothing. */
export interface Rate extends Interval {
  readonly value: number;
  /** Of how many rows. */
  readonly rows: number;
}

/** How the model treats one group. */
export interface GroupRates {
  readonly group: Label;
  readonly rows: number;
  /** Share that is predicted to be favourable. */
  readonly selection: Rate | null;
  /** Of those that truly are, the share that is predicted to be. */
  readonly truePositive: Rate | null;
  /** Of those that truly are not, the share that is predicted to be. */
  readonly falsePositive: Rate | null;
  readonly accuracy: Rate | null;
}

/** The largest difference between groups under one idea of fairness. */
export interface Disparity {
  readonly criterion: "demographicParity" | "equalOpportunity" | "equalizedOdds";
  /** Largest less smallest rate (of equalised odds: the larger of both differences). */
  readonly difference: number;
  readonly interval: Interval;
  /** Smallest rate divided by largest. */
  readonly ratio: number;
  readonly passed: boolean;
}

/** How a model treats groups. */
export interface FairnessReport {
  readonly kind: "fairnessReport";
  readonly posLabel: Label;
  readonly confidence: number;
  readonly tolerance: number;
  /** Whether no difference is above the tolerance beyond chance. */
  readonly passed: boolean;
  readonly groups: readonly GroupRates[];
  readonly disparities: readonly Disparity[];
}

/**
 * How a classifier treats groups: shares of favourable predictions, of true and of false positives, each with Wilson's interval,
 * and the largest differences under demographic parity, equal opportunity and equalised odds, with intervals (parametric
 * bootstrap). A criterion fails when the lower bound of its difference is above the tolerance.
 *
 * @param yTrue - true classes, two.
 * @param yPred - predicted classes.
 * @param groups - the group of each row.
 * @param options - favourable class, confidence, tolerance, smallest group.
 * @returns plain data.
 * @throws {@link MetricsError} `unsupportedTarget` when there are not two classes or two groups to compare; `unknownLabel`,
 * `lengthMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see Hardt, Price and Srebro, "Equality of opportunity in supervised learning", NeurIPS 2016.
 *
 * @example
 * ```ts
 * import { fairnessReport } from "@mlsys/metrics";
 *
 * const groups = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? "old" : "young"));
 * const yTrue = groups.map((_, i) => (i % 4 < 2 ? 1 : 0));
 * const yPred = yTrue.map((label, i) => (groups[i] === "old" && i % 8 === 0 ? 0 : label));
 * const report = fairnessReport(yTrue, yPred, groups);
 * report.groups.map(({ truePositive }) => truePositive?.value); // => [0.5, 1]
 * report.passed; // => false
 * ```
 */
export function fairnessReport(
  yTrue: LabelArray,
  yPred: LabelArray,
  groups: LabelArray,
  options?: FairnessOptions,
): FairnessReport {
  const parsed = parseOptions(
    OWNER,
    options,
    {
      posLabel: { rule: labelRule },
      confidence: { rule: real({ above: 0, below: 1 }), default: 0.95 },
      tolerance: { rule: real({ min: 0, max: 1 }), default: 0.1 },
      minRows: { rule: integer({ min: 1 }), default: 10 },
      nResamples: { rule: integer({ min: 100 }), default: 2000 },
      randomState: { rule: randomSeed(), default: 0 },
    },
    MetricsError,
  );
  const counts = countGroups(yTrue, yPred, groups, parsed.posLabel);
  const compared = counts.groups.filter(({ positives, negatives }) => positives + negatives >= parsed.minRows);
  if (compared.length < 2) throw tooFewGroups(compared.length, parsed.minRows);
  const disparities = disparitiesOf(compared, parsed, generator(parsed.randomState));
  return {
    kind: "fairnessReport",
    posLabel: counts.posLabel,
    confidence: parsed.confidence,
    tolerance: parsed.tolerance,
    passed: disparities.every(({ passed }) => passed),
    groups: counts.groups.map((each) => ratesOf(each, parsed.confidence)),
    disparities,
  };
}

const OWNER = "fairnessReport";

interface GroupCounts {
  readonly group: Label;
  readonly positives: number;
  readonly negatives: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

function countGroups(yTrue: LabelArray, yPred: LabelArray, groups: LabelArray, posLabel: Label | undefined) {
  const { classes, yTrue: truth, yPred: predicted, n } = readClasses(OWNER, yTrue, yPred, undefined);
  const { classes: names, codes } = encodeLabels(OWNER, { groups }, MetricsError);
  checkSameLength(OWNER, "groups", codes.groups.length, n);
  const positive =
    posLabel === undefined ? Math.max(positionOf(classes, 1), classes.length - 1) : positionOf(classes, posLabel);
  const favourable = classes[positive];
  if (classes.length > 2 || favourable === undefined) throw wrongClasses(classes, posLabel);
  const counts = names.map((group) => ({ group, positives: 0, negatives: 0, truePositives: 0, falsePositives: 0 }));
  for (let i = 0; i < n; i++) {
    const own = counts[codes.groups[i] ?? 0];
    if (own === undefined) continue;
    const isSelected = predicted[i] === positive ? 1 : 0;
    if (truth[i] === positive) {
      own.positives += 1;
      own.truePositives += isSelected;
    } else {
      own.negatives += 1;
      own.falsePositives += isSelected;
    }
  }
  return { posLabel: favourable, groups: counts as readonly GroupCounts[] };
}

function ratesOf(counts: GroupCounts, confidence: number): GroupRates {
  const { group, positives, negatives, truePositives, falsePositives } = counts;
  const rate = (part: number, rows: number): Rate | null =>
    rows === 0 ? null : { value: part / rows, rows, ...wilsonInterval(part, rows, { confidence }) };
  return {
    group,
    rows: positives + negatives,
    selection: rate(truePositives + falsePositives, positives + negatives),
    truePositive: rate(truePositives, positives),
    falsePositive: rate(falsePositives, negatives),
    accuracy: rate(truePositives + negatives - falsePositives, positives + negatives),
  };
}

interface DisparityOptions {
  readonly confidence: number;
  readonly tolerance: number;
  readonly nResamples: number;
}

/** The rates of the groups under a criterion; of equalised odds, two of each. */
type Criterion = (counts: GroupCounts) => readonly number[];

const CRITERIA: readonly (readonly [Disparity["criterion"], Criterion])[] = [
  ["demographicParity", (c) => [(c.truePositives + c.falsePositives) / (c.positives + c.negatives)]],
  ["equalOpportunity", (c) => [c.truePositives / c.positives]],
  ["equalizedOdds", (c) => [c.truePositives / c.positives, c.falsePositives / c.negatives]],
];

function disparitiesOf(groups: readonly GroupCounts[], options: DisparityOptions, rng: RandomState): Disparity[] {
  const samples = CRITERIA.map(() => new Float64Array(options.nResamples));
  for (let time = 0; time < options.nResamples; time++) {
    const drawn = groups.map((counts) => resample(counts, rng));
    CRITERIA.forEach(([, criterion], at) => ((samples[at] as Float64Array)[time] = gapOf(drawn, criterion).difference));
  }
  const tail = (1 - options.confidence) / 2;
  return CRITERIA.map(([criterion, rates], at) => {
    const { difference, ratio } = gapOf(groups, rates);
    const sorted = (samples[at] as Float64Array).filter((each) => !Number.isNaN(each)).sort();
    const interval = { low: quantileOf(sorted, tail), high: quantileOf(sorted, 1 - tail) };
    return { criterion, difference, interval, ratio, passed: !(interval.low > options.tolerance) };
  });
}

function resample(counts: GroupCounts, rng: RandomState): GroupCounts {
  const { positives, negatives, truePositives, falsePositives } = counts;
  return {
    ...counts,
    truePositives: positives === 0 ? 0 : drawBinomial(positives, truePositives / positives, rng),
    falsePositives: negatives === 0 ? 0 : drawBinomial(negatives, falsePositives / negatives, rng),
  };
}

/** The largest difference over the kinds of rate, and its ratio; groups without such rows are left out. */
function gapOf(
  groups: readonly GroupCounts[],
  criterion: Criterion,
): { readonly difference: number; readonly ratio: number } {
  const kinds = criterion(groups[0] as GroupCounts).map((_, kind) => {
    const rates = groups.map((counts) => criterion(counts)[kind] ?? NaN).filter((rate) => !Number.isNaN(rate));
    const [low, high] = [Math.min(...rates), Math.max(...rates)];
    return { difference: high - low, ratio: high === 0 ? 1 : low / high };
  });
  return kinds.reduce((widest, each) => (each.difference > widest.difference ? each : widest));
}

function wrongClasses(classes: readonly Label[], posLabel: Label | undefined): MetricsError {
  const isUnknown = classes.length <= 2 && posLabel !== undefined;
  return new MetricsError({
    code: isUnknown ? "unknownLabel" : "unsupportedTarget",
    what: isUnknown ? "posLabel is no label of the target" : "the target has more than two classes",
    where: OWNER,
    found: isUnknown ? JSON.stringify(posLabel) : `${classes.length} classes`,
    fix: isUnknown
      ? `set it to one of ${classes.map((each) => JSON.stringify(each)).join(", ")}`
      : "take one class against the rest",
    details: { classes },
  });
}

function tooFewGroups(found: number, minRows: number): MetricsError {
  return new MetricsError({
    code: "unsupportedTarget",
    what: "there are not two groups to compare",
    where: `${OWNER}, groups`,
    found: `${found} with at least ${minRows} rows`,
    fix: "give more groups or rows, or a smaller minRows",
    details: { groups: found, minRows },
  });
}
