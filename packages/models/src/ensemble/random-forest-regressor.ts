import { parseOptions } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { fitForestRegressor, forestRegressorSpecs, readForestRegressor } from "./forest-regressor.ts";
import type {
  ForestRegressor,
  ForestRegressorModel,
  ForestRegressorOptions,
  ForestRegressorSettings,
} from "./forest-regressor.ts";

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
  const kind = "randomForestRegressor";
  const settings: ForestRegressorSettings = parseOptions(kind, options, forestRegressorSpecs(true), ModelsError);
  return {
    kind,
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions) => fitForestRegressor(kind, settings, X, y, fitOptions),
  };
}

/** How a saved random forest for numbers is read. */
export const randomForestRegressorKind = {
  kind: "randomForestRegressor",
  fromState: (saved: SavedModel): ForestRegressorModel => readForestRegressor("randomForestRegressor", saved),
} as const;
