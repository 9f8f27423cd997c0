import { forestRegressor, forestRegressorKind, multiTargetForestRegressorKind } from "./forest-regressor.ts";
import type { ForestRegressor, ForestRegressorOptions } from "./forest-regressor.ts";

/**
 * Many decision trees for numbers whose thresholds are drawn, the best of a few at each node; each tree has all rows unless
 * `bootstrap` is set. For the same seed the trees are scikit-learn's, node by node.
 *
 * @param options - as of `randomForestRegressor`; `bootstrap` is false by default.
 * @returns the unfitted regressor.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.ExtraTreesRegressor.html
 *
 * @example
 * ```ts
 * import { extraTreesRegressor } from "@mlsys/models";
 *
 * const model = extraTreesRegressor({ nEstimators: 10 }).fit([[1], [2], [8], [9]], [1, 1, 5, 5]);
 * model.trees.length; // => 10
 * model.predict([[100]])[0] === model.predict([[9]])[0]; // => true
 * ```
 */
export function extraTreesRegressor(options: ForestRegressorOptions = {}): ForestRegressor {
  return forestRegressor("extraTreesRegressor", options);
}

/** How a saved forest of this kind is read. */
export const extraTreesRegressorKind = /* @__PURE__ */ forestRegressorKind("extraTreesRegressor");

/** The same, with several numbers a row. */
export const multiTargetExtraTreesRegressorKind = /* @__PURE__ */ multiTargetForestRegressorKind("extraTreesRegressor");
