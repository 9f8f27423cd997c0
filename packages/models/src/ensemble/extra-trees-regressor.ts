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
  const kind = "extraTreesRegressor";
  const settings: ForestRegressorSettings = parseOptions(kind, options, forestRegressorSpecs(false), ModelsError);
  return {
    kind,
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions) => fitForestRegressor(kind, settings, X, y, fitOptions),
  };
}

/** How saved extra trees for numbers are read. */
export const extraTreesRegressorKind = {
  kind: "extraTreesRegressor",
  fromState: (saved: SavedModel): ForestRegressorModel => readForestRegressor("extraTreesRegressor", saved),
} as const;
