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
 * Many decision trees, each grown on rows drawn with replacement and asking about features drawn anew at each node; their
 * probabilities are averaged. For the same seed the trees are scikit-learn's, node by node.
 *
 * @param options - `nEstimators`, `criterion`, `maxFeatures` (default `"sqrt"`), `bootstrap`, `oobScore`, `maxSamples`, `classWeight`, and
 * the options of the trees.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.RandomForestClassifier.html
 *
 * @example
 * ```ts
 * import { randomForestClassifier } from "@mlsys/models";
 *
 * const X = [[1], [2], [3], [7], [8], [9]];
 * const model = randomForestClassifier({ nEstimators: 20, randomState: 1 }).fit(X, ["a", "a", "a", "b", "b", "b"]);
 * model.predict([[0], [10]]); // => ["a", "b"]
 * model.estimators.length; // => 20
 * ```
 */
export function randomForestClassifier(options: ForestClassifierOptions = {}): ForestClassifier {
  const kind = "randomForestClassifier";
  const settings: ForestClassifierSettings = parseOptions(kind, options, forestClassifierSpecs(true), ModelsError);
  return {
    kind,
    estimatorType: "classifier",
    options: { ...settings },
    fit: (X, y, fitOptions) => fitForestClassifier(kind, settings, X, y, fitOptions),
  };
}

/** How a saved random forest for classes is read. */
export const randomForestClassifierKind = {
  kind: "randomForestClassifier",
  fromState: (saved: SavedModel): ForestClassifierModel => readForestClassifier("randomForestClassifier", saved),
} as const;
