import type { Label, Matrix } from "@mlsys/core";
import type { FitOptions, FittedModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { rowsAt } from "./rows-at.ts";
import type { Judge } from "./judge.ts";
import type { ScoredModel } from "./scorers.ts";
import { toldByPlace } from "../internal/place-in-whole.ts";

/** An estimator of either kind, for what does not mind which. */
export interface AnyPredictor {
  readonly kind: string;
  readonly estimatorType: "classifier" | "regressor";
  fit(X: unknown, y: unknown, options?: FitOptions): FittedModel & ScoredModel;
}

/** What is asked of each model. */
export type PredictionMethod = "predict" | "predictProba" | "predictLogProba" | "decisionFunction";

/** All rows of a run. */
export interface FitData {
  readonly X: unknown;
  readonly y: unknown;
  readonly sampleWeight: unknown;
}

/** One fit of a run, and the rows that it is judged on. */
export interface FitTask {
  /** Which of the run's estimators. */
  readonly estimator: number;
  readonly train: ArrayLike<number>;
  readonly test: ArrayLike<number>;
}

/** What is done with each model. */
export interface FitJudges {
  readonly owner: string;
  readonly judge: Judge;
  readonly scoresTrain: boolean;
  readonly method: PredictionMethod | undefined;
  /** How many classes a model must know; undefined for any number. */
  readonly classCount: number | undefined;
}

/** A prediction of either kind. */
export type Prediction = Matrix | Float64Array | readonly Label[];

/** What came of a fit. */
export interface FitOutcome {
  readonly testScores: readonly number[];
  readonly trainScores: readonly number[];
  readonly fitTime: number;
  readonly scoreTime: number;
  readonly prediction: Prediction | undefined;
}

/** Fits, judges and predicts. */
export function doFit(estimator: AnyPredictor, data: FitData, task: FitTask, judges: FitJudges) {
  const [rows, kept] = [foldAt(data, task.train), foldAt(data, task.test)];
  const { owner, judge, scoresTrain, method, classCount } = judges;
  const start = performance.now();
  const model = toldByPlace(task.train, () => estimator.fit(rows.X, rows.y, rows.options));
  const fitted = performance.now();
  const predict = method === undefined ? undefined : predictionBy(owner, model, method);
  if (classCount !== undefined && model.classes?.length !== classCount) {
    throw missingClass(owner, model.classes?.length, classCount);
  }
  const [testScores, prediction] = toldByPlace(task.test, () => [
    judge(model, kept.X, kept.y, kept.options),
    predict?.(kept.X),
  ]);
  const scoreTime = performance.now() - fitted;
  const trainScores = scoresTrain ? judge(model, rows.X, rows.y, rows.options) : [];
  const outcome: FitOutcome = { testScores, trainScores, fitTime: fitted - start, scoreTime, prediction };
  return { model, outcome };
}

function foldAt({ X, y, sampleWeight }: FitData, places: ArrayLike<number>) {
  const options: FitOptions =
    sampleWeight === undefined ? {} : { sampleWeight: rowsAt(sampleWeight, places) as number[] };
  return { X: rowsAt(X, places), y: rowsAt(y, places), options };
}

function predictionBy(owner: string, model: FittedModel & ScoredModel, method: PredictionMethod) {
  const ask = (model as unknown as Record<string, ((rows: unknown) => Prediction) | undefined>)[method];
  if (ask !== undefined) return (X: unknown) => ask.call(model, X);
  throw new ModelsError({
    code: "notSupported",
    what: `the model has no ${method}`,
    where: `${owner}, method`,
    found: model.kind,
    fix: 'take "predict", or another estimator',
  });
}

function missingClass(owner: string, found: number | undefined, expected: number): ModelsError {
  return new ModelsError({
    code: "singleClass",
    what: "a training fold lacks a class",
    where: `${owner}, y`,
    found: `${found ?? 0} of ${expected} classes`,
    fix: "take fewer or stratified folds",
  });
}
