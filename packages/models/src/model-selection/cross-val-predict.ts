import { isMatrix, Matrix } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type { Classifier, Regressor } from "../estimator.ts";
import { rowCount } from "./rows-at.ts";
import { ModelsError } from "../models-error.ts";
import type { PredictionMethod } from "./fit-task.ts";
import { FOLD_OPTIONS, FoldRun, requireKnownOptions } from "./validation-options.ts";
import type { FoldOptions, TargetLike } from "./validation-options.ts";

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
 * @param options - `cv`, `method`, `groups`, `sampleWeight`, `onProgress`, `signal`, `nJobs`.
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
  requireKnownOptions(owner, options, ["method", ...FOLD_OPTIONS]);
  const { method = "predict" } = options;
  const run = new FoldRun(owner, estimator, X, y, options);
  const rows = rowCount(owner, X);
  assertPartition(owner, run, rows);
  const classCount = method === "predict" ? undefined : new Set(Array.from(y as ArrayLike<unknown>)).size;
  const { outcomes } = await run.fit({ fits: [{ estimator }], scoring: [], method, classCount });
  const first = outcomes[0]?.prediction;
  const output = isMatrix(first)
    ? new Matrix(rows, first.cols)
    : first instanceof Float64Array
      ? new Float64Array(rows)
      : new Array<Label>(rows);
  run.folds.forEach(({ test }, fold) => {
    const part = outcomes[fold]?.prediction;
    test.forEach((row, at) => {
      if (output instanceof Matrix) output.row(row).set((part as Matrix).row(at));
      else output[row] = (part as number[])[at] as number;
    });
  });
  return output;
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
