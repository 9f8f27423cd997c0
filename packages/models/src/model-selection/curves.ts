import { Matrix, randomState, showValue } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { CrossValScoreOptions } from "./cross-validate.ts";
import { scorerOf } from "./scorers.ts";
import type { FitOutcome } from "./fit-task.ts";
import { FoldRun, requireKnownOptions, SCORE_OPTIONS } from "./validation-options.ts";
import type { Predictor, TargetLike } from "./validation-options.ts";

/** Options of {@link learningCurve}. */
export interface LearningCurveOptions extends CrossValScoreOptions {
  /** How many training rows: shares of a fold's up to 1, of at least one row, or numbers above. Default 0.1, 0.325, 0.55, 0.775 and 1. */
  readonly trainSizes?: readonly number[];
  /** Whether the training rows are shuffled before their first ones are taken. Default false. */
  readonly shuffle?: boolean;
  /** Seeds the shuffle. Default 0. */
  readonly randomState?: RandomStateInput;
  /** Whether the times of fits and scores are given back. Default false. */
  readonly returnTimes?: boolean;
}

/** Scores by number of training rows. */
export interface LearningCurve {
  /** The numbers of training rows, ascending. */
  readonly trainSizes: Int32Array;
  /** Sizes × folds. */
  readonly trainScores: Matrix;
  /** Sizes × folds. */
  readonly testScores: Matrix;
  /** How long fits took, where asked for: sizes × folds, in milliseconds. */
  readonly fitTimes?: Matrix;
  /** How long it took to judge test rows, where asked for: sizes × folds, in milliseconds. */
  readonly scoreTimes?: Matrix;
}

/**
 * How scores grow with the number of training rows.
 *
 * @param estimator - the unfitted estimator or pipeline.
 * @param X - whatever the estimator takes.
 * @param y - one label or number a row.
 * @param options - `trainSizes`, `cv`, `scoring`, `shuffle`, `randomState`, `returnTimes`, `errorScore`, `logger`, `groups`,
 * `sampleWeight`, `onProgress`, `signal`, `nJobs`.
 * @returns the sizes, and scores of training and test rows, sizes × folds.
 * @throws {ModelsError} `invalidOption`, `aborted`, and what the estimator throws.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.learning_curve.html
 *
 * @example
 * ```ts
 * import { learningCurve, linearRegression } from "@mlsys/models";
 *
 * const X = Array.from({ length: 20 }, (_, i) => [i]);
 * const curve = await learningCurve(linearRegression(), X, X.map(([x = 0]) => x), { cv: 2, trainSizes: [0.5, 1] });
 * curve.trainSizes; // => Int32Array.of(5, 10)
 * curve.testScores.rows; // => 2
 * ```
 */
export async function learningCurve<In>(
  estimator: Predictor<In>,
  X: In,
  y: TargetLike,
  options: LearningCurveOptions = {},
): Promise<LearningCurve> {
  const owner = "learningCurve";
  requireKnownOptions(owner, options, ["trainSizes", "shuffle", "randomState", "returnTimes", ...SCORE_OPTIONS]);
  const { trainSizes = [0.1, 0.325, 0.55, 0.775, 1], shuffle = false } = options;
  scorerOf(owner, options.scoring);
  const run = new FoldRun(owner, estimator, X, y, options);
  const sizes = sizesOf(owner, trainSizes, run.folds[0]?.train.length ?? 0);
  const rng = randomState(options.randomState ?? 0);
  const orders = run.folds.map(({ train }) => (shuffle ? rng.permutation(Array.from(train)) : train));
  const { outcomes } = await run.fit({
    fits: Array.from(sizes, (size) => ({
      estimator,
      train: (fold: number) => (orders[fold] as Int32Array).slice(0, size),
    })),
    scoring: [options.scoring],
    scoresTrain: true,
  });
  const times = {
    fitTimes: figuresOf(outcomes, sizes.length, ({ fitTime }) => fitTime),
    scoreTimes: figuresOf(outcomes, sizes.length, ({ scoreTime }) => scoreTime),
  };
  return { trainSizes: sizes, ...scoresOf(outcomes, sizes.length), ...(options.returnTimes === true ? times : {}) };
}

/** The scores of fits of each fold, fits × folds. */
function scoresOf(outcomes: readonly FitOutcome[], fits: number) {
  return {
    trainScores: figuresOf(outcomes, fits, ({ trainScores }) => trainScores[0]),
    testScores: figuresOf(outcomes, fits, ({ testScores }) => testScores[0]),
  };
}

/** A figure of the fits of each fold, fits × folds. */
function figuresOf(
  outcomes: readonly FitOutcome[],
  fits: number,
  figure: (outcome: FitOutcome) => number | undefined,
): Matrix {
  const folds = outcomes.length / fits;
  const matrix = new Matrix(fits, folds);
  outcomes.forEach((outcome, at) => {
    matrix.data[(at % fits) * folds + Math.floor(at / fits)] = figure(outcome) ?? NaN;
  });
  return matrix;
}

function sizesOf(owner: string, given: readonly number[], most: number): Int32Array {
  const areShares = given.every((size) => size > 0 && size <= 1) && given.some((size) => !Number.isInteger(size));
  const sizes = given.map((size) =>
    areShares || (given.length === 1 && size === 1) ? Math.max(1, Math.trunc(size * most)) : size,
  );
  const bad = sizes.find((size) => !Number.isInteger(size) || size < 1 || size > most);
  if (bad === undefined && sizes.length > 0) return Int32Array.from([...new Set(sizes)].sort((a, b) => a - b));
  throw new ModelsError({
    code: "invalidOption",
    what: "a training size is out of range",
    where: `${owner}, trainSizes`,
    found: String(bad),
    fix: `give shares above 0 and up to 1, or whole numbers from 1 to ${most}`,
  });
}

/** Options of {@link validationCurve}. */
export interface ValidationCurveOptions<Value> extends CrossValScoreOptions {
  /** The values to try. */
  readonly paramRange: readonly Value[];
}

/** Scores by value of an option. */
export interface ValidationCurve {
  /** Values × folds. */
  readonly trainScores: Matrix;
  /** Values × folds. */
  readonly testScores: Matrix;
}

/**
 * How scores depend on an option.
 *
 * @param estimatorOf - makes the unfitted estimator of a value.
 * @param X - whatever the estimator takes.
 * @param y - one label or number a row.
 * @param options - `paramRange`, `cv`, `scoring`, `errorScore`, `logger`, `groups`, `sampleWeight`, `onProgress`, `signal`, `nJobs`.
 * @returns scores of training and test rows, values × folds.
 * @throws {ModelsError} `invalidOption`, `aborted`, and what the estimator throws.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.validation_curve.html
 *
 * @example
 * ```ts
 * import { ridge, validationCurve } from "@mlsys/models";
 *
 * const X = Array.from({ length: 20 }, (_, i) => [i]);
 * const y = X.map(([x = 0]) => x);
 * const curve = await validationCurve((alpha: number) => ridge({ alpha }), X, y, { paramRange: [0.1, 1e6], cv: 2 });
 * curve.trainScores.get(0, 0) > curve.trainScores.get(1, 0); // => true
 * ```
 */
export async function validationCurve<In, Value>(
  estimatorOf: (value: Value) => Predictor<In>,
  X: In,
  y: TargetLike,
  options: ValidationCurveOptions<Value>,
): Promise<ValidationCurve> {
  const owner = "validationCurve";
  requireKnownOptions(owner, options, ["paramRange", ...SCORE_OPTIONS]);
  if (typeof (estimatorOf as unknown) !== "function") {
    throw new ModelsError({
      code: "invalidInput",
      what: "the estimator of a value is to be made by a function",
      where: owner,
      found: typeof estimatorOf,
      fix: "give a function of the value, such as (alpha) => ridge({ alpha })",
    });
  }
  const { paramRange } = (options as typeof options | undefined) ?? { paramRange: [] };
  const values: unknown = paramRange;
  if (!Array.isArray(values) || values.length === 0) {
    throw new ModelsError({
      code: "invalidOption",
      what: "there is no value to try",
      where: `${owner}, paramRange`,
      found: showValue(values),
      fix: "give an array of at least one value",
    });
  }
  scorerOf(owner, options.scoring);
  const fits = paramRange.map((value) => ({ estimator: estimatorOf(value) }));
  const run = new FoldRun(owner, fits[0]?.estimator, X, y, options);
  const { outcomes } = await run.fit({ fits, scoring: [options.scoring], scoresTrain: true });
  return scoresOf(outcomes, fits.length);
}
