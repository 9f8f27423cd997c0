import { isMatrix, Matrix } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type { Classifier, Regressor } from "../estimator.ts";
import { rowCount } from "./rows-at.ts";
import { ModelsError } from "../models-error.ts";
import { FoldRun } from "./validation-options.ts";
import type { AnyPredictor, FoldOptions, TargetLike } from "./validation-options.ts";

/** What is asked of each model. */
export type PredictionMethod = "predict" | "predictProba" | "predictLogProba" | "decisionFunction";

/** Options of {@link crossValPredict}. */
export interface CrossValPredictOptions<Method extends PredictionMethod = PredictionMethod> extends FoldOptions {
  /** What is asked of each model. Default `"predict"`. */
  readonly method?: Method;
}

/**
 * What is predicted for each row by a model that did not see it: every row is in the test part of exactly one fold.
 *
 * @param estimator - the unfitted estimator or pipeline.
 * @param X - whatever the estimator takes.
 * @param y - one label or number a row.
 * @param options - `cv`, `method`, `groups`, `sampleWeight`, `onProgress`, `signal`.
 * @returns one prediction a row, in the order of X; rows × classes for probabilities.
 * @throws {ModelsError} `invalidInput` where folds overlap or leave rows out; `aborted`, and what the estimator throws.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.cross_val_predict.html
 *
 * @example
 * ```ts
 * import { crossValPredict, linearRegression } from "@mlsys/models";
 *
 * const X = Array.from({ length: 6 }, (_, i) => [i]);
 * const predicted = await crossValPredict(linearRegression(), X, [0, 2, 4, 6, 8, 10], { cv: 3 });
 * Array.from(predicted, Math.round); // => [0, 2, 4, 6, 8, 10]
 * ```
 */
export function crossValPredict<In>(
  estimator: Regressor<In>,
  X: In,
  y: TargetLike,
  options?: CrossValPredictOptions<"predict">,
): Promise<Float64Array>;
export function crossValPredict<In, L extends Label>(
  estimator: Classifier<In>,
  X: In,
  y: ArrayLike<L>,
  options?: CrossValPredictOptions<"predict">,
): Promise<L[]>;
export function crossValPredict<In>(
  estimator: Classifier<In>,
  X: In,
  y: TargetLike,
  options: CrossValPredictOptions,
): Promise<Matrix | Float64Array | Label[]>;
export async function crossValPredict(
  estimator: unknown,
  X: unknown,
  y: TargetLike,
  options: CrossValPredictOptions = {},
): Promise<Matrix | Float64Array | Label[]> {
  const owner = "crossValPredict";
  const { method = "predict" } = options;
  const run = new FoldRun(owner, estimator, X, y, options);
  const rows = rowCount(owner, X);
  assertPartition(owner, run, rows);
  const classes = method === "predict" ? undefined : new Set(Array.from(y as ArrayLike<unknown>)).size;
  let output: Matrix | Float64Array | Label[] | undefined;
  for (const { train, test } of run.folds) {
    await run.next();
    const [fold, kept] = [run.rows(train), run.rows(test)];
    const model = (estimator as AnyPredictor).fit(fold.X, fold.y, fold.options);
    if (classes !== undefined && model.classes?.length !== classes)
      throw missingClass(owner, model.classes?.length, classes);
    const ask = (model as unknown as Record<string, ((X: unknown) => unknown) | undefined>)[method];
    if (ask === undefined) throw noMethod(owner, model.kind, method);
    const part = ask.call(model, kept.X);
    output ??= isMatrix(part)
      ? new Matrix(rows, part.cols)
      : part instanceof Float64Array
        ? new Float64Array(rows)
        : new Array<Label>(rows);
    const whole = output;
    test.forEach((row, at) => {
      if (whole instanceof Matrix) whole.row(row).set((part as Matrix).row(at));
      else whole[row] = (part as number[])[at] as number;
    });
    run.done();
  }
  return output ?? new Float64Array(0);
}

function assertPartition(owner: string, run: FoldRun, rows: number): void {
  const seen = new Uint8Array(rows);
  let count = 0;
  for (const { test } of run.folds) {
    for (const row of test) {
      count += 1;
      seen[row] = 1;
    }
  }
  if (count === rows && seen.every((each) => each === 1)) return;
  throw new ModelsError({
    code: "invalidInput",
    what: "not every row is in the test part of exactly one fold",
    where: `${owner}, cv`,
    found: `${count} places for ${rows} rows`,
    fix: "take a splitter whose test parts make up all rows, such as kFold",
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

function noMethod(owner: string, kind: string, method: string): ModelsError {
  return new ModelsError({
    code: "notSupported",
    what: `the model has no ${method}`,
    where: `${owner}, method`,
    found: kind,
    fix: 'take "predict", or another estimator',
  });
}
