import { Column } from "@mlsys/core";
import type { LabelArray } from "@mlsys/core";
import { accuracyScore } from "../classification/accuracy.ts";
import { f1Score } from "../classification/precision-recall-fscore.ts";
import { meanAbsoluteError } from "../regression/mean-absolute-error.ts";
import { rootMeanSquaredError } from "../regression/mean-squared-error.ts";
import { r2Score } from "../regression/r2-score.ts";
import type { Task } from "./row-losses.ts";

/** A figure of the rows of a slice. */
export type SliceMetric = (yTrue: readonly never[], yPred: readonly never[]) => number;

const CLASSES: Readonly<Record<string, SliceMetric>> = {
  accuracy: (yTrue, yPred) => accuracyScore(yTrue, yPred),
  f1Macro: (yTrue, yPred) => f1Score(yTrue, yPred, { average: "macro", zeroDivision: 0 }),
};

const NUMBERS: Readonly<Record<string, SliceMetric>> = {
  r2: (yTrue, yPred) => r2Score(yTrue, yPred),
  rmse: (yTrue, yPred) => rootMeanSquaredError(yTrue, yPred),
  mae: (yTrue, yPred) => meanAbsoluteError(yTrue, yPred),
};

export function measureRows(
  task: Task,
  yTrue: LabelArray,
  yPred: LabelArray,
  indices: Int32Array,
  metrics: Readonly<Record<string, SliceMetric>> = task === "classification" ? CLASSES : NUMBERS,
): Record<string, number> {
  const pick = (values: LabelArray): never[] =>
    Array.from(indices, (i) => (values instanceof Column ? values.at(i) : values[i]) as never);
  const [truth, predicted] = [pick(yTrue), pick(yPred)];
  return Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, metric(truth, predicted)]));
}
