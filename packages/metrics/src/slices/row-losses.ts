import { encodeLabels } from "@mlsys/core";
import type { LabelArray } from "@mlsys/core";
import { readClasses } from "../input/class-targets.ts";
import { checkNotEmpty, checkSameLength, readNumbers } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";

/** Whether classes or numbers are predicted. */
export type Task = "classification" | "regression";

/** How wrong each row is: 0 or 1 of classes, the squared error of numbers. */
export interface RowLosses {
  readonly task: Task;
  readonly losses: Float64Array;
}

/** The losses of predictions; without a task, numbers with a fraction make it a regression. */
export function readLosses(owner: string, yTrue: LabelArray, yPred: LabelArray, task: Task | undefined): RowLosses {
  const isRegression = task === undefined ? looksContinuous(owner, yTrue, yPred) : task === "regression";
  if (!isRegression) {
    const targets = readClasses(owner, yTrue, yPred, undefined);
    const losses = new Float64Array(targets.n);
    for (let i = 0; i < losses.length; i++) losses[i] = targets.yTrue[i] === targets.yPred[i] ? 0 : 1;
    return { task: "classification", losses };
  }
  const truth = readNumbers(owner, "yTrue", yTrue);
  const predicted = readNumbers(owner, "yPred", yPred);
  checkNotEmpty(owner, "yTrue", truth.length);
  checkSameLength(owner, "yPred", predicted.length, truth.length);
  return { task: "regression", losses: truth.map((value, i) => (value - (predicted[i] ?? 0)) ** 2) };
}

function looksContinuous(owner: string, yTrue: LabelArray, yPred: LabelArray): boolean {
  const { classes } = encodeLabels(owner, { yTrue, yPred }, MetricsError);
  return classes.some((label) => typeof label === "number" && !Number.isInteger(label));
}
