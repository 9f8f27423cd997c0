import { parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { descentSpecs, FittedSparseModel, readDescent } from "./elastic-net-fit.ts";
import type { DescentOptions, FittedDescent } from "./elastic-net-fit.ts";
import { descentFit, FittedSparseMultiTargetModel, readMultiTargetDescent } from "./multi-target-descent.ts";

/** Options of {@link lasso}. */
export type LassoOptions = DescentOptions;

/** An unfitted lasso. */
export interface Lasso extends Regressor<MatrixLike, LassoModel> {
  /** Fits one target (one number a row), or several (rows × targets), each by itself. */
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetLassoModel;
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): LassoModel;
}

/**
 * Least squares with an L1 penalty, which sets coefficients to 0: minimises ‖y − Xw‖² / 2n + alpha·‖w‖₁. Its optimum is reached to the
 * last digits that matter, where scikit-learn's descent stops at `tol`. A sparse X is made dense.
 *
 * @param options - `alpha`, `fitIntercept`, `maxIter`, `tol`, `positive`, `selection`, `randomState`, `logger`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.Lasso.html
 *
 * @example
 * ```ts
 * import { lasso } from "@mlsys/models";
 *
 * const model = lasso({ alpha: 0.5 }).fit([[-1, 1], [0, 0], [1, 1]], [-2, 0, 2]);
 * Array.from(model.coef, (value) => Math.round(value * 1e9) / 1e9); // => [1.25, 0]
 * ```
 */
export function lasso(options: LassoOptions = {}): Lasso {
  const settings = parseOptions("lasso", options, descentSpecs(), ModelsError);
  return {
    kind: "lasso",
    estimatorType: "regressor",
    options: { ...settings },
    fit: descentFit(
      "lasso",
      { ...settings, l1Ratio: 1 },
      modelOf,
      (fitted) => new MultiTargetLassoModel(fitted),
    ) as Lasso["fit"],
  };
}

/** A fitted lasso of one target. */
export class LassoModel extends FittedSparseModel {
  readonly kind = "lasso";
}

/** A fitted lasso of several targets. */
export class MultiTargetLassoModel extends FittedSparseMultiTargetModel {
  readonly kind = "multiTargetLasso";
}

const modelOf = ({ coef, intercept, facts }: FittedDescent): LassoModel => new LassoModel(coef, intercept, facts);

/** How a saved lasso is read. */
export const lassoKind = {
  kind: "lasso",
  fromState: (saved: SavedModel): LassoModel => modelOf(readDescent(saved)),
} as const;

/** How a saved lasso of several targets is read. */
export const multiTargetLassoKind = {
  kind: "multiTargetLasso",
  fromState: (saved: SavedModel): MultiTargetLassoModel => new MultiTargetLassoModel(readMultiTargetDescent(saved)),
} as const;
