import { Matrix } from "@mlsys/core";
import type { StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import type { IsotonicCurve } from "../isotonic/isotonic-curve.ts";
import { fitShares, fitSigmoid, fitTemperature, shareAt, sigmoidAt, toLogits } from "./calibration-maps.ts";
import type { Sigmoid } from "./calibration-maps.ts";
import { softmaxRow } from "./softmax-row.ts";

/** How scores become probabilities. */
export type CalibrationMethod = "sigmoid" | "isotonic" | "temperature";

/** Maps the scores of one classifier to probabilities: one map a column of the scores, or one temperature. */
export type Calibrator =
  | { readonly method: "sigmoid"; readonly maps: readonly Sigmoid[] }
  | { readonly method: "isotonic"; readonly maps: readonly IsotonicCurve[] }
  | { readonly method: "temperature"; readonly factor: number };

/** What a calibrator learns from. */
export interface Scored {
  readonly scores: Matrix;
  /** The place of each row's class. */
  readonly codes: Int32Array;
  readonly weights: Float64Array | undefined;
  /** The class that each column of the scores is of. */
  readonly columns: readonly number[];
}

export function fitCalibrator(method: CalibrationMethod, { scores, codes, weights, columns }: Scored): Calibrator {
  if (method === "temperature") return { method, factor: fitTemperature(scores, codes, weights) };
  const targets = columns.map((target, c) => ({
    scores: scores.column(c),
    isClass: Uint8Array.from(codes, (code) => (code === target ? 1 : 0)),
  }));
  if (method === "sigmoid") {
    return { method, maps: targets.map((each) => fitSigmoid(each.scores, each.isClass, weights)) };
  }
  return { method, maps: targets.map((each) => fitShares(each.scores, each.isClass, weights)) };
}

/** The probabilities of scores, rows × classes. */
export function calibrate(
  calibrator: Calibrator,
  scores: Matrix,
  columns: readonly number[],
  nClasses: number,
): Matrix {
  const result = new Matrix(scores.rows, nClasses);
  if (calibrator.method === "temperature") {
    const logits = toLogits(scores);
    for (let i = 0; i < scores.rows; i++) softmaxRow(logits.row(i), calibrator.factor, result.row(i));
    return result;
  }
  const mapped = (c: number, score: number) =>
    calibrator.method === "sigmoid"
      ? sigmoidAt(calibrator.maps[c] as Sigmoid, score)
      : shareAt(calibrator.maps[c] as IsotonicCurve, score);
  for (let i = 0; i < scores.rows; i++) {
    const row = result.row(i);
    columns.forEach((target, c) => (row[target] = mapped(c, scores.data[i * scores.cols + c] as number)));
    if (nClasses === 2) row[0] = 1 - (row[1] as number);
    else normalize(row);
  }
  return result;
}

/** Makes shares add up to 1; of none, all alike. */
function normalize(row: Float64Array): void {
  const sum = row.reduce((total, share) => total + share, 0);
  for (let c = 0; c < row.length; c++) row[c] = sum === 0 ? 1 / row.length : (row[c] as number) / sum;
}

/** A calibrator, to be saved. */
export function calibratorState(calibrator: Calibrator): { readonly [key: string]: StateValue } {
  if (calibrator.method === "temperature") return { method: calibrator.method, factor: calibrator.factor };
  return { method: calibrator.method, maps: calibrator.maps.map((map) => ({ ...map })) };
}

/** Reads what {@link calibratorState} gave. */
export function calibratorFromState(kind: string, state: { readonly [key: string]: StateValue }): Calibrator {
  const read = new StateReader({ kind, version: 1, state });
  const method = read.text("method");
  if (method === "temperature") return { method, factor: read.number("factor") };
  const parts = read.records("maps").map((map) => new StateReader({ kind, version: 1, state: map }));
  if (method === "sigmoid") {
    return { method, maps: parts.map((map) => ({ slope: map.number("slope"), offset: map.number("offset") })) };
  }
  return { method: "isotonic", maps: parts.map((map) => ({ x: map.vector("x"), y: map.vector("y") })) };
}
