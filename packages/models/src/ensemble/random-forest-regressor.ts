import { forestRegressor, forestRegressorKind, multiTargetForestRegressorKind } from "./forest-regressor.ts";
import type { ForestRegressor, ForestRegressorOptions } from "./forest-regressor.ts";

/**
 * Many decision trees for numbers, each grown on rows drawn with replacement; their predictions are averaged. For the same seed the
 * trees are scikit-learn's, node by node.
 *
 * @param options - `nEstimators`, `criterion`, `maxFeatures` (default null, all), `bootstrap`, `oobScore`, `maxSamples`, and the options
 * of the trees.
 * @returns the unfitted regressor.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.RandomForestRegressor.html
 *
 * @example
 * ```ts
 * import { randomForestRegressor } from "@mlsys/models";
 *
 * const model = randomForestRegressor({ nEstimators: 10 }).fit([[1], [2], [8], [9]], [1, 1, 5, 5]);
 * model.trees.length; // => 10
 * model.predict([[100]])[0] === model.predict([[9]])[0]; // => true
 * ```
 */
export function randomForestRegressor(options: ForestRegressorOptions = {}): ForestRegressor {
  return forestRegressor("randomForestRegressor", options);
}

/** How a saved forest of this kind is read. */
export const randomForestRegressorKind = /* @__PURE__ */ forestRegressorKind("randomForestRegressor");

/** The same, with several numbers a row. */
export const multiTargetRandomForestRegressorKind =
  /* @__PURE__ */ multiTargetForestRegressorKind("randomForestRegressor");
