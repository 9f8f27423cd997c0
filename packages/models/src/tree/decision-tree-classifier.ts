import { either, Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import { FittedProbabilities, readClassifierFacts } from "../classification/fitted-probabilities.ts";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, ProbabilisticClassifier } from "../estimator.ts";
import { classWeightRule, rowWeights } from "../internal/class-weights.ts";
import type { ClassWeightOption } from "../internal/class-weights.ts";
import { featuresToFit } from "../internal/features.ts";
import type { FeatureRules } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { buildTree } from "./build-tree.ts";
import { featureColumns } from "./feature-columns.ts";
import { growthSpecs, monotonicOf } from "./tree-options.ts";
import type { TreeGrowthOptions, TreeGrowthSettings } from "./tree-options.ts";
import { treeFromState } from "./tree-nodes.ts";
import type { TreeNodes } from "./tree-nodes.ts";

/** Options of {@link decisionTreeClassifier}. */
export interface DecisionTreeClassifierOptions extends TreeGrowthOptions {
  /** What a split lowers; `"entropy"` and `"log_loss"` are one. Default `"gini"`. */
  readonly criterion?: EitherSpelling<"gini" | "entropy" | "log_loss">;
  /** Whether thresholds are searched or drawn. Default `"best"`. */
  readonly splitter?: "best" | "random";
  /** Weights of the classes: `"balanced"`, or a record by label. Default null, all 1. */
  readonly classWeight?: ClassWeightOption;
}

const specs = () =>
  ({
    ...growthSpecs(null),
    criterion: { rule: eitherSpelling("gini", "entropy", "log_loss"), default: "gini" },
    splitter: { rule: oneOf("best", "random"), default: "best" },
    classWeight: { rule: either(classWeightRule(), oneOf("balanced", null)), default: null },
  }) as const;

interface Settings extends TreeGrowthSettings {
  readonly criterion: EitherSpelling<"gini" | "entropy" | "log_loss">;
  readonly splitter: "best" | "random";
  readonly classWeight: ClassWeightOption;
}

/** An unfitted decision tree for classes. */
export interface DecisionTreeClassifier extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): DecisionTreeClassifierModel<L>;
}

/**
 * A tree of questions about single features, each the one that makes the classes of the rows purest. For the same seed it is
 * scikit-learn's tree, node by node. X is seen in single precision; NaN is a missing number, which goes to the side where it helps.
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
 * ```
 */
export function decisionTreeClassifier(options: DecisionTreeClassifierOptions = {}): DecisionTreeClassifier {
  const settings: Settings = parseOptions("decisionTreeClassifier", options, specs(), ModelsError);
  return {
    kind: "decisionTreeClassifier",
    estimatorType: "classifier",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

/** A fitted decision tree for classes. */
export class DecisionTreeClassifierModel<L extends Label = Label> extends FittedProbabilities<L> {
  readonly kind = "decisionTreeClassifier";
  /** The nodes. */
  readonly tree: TreeNodes;

  /** @internal */
  constructor(facts: ClassifierFacts<L>, tree: TreeNodes) {
    super(facts);
    this.tree = tree;
  }

  /** How much of the impurity each feature took away, adding up to 1. */
  get featureImportances(): Float64Array {
    return this.tree.importances(this.nFeaturesIn);
  }

  /** The longest way from the root to a leaf. */
  getDepth(): number {
    return this.tree.maxDepth;
  }

  /** Number of leaves. */
  getNLeaves(): number {
    return this.tree.nLeaves;
  }

  /**
   * The leaf that each row ends in.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  apply(input: MatrixLike): Int32Array {
    const X = toDense(`${this.kind}.apply`, this.features("apply", input));
    return Int32Array.from({ length: X.rows }, (_, row) => this.tree.leafOf(X, row));
  }

  protected override rules(): FeatureRules {
    return { allowNaN: true };
  }

  protected probabilities(input: Matrix | CsrMatrix): Matrix {
    const X = toDense(this.kind, input);
    const { value, width } = this.tree;
    const result = new Matrix(X.rows, width);
    for (let i = 0; i < X.rows; i++) {
      const at = this.tree.leafOf(X, i) * width;
      for (let c = 0; c < width; c++) result.data[i * width + c] = value[at + c] as number;
    }
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.facts(), tree: this.tree.toState() };
  }
}

function fit<L extends Label>(
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<L>,
  { sampleWeight }: FitOptions = {},
): DecisionTreeClassifierModel<L> {
  const owner = "decisionTreeClassifier.fit";
  const features = featuresToFit("decisionTreeClassifier", input, { allowNaN: true });
  const X = featureColumns(owner, toDense(owner, features.X));
  const { classes, codes } = labelsToFit(owner, y, X.rows, { allowOneClass: true });
  const weights = weightsOf(owner, sampleWeight, X.rows);
  // Balanced classes are counted by rows here, whatever the rows weigh.
  const byClass = rowWeights(owner, settings.classWeight, classes, codes, undefined);
  const recipe = {
    criterion: withUnderscores<"gini" | "entropy" | "log_loss">(settings.criterion),
    splitter: settings.splitter,
    growth: settings,
    monotonic: monotonicOf(owner, settings.monotonicCst, X.cols, Math.max(2, classes.length)),
  };
  const problem = { X, y: codes, weights: product(weights, byClass), nClasses: classes.length };
  const tree = buildTree(problem, recipe, settings.randomState);
  return new DecisionTreeClassifierModel<L>({ classes, nFeaturesIn: X.cols, featureNamesIn: features.names }, tree);
}

function product(a: Float64Array | undefined, b: Float64Array | undefined): Float64Array | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.map((each, i) => each * (b[i] as number));
}

/** How a saved decision tree for classes is read. */
export const decisionTreeClassifierKind = {
  kind: "decisionTreeClassifier",
  fromState: (saved: SavedModel): DecisionTreeClassifierModel => {
    const read = new StateReader(saved);
    const tree = treeFromState(saved.kind, read.record("tree"));
    return new DecisionTreeClassifierModel(readClassifierFacts(read), tree);
  },
} as const;
