import { Matrix, randomState } from "@mlsys/core";
import type { CsrMatrix, RandomStateInput } from "@mlsys/core";
import { shuffleSplit, stratifiedShuffleSplit } from "@mlsys/split";
import { retold } from "../internal/features.ts";
import { multiply } from "../internal/products.ts";
import { r2 } from "../internal/r2.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { sgdLoss } from "./sgd-losses.ts";
import type { SgdLossName } from "./sgd-losses.ts";
import { ownGenerator, sgdSpecs } from "./sgd-options.ts";
import type { SgdSettings } from "./sgd-options.ts";
import { runSgd } from "./sgd-run.ts";
import type { SgdRun } from "./sgd-run.ts";
import { canRunTogether, runTogether } from "./sgd-together.ts";

/** Where a descent stands: it can go on from there. */
export interface SgdState {
  /** One row a target, or a class. */
  readonly coef: Matrix;
  readonly intercept: Float64Array;
  readonly averageCoef: Matrix | undefined;
  readonly averageIntercept: Float64Array;
  /** The number of the next step, 1 at the start. */
  readonly t: number;
}

export function emptySgdState(rows: number, cols: number, { average }: SgdSettings): SgdState {
  return {
    coef: new Matrix(rows, cols),
    intercept: new Float64Array(rows),
    averageCoef: average > 0 ? new Matrix(rows, cols) : undefined,
    averageIntercept: new Float64Array(rows),
    t: 1,
  };
}

/** The weights that predict: the averages once there are any. */
export function usedWeights(state: SgdState, { average }: SgdSettings): { coef: Matrix; intercept: Float64Array } {
  const { coef, intercept, averageCoef, averageIntercept, t } = state;
  return averageCoef !== undefined && average <= t - 1
    ? { coef: averageCoef, intercept: averageIntercept }
    : { coef, intercept };
}

/** What a descent of one or more targets needs. */
export interface SgdTask {
  readonly owner: string;
  readonly X: Matrix | CsrMatrix;
  readonly sampleWeight: Float64Array | undefined;
  readonly loss: SgdLossName;
  readonly maxIter: number;
}

/** The state after passes over rows whose classes are given, and how many passes that took. */
export function descendClasses(
  task: SgdTask,
  settings: SgdSettings,
  start: SgdState,
  codes: Int32Array,
  classWeights: Float64Array,
): { readonly state: SgdState; readonly nIter: number } {
  const loss = sgdLoss(task.loss, settings.epsilon);
  const absent = loss.isHalfBinomial === true ? 0 : -1;
  const isBinary = start.coef.rows === 1;
  const rows = isBinary ? [1] : Array.from({ length: start.coef.rows }, (_, row) => row);
  const next = copyOf(start);
  const targets = rows.map((code) => targetOf(codes, code, absent));
  const isValidation = validationRows(task, settings, isBinary ? (targets[0] as Float64Array) : codes, true);
  const main = ownGenerator(settings.randomState);
  const seeds: readonly RandomStateInput[] = isBinary ? [main] : Array.from(main.randint(0, 2 ** 31 - 1, rows.length));
  const descents = rows.map((code, row) => {
    const rng = randomState(seeds[row]);
    // The reference draws a seed for its reader of rows first, and does not use it.
    rng.randint(1, 2 ** 31 - 1);
    const seed = rng.randint(0, 2 ** 31 - 1);
    const y = targets[row] as Float64Array;
    return descentOf(task, next, row, {
      y,
      absent,
      loss,
      seed,
      isValidation,
      positiveWeight: classWeights[code] as number,
      negativeWeight: isBinary ? (classWeights[0] as number) : 1,
      score: (predictions, kept) => accuracyOfSigns(predictions, kept, y, task.sampleWeight),
    });
  });
  const nIter = descend(descents, settings, next);
  return { state: { ...next, t: start.t + nIter * task.X.rows }, nIter };
}

/** 1 for the rows of a class, and another number for all others. */
function targetOf(codes: Int32Array, code: number, absent: number): Float64Array {
  const y = new Float64Array(codes.length);
  // Of 0 and 1 without a branch, which the processor could not foresee.
  for (let i = 0; i < y.length; i++) y[i] = absent + (1 - absent) * Number(codes[i] === code);
  return y;
}

/** The state after passes over rows whose numbers are given, and how many passes that took. */
export function descendNumbers(
  task: SgdTask,
  settings: SgdSettings,
  start: SgdState,
  y: Float64Array,
): { readonly state: SgdState; readonly nIter: number } {
  const next = copyOf(start);
  const seed = ownGenerator(settings.randomState).randint(0, 2 ** 31 - 1);
  const descent = descentOf(task, next, 0, {
    y,
    loss: sgdLoss(task.loss, settings.epsilon),
    seed,
    isValidation: validationRows(task, settings, y, false),
    positiveWeight: 1,
    negativeWeight: 1,
    score: (predictions, kept) =>
      r2(taken(y, kept), predictions, task.sampleWeight === undefined ? undefined : taken(task.sampleWeight, kept)),
  });
  const nIter = descend([descent], settings, next);
  return { state: { ...next, t: start.t + nIter * task.X.rows }, nIter };
}

interface Target {
  readonly y: Float64Array;
  readonly absent?: number;
  readonly loss: ReturnType<typeof sgdLoss>;
  readonly seed: number;
  readonly isValidation: Uint8Array | undefined;
  readonly positiveWeight: number;
  readonly negativeWeight: number;
  /** The score of predictions of the rows kept back. */
  readonly score: (predictions: Float64Array, kept: Int32Array) => number;
}

/** What a descent of one target starts from; its weights are those of the next state. */
function descentOf(task: SgdTask, next: SgdState, row: number, target: Target): SgdRun {
  const { isValidation, score, ...others } = target;
  const kept = isValidation && Int32Array.from(isValidation.keys()).filter((i) => isValidation[i] === 1);
  const rowsKept = kept && task.X.take(kept);
  return {
    ...others,
    isValidation,
    owner: task.owner,
    X: task.X,
    sampleWeight: task.sampleWeight,
    maxIter: task.maxIter,
    weights: next.coef.row(row),
    averageWeights: next.averageCoef?.row(row),
    intercept: next.intercept[row] as number,
    averageIntercept: next.averageIntercept[row] as number,
    step: next.t,
    validationScore:
      kept === undefined || rowsKept === undefined
        ? undefined
        : (weights, intercept) => {
            const predictions = new Float64Array(kept.length);
            multiply(rowsKept, weights, 1, Float64Array.of(intercept), predictions);
            return score(predictions, kept);
          },
  };
}

/** Runs descents, one a row of the next state, and writes what they end with; the most passes that one took. */
function descend(runs: readonly SgdRun[], settings: SgdSettings, next: SgdState): number {
  const outcomes = canRunTogether(runs, settings)
    ? runTogether(runs, settings)
    : runs.map((run) => runSgd(run, settings));
  outcomes.forEach(({ intercept, averageIntercept }, row) => {
    next.intercept[row] = intercept;
    next.averageIntercept[row] = averageIntercept;
  });
  return Math.max(...outcomes.map(({ nIter }) => nIter));
}

/** The accuracy of signs as the reference computes it: with the logistic loss, whose negatives are 0, only positives count. */
function accuracyOfSigns(
  scores: Float64Array,
  kept: Int32Array,
  y: Float64Array,
  weights: Float64Array | undefined,
): number {
  let [hits, total] = [0, 0];
  scores.forEach((score, at) => {
    const i = kept[at] as number;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    total += weight;
    if ((score > 0 ? 1 : -1) === y[i]) hits += weight;
  });
  return total === 0 ? 0 : hits / total;
}

function validationRows(
  { owner, X }: SgdTask,
  { earlyStopping, validationFraction, randomState: seed }: SgdSettings,
  y: ArrayLike<number>,
  isClassification: boolean,
): Uint8Array | undefined {
  if (!earlyStopping) return undefined;
  const options = { testSize: validationFraction, randomState: ownGenerator(seed) };
  const splitter = isClassification ? stratifiedShuffleSplit(options) : shuffleSplit(options);
  const marks = new Uint8Array(X.rows);
  retold(`${owner}, validationFraction`, () => {
    for (const { test } of splitter.split(X.rows, { y })) {
      for (const i of test) marks[i] = 1;
      break;
    }
  });
  return marks;
}

function taken(values: Float64Array, places: Int32Array): Float64Array {
  return Float64Array.from(places, (i) => values[i] as number);
}

function copyOf({ coef, intercept, averageCoef, averageIntercept, t }: SgdState): SgdState {
  return {
    coef: new Matrix(coef.rows, coef.cols, coef.data.slice()),
    intercept: intercept.slice(),
    averageCoef: averageCoef && new Matrix(averageCoef.rows, averageCoef.cols, averageCoef.data.slice()),
    averageIntercept: averageIntercept.slice(),
    t,
  };
}

/** The state of a descent as saved data, with the settings that a next pass needs. */
export function savedSgd(state: SgdState, settings: SgdSettings): { readonly [key: string]: StateValue } {
  const { logger: _, ...specs } = sgdSpecs();
  const saved = Object.keys(specs).map((name) => {
    const value = settings[name as keyof typeof specs];
    return [name, typeof value === "object" && value !== null ? 0 : value] as const;
  });
  return {
    ...(Object.fromEntries(saved) as { readonly [key: string]: StateValue }),
    standardCoef: matrixState(state.coef),
    standardIntercept: state.intercept,
    averageCoef: state.averageCoef === undefined ? null : matrixState(state.averageCoef),
    averageIntercept: state.averageIntercept,
    t: state.t,
  };
}

/** The state of a descent, read. */
export function readSgd(read: StateReader): SgdState {
  const coef = read.matrix("standardCoef");
  return {
    coef,
    intercept: read.vector("standardIntercept", coef.rows),
    averageCoef: read.value("averageCoef") === null ? undefined : read.matrix("averageCoef"),
    averageIntercept: read.vector("averageIntercept", coef.rows),
    t: read.number("t"),
  };
}
