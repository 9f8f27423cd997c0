import { threadsOf } from "../internal/threads/thread-count.ts";
import type { Answers } from "../internal/answers.ts";
import type { CriterionName } from "../tree/build-tree.ts";
import type { TreeData } from "../tree/tree-data.ts";
import { featuresToDraw, monotonicOf } from "../tree/tree-options.ts";
import type { TreeTarget } from "../tree/tree-target.ts";
import { rowDraws } from "./bootstrap-rows.ts";
import type { GrownForest } from "./fitted-forest.ts";
import { outOfBag, outOfBagWarnings } from "./forest-figures.ts";
import type { ForestSettings } from "./forest-options.ts";
import { growForest, treeSeeds } from "./grow-forest.ts";

/** What a forest is fitted on and by. */
export interface ForestFit<Prediction, Truth> {
  readonly data: TreeData;
  readonly target: TreeTarget;
  readonly criterion: CriterionName;
  readonly settings: ForestSettings;
  /** Whether thresholds are drawn. */
  readonly isExtra: boolean;
  /** Whether classes are balanced among the rows that were drawn. */
  readonly balanceDrawn: boolean;
  /** How rows left out are judged. */
  readonly answers: Answers<Prediction, Truth>;
  readonly y: Truth;
}

/** Grows a forest, and judges it by the rows left out where that is asked for. */
export function fitForest<Prediction, Truth>(given: ForestFit<Prediction, Truth>): GrownForest {
  const { data, target, criterion, settings, isExtra, balanceDrawn, answers, y } = given;
  const { owner, X, dense, weights, facts } = data;
  const draws = settings.bootstrap ? rowDraws(X.rows, settings.maxSamples, weights) : undefined;
  const recipe = {
    criterion,
    splitter: isExtra ? "random" : "best",
    growth: settings,
    monotonic: monotonicOf(owner, settings.monotonicCst, X.cols, target),
  } as const;
  const seeds = treeSeeds(settings.randomState, settings.nEstimators);
  const problem = { tree: { X, target, weights }, recipe, draws, balanceDrawn };
  const trees = growForest(problem, seeds, threadsOf(settings.nJobs));
  const drawing = { rows: X.rows, seeds, draws };
  const grown = { facts, trees, drawing, maxFeatures: featuresToDraw(settings.maxFeatures, X.cols) };
  if (draws === undefined || settings.oobScore === false) return grown;
  const { values, never } = outOfBag(trees, seeds, draws, dense);
  const warnings = outOfBagWarnings(owner, never, settings.logger);
  const predicted = answers.predict(values);
  const score =
    settings.oobScore === true
      ? answers.score(owner, predicted, y, undefined)
      : settings.oobScore(answers.truth(owner, y, X.rows) as never, predicted as never);
  return { ...grown, facts: { ...facts, warnings }, outOfBag: { score, values } };
}
