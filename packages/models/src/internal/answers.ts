import { Column, Matrix } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import type { LabelsLike, VectorLike } from "../estimator.ts";
import { labelRowsOf, subsetAccuracy } from "./label-rows.ts";
import type { LabelRowsLike, OutputClasses, OutputShares } from "./label-rows.ts";
import { accuracy, labelsByScores } from "./labels.ts";
import { meanR2, r2 } from "./r2.ts";
import { numbersOf, targetsOf } from "./targets.ts";

/** What the values of leaves mean: numbers or labels, of one output or of several. */
export interface Answers<Prediction, Truth> {
  /** Number of outputs, by the width of a node's value. */
  outputs(width: number): number;
  /** From rows × width of a node's value. */
  predict(values: Matrix): Prediction;
  /** y in the form of predictions. */
  truth(owner: string, y: Truth, rows: number): Prediction;
  score(owner: string, predicted: Prediction, y: Truth, weights: Float64Array | undefined): number;
}

/** One number a row. */
export const numberAnswers: Answers<Float64Array, VectorLike> = {
  outputs: () => 1,
  predict: ({ data }) => data,
  truth: (owner, y, rows) => numbersOf(owner, "y", y, rows),
  score: (owner, predicted, y, weights) => r2(numbersOf(owner, "y", y, predicted.length), predicted, weights),
};

/** Several numbers a row. */
export const numberRowAnswers: Answers<Matrix, MatrixLike> = {
  outputs: (width) => width,
  predict: (values) => values,
  truth: targetsOf,
  score: (owner, predicted, y, weights) => meanR2(owner, targetsOf(owner, y, predicted.rows), predicted, weights),
};

/** One label a row: the one of the largest share, of equal ones the first. */
export function labelAnswers<L extends Label>(classes: readonly L[]): Answers<L[], LabelsLike<L>> {
  return {
    outputs: () => 1,
    predict: (values) => labelsByScores(classes, values),
    truth: (_owner, y) => (y instanceof Column ? y.toArray() : Array.from(y)) as L[],
    score: accuracy,
  };
}

/** Several labels a row. */
export function labelRowAnswers<Row extends readonly Label[]>(
  classes: OutputClasses<Row>,
): Answers<Row[], LabelRowsLike<Row>> {
  return {
    outputs: () => classes.length,
    predict: (values) => {
      const columns = outputShares(values, classes).map((shares, k) => labelsByScores(classes[k] ?? [], shares));
      return Array.from({ length: values.rows }, (_, i) => columns.map((labels) => labels[i]) as unknown as Row);
    },
    truth: (owner, y) => labelRowsOf(owner, y),
    score: subsetAccuracy,
  };
}

/** The shares of the classes of each output, rows × classes, out of those of all outputs side by side. */
export function outputShares<Row extends readonly Label[]>(
  values: Matrix,
  classes: OutputClasses<Row>,
): OutputShares<Row> {
  const places = values.cols / classes.length;
  const outputs: readonly (readonly Label[])[] = classes;
  return outputs.map(({ length }, k) => {
    const shares = new Matrix(values.rows, length);
    for (let i = 0; i < values.rows; i++) {
      const from = i * values.cols + k * places;
      shares.data.set(values.data.subarray(from, from + length), i * length);
    }
    return shares;
  }) as readonly Matrix[] as OutputShares<Row>;
}

/** The natural logarithms of shares. */
export function logarithms({ rows, cols, data }: Matrix): Matrix {
  return new Matrix(rows, cols, data.map(Math.log));
}
