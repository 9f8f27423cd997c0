import { Matrix } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import { accuracy, labelsByScores } from "../../internal/labels.ts";
import { r2 } from "../../internal/r2.ts";
import type { ScoredModel } from "../../model-selection/scorers.ts";
import { softmaxAt } from "./boosting-loss.ts";

/** Of two classes there is one raw prediction a row, of more one a class. */
export type RawPredictions = readonly Float64Array[];

/** The raw predictions of all classes, rows × classes: of two, that of the first is 0. */
export function choicesOf(raw: RawPredictions): Matrix {
  const columns = raw.length === 1 ? [new Float64Array(raw[0]?.length ?? 0), ...raw] : raw;
  return interleaved(columns);
}

export function interleaved(columns: RawPredictions): Matrix {
  const result = new Matrix(columns[0]?.length ?? 0, columns.length);
  columns.forEach((column, k) => column.forEach((value, i) => (result.data[i * columns.length + k] = value)));
  return result;
}

/** The probabilities of all classes, rows × classes. */
export function probabilitiesOf(raw: RawPredictions): Matrix {
  const [only] = raw;
  const result = new Matrix(only?.length ?? 0, Math.max(2, raw.length));
  for (let i = 0; i < result.rows; i++) {
    if (raw.length > 1) softmaxAt(raw, i, result.row(i));
    else {
      const share = 1 / (1 + Math.exp(-(only?.[i] ?? 0)));
      result.data[2 * i] = 1 - share;
      result.data[2 * i + 1] = share;
    }
  }
  return result;
}

/** A classifier as scorers see it, on the rows of some raw predictions only. */
export function rawClassifier(classes: readonly Label[], raw: RawPredictions): ScoredModel {
  const predict = () => labelsByScores(classes, choicesOf(raw));
  return {
    classes,
    predict,
    predictProba: () => probabilitiesOf(raw),
    decisionFunction: () => (raw.length === 1 ? (raw[0] as Float64Array) : interleaved(raw)),
    score: (_, y, options) => accuracy("scoring", predict(), y as Label[], options?.sampleWeight as Float64Array),
  };
}

/** A regressor as scorers see it, on the rows of some raw predictions only. */
export function rawRegressor(isLogarithmic: boolean, [raw = new Float64Array(0)]: RawPredictions): ScoredModel {
  const predicted = () => (isLogarithmic ? raw.map(Math.exp) : raw.slice());
  return {
    predict: predicted,
    score: (_, y, options) => r2(y as Float64Array, predicted(), options?.sampleWeight as Float64Array | undefined),
  };
}
