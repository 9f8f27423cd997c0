import { parseOptions } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { fitForestClassifier, forestClassifierSpecs, readForestClassifier } from "./forest-classifier.ts";
import type {
  ForestClassifier,
  ForestClassifierModel,
  ForestClassifierOptions,
  ForestClassifierSettings,
} from "./forest-classifier.ts";

/**
 * Many decision trees whose thresholds are drawn, the best of a few at each node; each tree has all rows unless `bootstrap` is set.
 * For the same seed the trees are scikit-learn's, node by node.
 *
 * @param options - as of `randomForestClassifier`; `bootstrap` is false by default.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.ExtraTreesClassifier.html
 *
 * @example
 * ```ts
 * import { extraTreesClassifier } from "@mlsys/models";
 *
 * const X = [[1], [2], [3], [7], [8], [9]];
 * const model = extraTreesClassifier({ nEstimators: 20 }).fit(X, [0, 0, 0, 1, 1, 1]);
 * model.predict([[0], [10]]); // => [0, 1]
 * ```
 */
export function extraTreesClassifier(options: ForestClassifierOptions = {}): ForestClassifier {
  const kind = "extraTreesClassifier";
  const settings: ForestClassifierSettings = parseOptions(kind, options, forestClassifierSpecs(false), ModelsError);
  return {
    kind,
    estimatorType: "classifier",
    options: { ...settings },
    fit: (X, y, fitOptions) => fitForestClassifier(kind, settings, X, y, fitOptions),
  };
}

/** How saved extra trees for classes are read. */
export const extraTreesClassifierKind = {
  kind: "extraTreesClassifier",
  fromState: (saved: SavedModel): ForestClassifierModel => readForestClassifier("extraTreesClassifier", saved),
} as const;
