import { parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { Regressor } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { descentSpecs, fitByDescent, FittedSparseModel, readDescent, regressionData } from "./elastic-net-fit.ts";
import type { DescentOptions, FittedDescent } from "./elastic-net-fit.ts";

/** Options of {@link lasso}. */
export type LassoOptions = DescentOptions;

/** An unfitted lasso. */
export type Lasso = Regressor<MatrixLike, LassoModel>;

/**
 * Least squares with an L1 penalty, which sets coefficients to 0: minimises ‖y − Xw‖² / 2n + alpha·‖w‖₁. Its optimum is reached to the
 * last digits that matter, where scikit-learn's descent stops at `tol`. A sparse X is made dense.
 *
 * @param options - `alpha`, `fitIntercept`, `maxIter`, `tol`, `positive`, `logger`.
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
    fit: (X, y, fitOptions = {}) =>
      modelOf(
        fitByDescent(
          "lasso",
          { ...settings, l1Ratio: 1 },
          regressionData("lasso", X, y, fitOptions, { isCheckedLater: true }),
        ),
      ),
  };
}

/** A fitted lasso. */
export class LassoModel extends FittedSparseModel {
  readonly kind = "lasso";
}

const modelOf = ({ coef, intercept, facts }: FittedDescent): LassoModel => new LassoModel(coef, intercept, facts);

/** How a saved lasso is read. */
export const lassoKind = {
  kind: "lasso",
  fromState: (saved: SavedModel): LassoModel => modelOf(readDescent(saved)),
} as const;
