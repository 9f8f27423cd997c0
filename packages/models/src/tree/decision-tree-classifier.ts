import { arrayOf, either, oneOf, parseOptions } from "@mlsys/core";
import type { Label, Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, LabelsLike, ProbabilisticClassifier, ProbabilisticClassifierModel } from "../estimator.ts";
import { classWeightRule } from "../internal/class-weights.ts";
import type { LabelRow, LabelRowsLike, OutputClasses, OutputShares } from "../internal/label-rows.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { labelAnswers, labelRowAnswers, logarithms, outputShares } from "../internal/answers.ts";
import { classTarget, weightProduct, weightsByClass } from "./class-target.ts";
import type { ClassCriterion, TreeClassWeightOption } from "./class-target.ts";
import { FittedDecisionTree, readDecisionTree } from "./fitted-decision-tree.ts";
import type { GrownTree } from "./fitted-decision-tree.ts";
import { pruningPath } from "./prune-tree.ts";
import type { PruningPath } from "./prune-tree.ts";
import { growOneTree, treeData } from "./tree-data.ts";
import { growthSpecs } from "./tree-options.ts";
import type { TreeGrowthOptions, TreeGrowthSettings } from "./tree-options.ts";

/** Options of {@link decisionTreeClassifier}. */
export interface DecisionTreeClassifierOptions extends TreeGrowthOptions {
  /** What a split lowers; `"entropy"` and `"log_loss"` are one. Default `"gini"`. */
  readonly criterion?: EitherSpelling<ClassCriterion>;
  /** Whether thresholds are searched or drawn. Default `"best"`. */
  readonly splitter?: "best" | "random";
  /** Weights of the classes: `"balanced"`, or a record by label; with several outputs an array of records. Default null, all 1. */
  readonly classWeight?: TreeClassWeightOption;
}

const specs = () =>
  ({
    ...growthSpecs(null),
    criterion: { rule: eitherSpelling("gini", "entropy", "log_loss"), default: "gini" },
    splitter: { rule: oneOf("best", "random"), default: "best" },
    classWeight: {
      rule: either(classWeightRule(), arrayOf(classWeightRule()), oneOf("balanced", null)),
      default: null,
    },
  }) as const;

interface Settings extends TreeGrowthSettings {
  readonly criterion: EitherSpelling<ClassCriterion>;
  readonly splitter: "best" | "random";
  readonly classWeight: TreeClassWeightOption;
}

/** An unfitted decision tree for classes. */
export interface DecisionTreeClassifier extends ProbabilisticClassifier {
  /** Learns one label a row, or several (a row of labels each). */
  fit<Row extends LabelRow = readonly Label[]>(
    X: MatrixLike,
    y: LabelRowsLike<Row>,
    options?: FitOptions,
  ): MultiTargetDecisionTreeClassifierModel<Row>;
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): DecisionTreeClassifierModel<L>;

  /**
   * The weights `ccpAlpha` that make a difference, and what each leaves, for a tree that is grown on X and y without pruning.
   *
   * @throws {ModelsError} as `fit`.
   * @see https://scikit-learn.org/stable/auto_examples/tree/plot_cost_complexity_pruning.html
   */
  costComplexityPruningPath(
    X: MatrixLike,
    y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>,
    options?: FitOptions,
  ): PruningPath;
}

/**
 * A tree of questions about single features, each the one that makes the classes of the rows purest. For the same seed it is
 * scikit-learn's tree, node by node. X is seen in single precision; NaN is a missing number, which goes to the side where it helps.
 * With several labels a row, one tree predicts them all.
 *
 * @param options - `criterion`, `splitter`, `maxDepth`, `minSamplesSplit`, `minSamplesLeaf`, `minWeightFractionLeaf`, `maxFeatures`,
 * `maxLeafNodes`, `minImpurityDecrease`, `classWeight`, `ccpAlpha`, `monotonicCst`, `randomState`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.tree.DecisionTreeClassifier.html
 *
 * @example
 * ```ts
 * import { decisionTreeClassifier } from "@mlsys/models";
 *
 * const model = decisionTreeClassifier({ maxDepth: 2 }).fit([[1], [2], [8], [9]], ["low", "low", "high", "high"]);
 * model.predict([[0], [7]]); // => ["low", "high"]
 * model.tree.threshold[0]; // => 5
 * const both = decisionTreeClassifier().fit([[1], [9]], [["low", true], ["high", false]]);
 * both.predict([[7]]); // => [["high", false]]
 * ```
 */
export function decisionTreeClassifier(options: DecisionTreeClassifierOptions = {}): DecisionTreeClassifier {
  const settings: Settings = parseOptions("decisionTreeClassifier", options, specs(), ModelsError);
  return {
    kind: "decisionTreeClassifier",
    estimatorType: "classifier",
    options: { ...settings },
    fit: ((X: MatrixLike, y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>, fitOptions: FitOptions = {}) =>
      fit(settings, X, y, fitOptions)) as DecisionTreeClassifier["fit"],
    costComplexityPruningPath: (X, y, fitOptions = {}) =>
      pruningPath(fit({ ...settings, ccpAlpha: 0 }, X, y, fitOptions).tree),
  };
}

/** A fitted decision tree for classes. */
export class DecisionTreeClassifierModel<L extends Label = Label>
  extends FittedDecisionTree<L[], LabelsLike<L>>
  implements ProbabilisticClassifierModel<L>
{
  readonly kind = "decisionTreeClassifier";
  /** The labels, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: readonly L[];

  /** @internal */
  constructor(grown: GrownTree, classes: readonly L[]) {
    super(grown, labelAnswers(classes));
    this.classes = classes;
  }

  /** Number of classes. */
  get nClasses(): number {
    return this.classes.length;
  }

  /**
   * The share of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictProba(X: MatrixLike): Matrix {
    return this.values("predictProba", X);
  }

  /**
   * The natural logarithms of the shares.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictLogProba(X: MatrixLike): Matrix {
    return logarithms(this.values("predictLogProba", X));
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), classes: this.classes };
  }
}

/** A fitted decision tree for several labels a row. */
export class MultiTargetDecisionTreeClassifierModel<
  Row extends readonly Label[] = readonly Label[],
> extends FittedDecisionTree<Row[], LabelRowsLike<Row>> {
  readonly kind = "multiTargetDecisionTreeClassifier";
  /** The labels of each output, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: OutputClasses<Row>;

  /** @internal */
  constructor(grown: GrownTree, classes: OutputClasses<Row>) {
    super(grown, labelRowAnswers<Row>(classes));
    this.classes = classes;
  }

  /** Number of classes of each output. */
  get nClasses(): readonly number[] {
    const classes: readonly (readonly Label[])[] = this.classes;
    return classes.map(({ length }) => length);
  }

  /**
   * For each output the share of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictProba(X: MatrixLike): OutputShares<Row> {
    return outputShares(this.values("predictProba", X), this.classes);
  }

  /**
   * The natural logarithms of the shares.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictLogProba(X: MatrixLike): OutputShares<Row> {
    return outputShares(logarithms(this.values("predictLogProba", X)), this.classes);
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), classes: this.classes };
  }
}

function fit(
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>,
  options: FitOptions,
): DecisionTreeClassifierModel | MultiTargetDecisionTreeClassifierModel {
  const data = treeData("decisionTreeClassifier", input, options);
  const classes = classTarget(data.owner, y, data.X.rows);
  // Balanced classes are counted by rows here, whatever the rows weigh.
  const weights = weightProduct(data.weights, weightsByClass(data.owner, settings.classWeight, classes, undefined));
  const criterion = withUnderscores<ClassCriterion>(settings.criterion);
  const grown = growOneTree({ ...data, weights }, classes.target, criterion, settings);
  const [first = []] = classes.classes;
  return classes.isSingle
    ? new DecisionTreeClassifierModel(grown, first)
    : new MultiTargetDecisionTreeClassifierModel(grown, classes.classes);
}

/** How a saved decision tree for classes is read. */
export const decisionTreeClassifierKind = {
  kind: "decisionTreeClassifier",
  fromState: (saved: SavedModel): DecisionTreeClassifierModel =>
    new DecisionTreeClassifierModel(readDecisionTree(saved), new StateReader(saved).labels("classes")),
} as const;

/** How a saved decision tree for several labels a row is read. */
export const multiTargetDecisionTreeClassifierKind = {
  kind: "multiTargetDecisionTreeClassifier",
  fromState: (saved: SavedModel): MultiTargetDecisionTreeClassifierModel =>
    new MultiTargetDecisionTreeClassifierModel(readDecisionTree(saved), new StateReader(saved).labelLists("classes")),
} as const;
