import { Matrix } from "@mlsys/core";
import type { StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import type { IsotonicCurve } from "../isotonic/isotonic-curve.ts";
import { fitShares, fitSigmoid, fitTemperature, sharesAt, sigmoidsAt, toLogits } from "./calibration-maps.ts";
import type { Sigmoid } from "./calibration-maps.ts";
import { softmax } from "./softmax.ts";

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
  if (calibrator.method === "temperature") return softmax(toLogits(scores), calibrator.factor);
  const result = new Matrix(scores.rows, nClasses);
  columns.forEach((target, c) => {
    const given = scores.column(c);
    const shares =
      calibrator.method === "sigmoid"
        ? sigmoidsAt(calibrator.maps[c] as Sigmoid, given)
        : sharesAt(calibrator.maps[c] as IsotonicCurve, given);
    for (let i = 0; i < shares.length; i++) result.data[i * nClasses + target] = shares[i] as number;
  });
  if (nClasses === 2) {
    for (let at = 0; at < result.data.length; at += 2) result.data[at] = 1 - (result.data[at + 1] as number);
  } else normalize(result);
  return result;
}

/** Makes the shares of each row add up to 1; of none, all alike. */
function normalize({ cols, data }: Matrix): void {
  for (let from = 0; from < data.length; from += cols) {
    let sum = 0;
    for (let at = from; at < from + cols; at++) sum += data[at] as number;
    for (let at = from; at < from + cols; at++) data[at] = sum === 0 ? 1 / cols : (data[at] as number) / sum;
  }
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
