import { forestClassifier, forestClassifierKind, multiTargetForestClassifierKind } from "./forest-classifier.ts";
import type { ForestClassifier, ForestClassifierOptions } from "./forest-classifier.ts";

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
  return forestClassifier("extraTreesClassifier", options);
}

/** How a saved forest of this kind is read. */
export const extraTreesClassifierKind = /* @__PURE__ */ forestClassifierKind("extraTreesClassifier");

/** The same, with several labels a row. */
export const multiTargetExtraTreesClassifierKind =
  /* @__PURE__ */ multiTargetForestClassifierKind("extraTreesClassifier");
