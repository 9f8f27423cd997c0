import { oneOf, parseOptions } from "@mlsys/core";
import type { CsrMatrix, Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import type { FeatureRules } from "../internal/features.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { numbersOf, weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedRegressor, readRegressorFacts } from "../regression/fitted-regressor.ts";
import type { RegressorFacts } from "../regression/fitted-regressor.ts";
import { buildTree } from "./build-tree.ts";
import { featureColumns } from "./feature-columns.ts";
import { assertCriterionTakes } from "./regression-criteria.ts";
import type { RegressionCriterion } from "./regression-criteria.ts";
import { growthSpecs, monotonicOf } from "./tree-options.ts";
import type { TreeGrowthOptions, TreeGrowthSettings } from "./tree-options.ts";
import { treeFromState } from "./tree-nodes.ts";
import type { TreeNodes } from "./tree-nodes.ts";

/** Options of {@link decisionTreeRegressor}. */
export interface DecisionTreeRegressorOptions extends TreeGrowthOptions {
  /** What a split lowers. Default `"squared_error"`. */
  readonly criterion?: EitherSpelling<RegressionCriterion>;
  /** Whether thresholds are searched or drawn. Default `"best"`. */
  readonly splitter?: "best" | "random";
}

const specs = () =>
  ({
    ...growthSpecs(null),
    criterion: { rule: eitherSpelling("squared_error", "absolute_error", "poisson"), default: "squared_error" },
    splitter: { rule: oneOf("best", "random"), default: "best" },
  }) as const;

interface Settings extends TreeGrowthSettings {
  readonly criterion: EitherSpelling<RegressionCriterion>;
  readonly splitter: "best" | "random";
}

/** An unfitted decision tree for numbers. */
export type DecisionTreeRegressor = Regressor<MatrixLike, DecisionTreeRegressorModel>;

/**
 * A tree of questions about single features, each the one that brings the values of the rows closest together. For the same seed it
 * is scikit-learn's tree, node by node. X is seen in single precision; NaN is a missing number, which goes to the side where it
 * helps. One target; `"poisson"` needs values of at least 0.
 *
 * @param options - `criterion`, `splitter`, `maxDepth`, `minSamplesSplit`, `minSamplesLeaf`, `minWeightFractionLeaf`, `maxFeatures`,
 * `maxLeafNodes`, `minImpurityDecrease`, `ccpAlpha`, `monotonicCst`, `randomState`.
 * @returns the unfitted regressor.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.tree.DecisionTreeRegressor.html
 *
 * @example
 * ```ts
 * import { decisionTreeRegressor } from "@mlsys/models";
 *
 * const model = decisionTreeRegressor({ maxDepth: 1 }).fit([[1], [2], [8], [9]], [10, 20, 80, 100]);
 * model.predict([[0], [7]]); // => Float64Array.of(15, 90)
 * ```
 */
export function decisionTreeRegressor(options: DecisionTreeRegressorOptions = {}): DecisionTreeRegressor {
  const settings: Settings = parseOptions("decisionTreeRegressor", options, specs(), ModelsError);
  return {
    kind: "decisionTreeRegressor",
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

/** A fitted decision tree for numbers. */
export class DecisionTreeRegressorModel extends FittedRegressor {
  readonly kind = "decisionTreeRegressor";
  /** The nodes. */
  readonly tree: TreeNodes;

  /** @internal */
  constructor(facts: RegressorFacts, tree: TreeNodes) {
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

  protected values(input: Matrix | CsrMatrix): Float64Array {
    const X = toDense(this.kind, input);
    const values = new Float64Array(X.rows);
    for (let i = 0; i < X.rows; i++) values[i] = this.tree.value[this.tree.leafOf(X, i)] as number;
    return values;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.facts(), tree: this.tree.toState() };
  }
}

function fit(
  settings: Settings,
  input: MatrixLike,
  y: VectorLike,
  { sampleWeight }: FitOptions = {},
): DecisionTreeRegressorModel {
  const owner = "decisionTreeRegressor.fit";
  const features = featuresToFit("decisionTreeRegressor", input, { allowNaN: true });
  const X = featureColumns(owner, toDense(owner, features.X));
  const criterion = withUnderscores<RegressionCriterion>(settings.criterion);
  const target = numbersOf(owner, "y", y, X.rows);
  assertCriterionTakes(owner, criterion, target);
  const monotonic = monotonicOf(owner, settings.monotonicCst, X.cols, 0);
  const recipe = { criterion, splitter: settings.splitter, growth: settings, monotonic };
  const problem = { X, y: target, weights: weightsOf(owner, sampleWeight, X.rows), nClasses: 0 };
  const tree = buildTree(problem, recipe, settings.randomState);
  return new DecisionTreeRegressorModel({ nFeaturesIn: X.cols, featureNamesIn: features.names }, tree);
}

/** How a saved decision tree for numbers is read. */
export const decisionTreeRegressorKind = {
  kind: "decisionTreeRegressor",
  fromState: (saved: SavedModel): DecisionTreeRegressorModel => {
    const read = new StateReader(saved);
    return new DecisionTreeRegressorModel(readRegressorFacts(read), treeFromState(saved.kind, read.record("tree")));
  },
} as const;
