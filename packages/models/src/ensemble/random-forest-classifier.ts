import { forestClassifier, forestClassifierKind, multiTargetForestClassifierKind } from "./forest-classifier.ts";
import type { ForestClassifier, ForestClassifierOptions } from "./forest-classifier.ts";

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
  return forestClassifier("randomForestClassifier", options);
}

/** How a saved forest of this kind is read. */
export const randomForestClassifierKind = /* @__PURE__ */ forestClassifierKind("randomForestClassifier");

/** The same, with several labels a row. */
export const multiTargetRandomForestClassifierKind =
  /* @__PURE__ */ multiTargetForestClassifierKind("randomForestClassifier");
