import {
  arrayOf,
  didYouMean,
  either,
  integer,
  oneOf,
  parseOptions,
  randomSeed,
  real,
  satisfying,
  Table,
  text,
} from "@mlsys/core";
import type { Label, LabelArray, RandomStateInput, TableInput } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import { classificationReport } from "../classification/classification-report.ts";
import type { ClassificationReport } from "../classification/classification-report.ts";
import { confusionMatrix } from "../classification/confusion-matrix.ts";
import type { ConfusionMatrix } from "../classification/confusion-matrix.ts";
import { checkSameLength } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import { bootstrapInterval } from "../intervals/bootstrap-interval.ts";
import type { MeasuredInterval } from "../intervals/bootstrap-interval.ts";
import type { MeasureName } from "../measures/measure-names.ts";
import { MetricsError } from "../metrics-error.ts";
import type { VegaLiteSpec } from "../plots/spec.ts";
import { readLosses } from "../slices/row-losses.ts";
import type { Task } from "../slices/row-losses.ts";
import { sliceReport } from "../slices/slice-report.ts";
import type { SliceReport } from "../slices/slice-report.ts";
import type { SliceRule } from "../slices/slice-rules.ts";
import { evaluationPlots } from "./evaluation-plots.ts";
import { predictionsOf } from "./predictions.ts";
import type { Predictor } from "./predictions.ts";

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** The true classes or numbers, one per row, or the name of a column of the data. */
  readonly target: LabelArray | string;
  /** What the model is given: the values of one column, or a table of several. Default: all columns but the target. */
  readonly features?: string | readonly string[] | undefined;
  /** Scores of the positive class of two. Default: the probabilities of a model of two classes that has `predictProba`. */
  readonly scores?: NumberArray | undefined;
  /** The positive class of scores. Default 1, where the classes are 0 and 1 or -1 and 1; of a model, its second class. */
  readonly posLabel?: Label | null | undefined;
  /** Whether classes or numbers are predicted. Default: numbers if any has a fraction. */
  readonly task?: Task | undefined;
  /** The figures. Default: accuracy, balanced accuracy, macro F1; or R², RMSE, MAE; ROC AUC with scores. */
  readonly metrics?: readonly MeasureName[] | undefined;
  /** How to cut the data into slices, as in `sliceReport`. Default: no slices. */
  readonly slices?: readonly SliceRule[] | undefined;
  /** Confidence of the intervals. Default 0.95. */
  readonly confidence?: number | undefined;
  /** Number of bootstrap samples. Default 1000. */
  readonly nResamples?: number | undefined;
  /** Seed. Default 0. */
  readonly randomState?: RandomStateInput;
  /** Theme of the plots. Default `"light"`. */
  readonly theme?: "light" | "dark" | undefined;
}

/** A model's figures, intervals, slices and plots, as plain data. */
export interface Evaluation {
  readonly kind: "evaluation";
  readonly task: Task;
  readonly rows: number;
  /** Whether no slice is worse than the rest beyond chance. */
  readonly passed: boolean;
  readonly metrics: readonly MeasuredInterval[];
  /** Of classes. */
  readonly classification: ClassificationReport | null;
  readonly confusion: ConfusionMatrix | null;
  readonly slices: SliceReport | null;
  /** Vega-Lite specifications by name. */
  readonly plots: Readonly<Record<string, VegaLiteSpec>>;
}

/**
 * Evaluates a model, or its predictions, in one call: the figures of the task with intervals, a classification report and
 * confusion matrix, slices, and the plots that suit: of numbers predicted against actual, residuals and their quantiles; of classes
 * the confusion matrix; of scores the ROC, precision–recall and gain curves, thresholds, histogram and calibration besides.
 *
 * @param model - something with `predict`, or the predictions.
 * @param data - the rows: a table, row objects, a record of columns. A model gets them without the target's column.
 * @param options - the target (required), scores, figures, slices, confidence.
 * @returns plain data, which `toText`, `toMarkdown` and `toHtml` of `@mlsys/metrics/report` render.
 * @throws {@link MetricsError} `invalidOption`, `lengthMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`, `unknownLabel`.
 *
 * @example
 * ```ts
 * import { evaluate } from "@mlsys/metrics";
 *
 * const data = Array.from({ length: 100 }, (_, i) => ({ size: i, label: i % 2 === 0 ? "up" : "down" }));
 * const predictions = data.map(({ label, size }) => (size % 10 === 0 ? "down" : label));
 * const evaluation = evaluate(predictions, data, { target: "label", slices: [{ column: "size" }] });
 * evaluation.metrics.map(({ metric, value }) => [metric, value.toFixed(3)]); // => [["accuracy", "0.900"], ["balancedAccuracy", "0.900"], ["f1Macro", "0.899"]]
 * Object.keys(evaluation.plots); // => ["confusionMatrix", "slices"]
 * ```
 */
export function evaluate(model: Predictor | LabelArray, data: TableInput, options: EvaluateOptions): Evaluation {
  const parsed = parseEvaluate(options);
  const table = Table.from(data);
  const yTrue = targetOf(parsed.target, table);
  const { yPred, ...found } = predictionsOf(OWNER, model, table, parsed);
  const { task, losses } = readLosses(OWNER, yTrue, yPred, parsed.task);
  checkSameLength(OWNER, "data", table.numRows, losses.length);
  const isClasses = task === "classification";
  const scored = { ...parsed, ...(isClasses ? found : {}) };
  const confusion = isClasses ? confusionMatrix(yTrue, yPred) : null;
  const slices = parsed.slices === undefined ? null : sliceReport(table, yTrue, yPred, sliceOptions(parsed, task));
  return {
    kind: "evaluation",
    task,
    rows: losses.length,
    passed: slices?.passed ?? true,
    metrics: figuresOf(yTrue, yPred, task, scored),
    classification: isClasses ? classificationReport(yTrue, yPred) : null,
    confusion,
    slices,
    plots: evaluationPlots(yTrue, yPred, { ...scored, confusion, slices }),
  };
}

const OWNER = "evaluate";

type Parsed = ReturnType<typeof parseEvaluate>;

function parseEvaluate(options: EvaluateOptions) {
  const isArray = (value: unknown): value is LabelArray =>
    typeof value === "object" && value !== null && "length" in value;
  return parseOptions(
    OWNER,
    options,
    {
      target: {
        rule: satisfying(
          "the true values or the name of their column",
          (value): value is LabelArray | string => typeof value === "string" || isArray(value),
        ),
        required: true,
      },
      features: { rule: either(text(), arrayOf(text())) },
      scores: { rule: satisfying("one number per row", (value): value is NumberArray => isArray(value)) },
      posLabel: { rule: labelRule },
      task: { rule: oneOf("classification", "regression") },
      metrics: {
        rule: arrayOf(satisfying("the name of a metric", (value): value is MeasureName => text().accepts(value))),
      },
      slices: {
        rule: satisfying("an array of slices", (value): value is readonly SliceRule[] => Array.isArray(value)),
      },
      confidence: { rule: real({ above: 0, below: 1 }), default: 0.95 },
      nResamples: { rule: integer({ min: 50 }), default: 1000 },
      randomState: { rule: randomSeed(), default: 0 },
      theme: { rule: oneOf("light", "dark"), default: "light" },
    },
    MetricsError,
  );
}

function targetOf(target: LabelArray | string, table: Table): LabelArray {
  if (typeof target !== "string") return target;
  if (table.hasColumn(target)) return table.column(target as never);
  throw new MetricsError({
    code: "invalidOption",
    what: `there is no column ${JSON.stringify(target)}`,
    where: `${OWNER}, target`,
    fix: didYouMean(target, table.columnNames),
    details: { option: "target", column: target, columns: table.columnNames },
  });
}

function sliceOptions({ slices = [], confidence }: Parsed, task: Task) {
  return { slices, confidence, task };
}

function figuresOf(yTrue: LabelArray, yPred: LabelArray, task: Task, parsed: Parsed): MeasuredInterval[] {
  const { confidence, nResamples, randomState, posLabel, scores } = parsed;
  const usual: readonly MeasureName[] =
    task === "classification"
      ? ["accuracy", "balancedAccuracy", "f1Macro"]
      : ["r2", "rootMeanSquaredError", "meanAbsoluteError"];
  const shared = { confidence, nResamples, randomState, posLabel };
  const figures = (parsed.metrics ?? usual).map((name) => {
    if (!OF_SCORES.includes(name)) return bootstrapInterval(name, yTrue, yPred, shared);
    if (scores !== undefined) return bootstrapInterval(name, yTrue, scores, shared);
    throw new MetricsError({
      code: "invalidOption",
      what: `${JSON.stringify(name)} needs scores`,
      where: `${OWNER}, metrics`,
      fix: "give { scores }, one number per row",
      details: { option: "scores", metric: name },
    });
  });
  const isMissing = scores !== undefined && parsed.metrics === undefined;
  return isMissing ? [...figures, bootstrapInterval("rocAuc", yTrue, scores, shared)] : figures;
}

const OF_SCORES: readonly MeasureName[] = ["rocAuc", "averagePrecision", "logLoss", "brierScore"];
