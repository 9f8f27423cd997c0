import { integer, oneOf, parseOptions, real, satisfying, Table } from "@mlsys/core";
import type { LabelArray, TableInput } from "@mlsys/core";
import { checkSameLength } from "../input/numbers.ts";
import { holm } from "../intervals/adjust-p-values.ts";
import type { Interval } from "../intervals/wilson-interval.ts";
import { MetricsError } from "../metrics-error.ts";
import { differenceInterval, differenceTest, lossInterval, momentsOf, withoutPart } from "./compare-slice.ts";
import { readLosses } from "./row-losses.ts";
import type { RowLosses, Task } from "./row-losses.ts";
import { cutSlices } from "./slice-rules.ts";
import type { SliceRows, SliceRule } from "./slice-rules.ts";
import { measureRows } from "./slice-metrics.ts";
import type { SliceMetric } from "./slice-metrics.ts";

/** Options of {@link sliceReport}. */
export interface SliceReportOptions {
  /** How to cut the rows: by predicate, by column, by value, by text pattern, by the model's confidence. */
  readonly slices: readonly SliceRule[];
  /** Figures of each slice by name. Default: accuracy and macro F1 of classes; R², RMSE and MAE of numbers. */
  readonly metrics?: Readonly<Record<string, SliceMetric>> | undefined;
  /** Whether classes or numbers are predicted. Default: numbers if any has a fraction. */
  readonly task?: Task | undefined;
  /** Confidence of the intervals and level of the tests. Default 0.95. */
  readonly confidence?: number | undefined;
  /** Slices with fewer rows are listed but not judged. Default 1. */
  readonly minRows?: number | undefined;
  /** How many row indices each slice lists. Default 1000. */
  readonly maxEvidence?: number | undefined;
}

/** The figures of one slice, against the rest. */
export interface SliceFigures {
  readonly name: string;
  readonly rows: number;
  /** Its share of all rows. */
  readonly share: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** The metrics of the slice less those of the whole. */
  readonly difference: Readonly<Record<string, number>>;
  /** Share of wrong predictions, or mean squared error. */
  readonly loss: number;
  readonly lossInterval: Interval;
  /** The loss less that of the rest of the rows, with its interval; null where there is no rest. */
  readonly lossDifference: (Interval & { readonly value: number }) | null;
  /** The chance of such a difference from the rest, were they alike. */
  readonly pValue: number;
  /** The same, corrected for the number of slices (Holm). */
  readonly adjustedPValue: number;
  /** Whether the slice is worse than the rest beyond chance. */
  readonly isWorse: boolean;
  /** The rows of the slice, the first `maxEvidence` of them. */
  readonly indices: readonly number[];
  /** Its wrongly predicted rows; of numbers, those with the largest errors; the first `maxEvidence` of them. */
  readonly worst: readonly number[];
}

/** Every slice's figures against the whole. */
export interface SliceReport {
  readonly kind: "sliceReport";
  readonly task: Task;
  readonly confidence: number;
  /** Whether no slice is worse than the rest beyond chance. */
  readonly passed: boolean;
  readonly whole: {
    readonly rows: number;
    readonly metrics: Readonly<Record<string, number>>;
    readonly loss: number;
    readonly lossInterval: Interval;
  };
  readonly slices: readonly SliceFigures[];
}

/**
 * Measures a model on parts of the data, each against the rest: with counts, intervals, a test corrected for the number of
 * slices, and the rows as evidence.
 *
 * @param data - the rows: a table, row objects, a record of columns.
 * @param yTrue - true classes or numbers, one per row.
 * @param yPred - predicted ones.
 * @param options - the slices (required), metrics, confidence.
 * @returns plain data. Intervals are Wilson's of a share of wrong predictions, Student's of a mean squared error.
 * @throws {@link MetricsError} `invalidOption` when a column does not exist; `lengthMismatch`, `emptyInput`, `invalidInput`.
 *
 * @example
 * ```ts
 * import { sliceReport } from "@mlsys/metrics";
 *
 * const rows = [{ text: "sales rose" }, { text: "sales fell" }, { text: "loss rose" }, { text: "profit rose" }];
 * const report = sliceReport(rows, ["up", "down", "down", "up"], ["up", "down", "up", "up"], {
 *   slices: [{ column: "text", matches: /rose/, name: "rises" }],
 * });
 * report.slices[0]?.rows; // => 3
 * report.slices[0]?.metrics.accuracy; // => 2 / 3
 * report.slices[0]?.worst; // => [2]
 * report.whole.metrics.accuracy; // => 0.75
 * ```
 */
export function sliceReport(
  data: TableInput,
  yTrue: LabelArray,
  yPred: LabelArray,
  options: SliceReportOptions,
): SliceReport {
  const owner = "sliceReport";
  const parsed = parseSlices(owner, options);
  const table = Table.from(data);
  const { task, losses } = readLosses(owner, yTrue, yPred, parsed.task);
  checkSameLength(owner, "data", table.numRows, losses.length);
  const measure = (indices: Int32Array): Record<string, number> =>
    measureRows(task, yTrue, yPred, indices, parsed.metrics);
  const everything = Int32Array.from(losses.keys());
  const moments = momentsOf(losses, everything);
  const whole = {
    rows: losses.length,
    metrics: measure(everything),
    loss: moments.mean,
    lossInterval: lossInterval(moments, task === "classification", parsed.confidence),
  };
  const slices = cutSlices(owner, table, parsed.slices)
    .filter(({ indices }) => indices.length > 0)
    .map((slice) => figuresOf(slice, { task, losses }, whole, measure, parsed));
  const judged = slices.filter(({ rows }) => rows >= parsed.minRows);
  const adjusted = holm(judged.map(({ pValue }) => pValue));
  const level = 1 - parsed.confidence;
  const all = slices.map((slice) => {
    const place = judged.indexOf(slice);
    const adjustedPValue = place < 0 ? 1 : (adjusted[place] ?? 1);
    return { ...slice, adjustedPValue, isWorse: adjustedPValue < level && slice.loss > whole.loss };
  });
  const passed = all.every((slice) => !slice.isWorse);
  return { kind: "sliceReport", task, confidence: parsed.confidence, passed, whole, slices: all };
}

type Parsed = ReturnType<typeof parseSlices>;

function isSliceRules(value: unknown): value is readonly SliceRule[] {
  return (
    Array.isArray(value) &&
    value.every(
      (rule: unknown) =>
        typeof rule === "object" && rule !== null && ("where" in rule || "column" in rule || "modelConfidence" in rule),
    )
  );
}

function isMetrics(value: unknown): value is Readonly<Record<string, SliceMetric>> {
  return (
    typeof value === "object" && value !== null && Object.values(value).every((metric) => typeof metric === "function")
  );
}

function parseSlices(owner: string, options: SliceReportOptions) {
  return parseOptions(
    owner,
    options,
    {
      slices: {
        rule: satisfying("an array of { name, where }, { column, … } or { modelConfidence }", isSliceRules),
        required: true,
      },
      metrics: { rule: satisfying("a record of functions", isMetrics) },
      task: { rule: oneOf("classification", "regression") },
      confidence: { rule: real({ above: 0, below: 1 }), default: 0.95 },
      minRows: { rule: integer({ min: 1 }), default: 1 },
      maxEvidence: { rule: integer({ min: 0 }), default: 1000 },
    },
    MetricsError,
  );
}

function figuresOf(
  { name, indices }: SliceRows,
  { task, losses }: RowLosses,
  whole: SliceReport["whole"],
  measure: (indices: Int32Array) => Record<string, number>,
  { confidence, maxEvidence }: Parsed,
): SliceFigures {
  const isShare = task === "classification";
  const moments = momentsOf(losses, indices);
  const all = momentsOf(losses, Int32Array.from(losses.keys()));
  const rest = withoutPart(all, moments);
  const metrics = measure(indices);
  return {
    name,
    rows: indices.length,
    share: indices.length / losses.length,
    metrics,
    difference: Object.fromEntries(
      Object.entries(metrics).map(([metric, value]) => [metric, value - (whole.metrics[metric] ?? NaN)]),
    ),
    loss: moments.mean,
    lossInterval: lossInterval(moments, isShare, confidence),
    lossDifference:
      rest.n === 0
        ? null
        : { value: moments.mean - rest.mean, ...differenceInterval(moments, rest, isShare, confidence) },
    pValue: differenceTest(moments, rest, isShare),
    adjustedPValue: 1,
    isWorse: false,
    indices: Array.from(indices.subarray(0, maxEvidence)),
    worst: worstOf(indices, losses, isShare).slice(0, maxEvidence),
  };
}

function worstOf(indices: Int32Array, losses: Float64Array, isShare: boolean): number[] {
  const rows = Array.from(indices);
  if (isShare) return rows.filter((i) => losses[i] === 1);
  return rows.sort((a, b) => (losses[b] ?? 0) - (losses[a] ?? 0) || a - b);
}
