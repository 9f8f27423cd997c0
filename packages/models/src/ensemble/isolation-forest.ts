import { boolean, either, integer, Matrix, oneOf, parseOptions, randomSeed, randomState, real } from "@mlsys/core";
import type { MatrixLike, RandomState, RandomStateInput } from "@mlsys/core";
import type { Estimator, FitOptions, FittedModel } from "../estimator.ts";
import { drawWithoutReplacement } from "../internal/draw-without-replacement.ts";
import { featuresToFit, featuresToUse, retold } from "../internal/features.ts";
import type { KnownFeatures } from "../internal/features.ts";
import { quantile } from "../internal/quantiles.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { numberAnswers } from "../internal/answers.ts";
import { DecisionTreeRegressorModel } from "../tree/decision-tree-regressor.ts";
import { buildTree } from "../tree/build-tree.ts";
import type { TreeRecipe } from "../tree/build-tree.ts";
import { featureColumns } from "../tree/feature-columns.ts";
import type { FeatureColumns } from "../tree/feature-columns.ts";
import { LeafFinder } from "../tree/leaf-finder.ts";
import type { TreeNodes } from "../tree/tree-nodes.ts";
import { packTrees, unpackTrees } from "./packed-trees.ts";

/** Options of {@link isolationForest}. */
export interface IsolationForestOptions {
  /** Number of trees. Default 100. */
  readonly nEstimators?: number;
  /** Rows of a tree: a number, a share (below 1), or `"auto"` for at most 256. Default `"auto"`. */
  readonly maxSamples?: number | "auto";
  /** The share of outliers, above 0 and at most 0.5, which sets where they begin; `"auto"` puts that at -0.5. Default `"auto"`. */
  readonly contamination?: number | "auto";
  /** Features of a tree: a number, or below 1 a share; null for all. Default null. */
  readonly maxFeatures?: number | null;
  /** Whether rows are drawn with replacement. Default false. */
  readonly bootstrap?: boolean;
  /** Seed of all draws. Default 0. */
  readonly randomState?: RandomStateInput;
}

type Settings = Required<IsolationForestOptions>;

const specs = () =>
  ({
    nEstimators: { rule: integer({ min: 1 }), default: 100 },
    maxSamples: { rule: either(integer({ min: 1 }), real({ above: 0, below: 1 }), oneOf("auto")), default: "auto" },
    contamination: { rule: either(real({ above: 0, max: 0.5 }), oneOf("auto")), default: "auto" },
    maxFeatures: { rule: either(integer({ min: 1 }), real({ above: 0, below: 1 }), oneOf(null)), default: null },
    bootstrap: { rule: boolean(), default: false },
    randomState: { rule: randomSeed(), default: 0 },
  }) as const;

/** An unfitted isolation forest. */
export interface IsolationForest extends Estimator {
  readonly estimatorType: "outlierDetector";
  /** Learns what rows are usual. */
  fit(X: MatrixLike, y?: unknown, options?: FitOptions): IsolationForestModel;
  /** 1 for each usual row of the fit, -1 for an outlier. */
  fitPredict(X: MatrixLike, y?: unknown, options?: FitOptions): Int32Array;
}

/**
 * Finds outliers: rows that few random thresholds set apart from all others. For the same seed its trees are scikit-learn's, node by
 * node. NaN is a missing number.
 *
 * @param options - `nEstimators`, `maxSamples`, `contamination`, `maxFeatures`, `bootstrap`, `randomState`.
 * @returns the unfitted detector.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.IsolationForest.html
 * @see Liu, Ting and Zhou, "Isolation forest", ICDM 2008.
 *
 * @example
 * ```ts
 * import { isolationForest } from "@mlsys/models";
 *
 * const usual = Array.from({ length: 30 }, (_, i) => [i % 5, i % 7]);
 * const model = isolationForest().fit([...usual, [50, 50]]);
 * model.predict([[2, 3], [60, 60]]); // => Int32Array.of(1, -1)
 * ```
 */
export function isolationForest(options: IsolationForestOptions = {}): IsolationForest {
  const settings: Settings = parseOptions("isolationForest", options, specs(), ModelsError);
  const fit = (X: MatrixLike, _y?: unknown, fitOptions?: FitOptions) => fitForest(settings, X, fitOptions);
  return {
    kind: "isolationForest",
    estimatorType: "outlierDetector",
    options: { ...settings },
    fit,
    fitPredict: (X, y, fitOptions) => fit(X, y, fitOptions).predict(X),
  };
}

/** The trees, with the features that each looks at. */
interface Isolation extends KnownFeatures {
  readonly trees: readonly TreeNodes[];
  readonly features: readonly Int32Array[];
  readonly maxSamples: number;
  readonly drawing: IsolationDrawing;
}

/** How the features and the rows of each tree are drawn. */
interface IsolationDrawing {
  readonly seeds: readonly number[];
  readonly rows: number;
  readonly bootstrap: boolean;
  /** The probability of each row; undefined for all alike. */
  readonly p: Float64Array | undefined;
}

/** A fitted isolation forest. */
export class IsolationForestModel extends Fitted implements FittedModel {
  readonly kind = "isolationForest";
  /** The nodes of each tree. */
  readonly trees: readonly TreeNodes[];
  /** The features that each tree looks at. */
  readonly estimatorsFeatures: readonly Int32Array[];
  /** Rows of a tree. */
  readonly maxSamples: number;
  /** Rows that score below are outliers. */
  readonly offset: number;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private readonly lengths: readonly Float64Array[];
  private readonly drawing: IsolationDrawing;

  /** @internal */
  constructor(parts: Isolation, offset: number) {
    super();
    this.trees = parts.trees;
    this.estimatorsFeatures = parts.features;
    this.maxSamples = parts.maxSamples;
    this.nFeaturesIn = parts.nFeaturesIn;
    this.featureNamesIn = parts.featureNamesIn;
    this.offset = offset;
    this.drawing = parts.drawing;
    this.lengths = parts.trees.map(pathLengths);
  }

  /** The trees as models, each of the columns that {@link IsolationForestModel.estimatorsFeatures} names. */
  get estimators(): readonly DecisionTreeRegressorModel[] {
    return this.trees.map((tree, t) => {
      const facts = { nFeaturesIn: (this.estimatorsFeatures[t] as Int32Array).length, featureNamesIn: undefined };
      return new DecisionTreeRegressorModel({ facts, tree, maxFeatures: 1 }, numberAnswers);
    });
  }

  /** The rows of the fit that each tree was grown on, in the order in which they were drawn: drawn again whenever asked for. */
  get estimatorsSamples(): readonly Int32Array[] {
    return this.drawing.seeds.map((seed, t) => {
      const nFeatures = (this.estimatorsFeatures[t] as Int32Array).length;
      return drawnFor(this.drawing, seed, [this.nFeaturesIn, nFeatures], this.maxSamples).rows;
    });
  }

  /**
   * 1 for each usual row, -1 for an outlier.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): Int32Array {
    return Int32Array.from(this.decisionFunction(X), (score) => (score < 0 ? -1 : 1));
  }

  /**
   * How usual each row is: below 0 for an outlier.
   *
   * @throws {ModelsError} as {@link IsolationForestModel.predict}.
   */
  decisionFunction(X: MatrixLike): Float64Array {
    return this.scoreSamples(X).map((score) => score - this.offset);
  }

  /**
   * How usual each row is, from -1 to 0.
   *
   * @throws {ModelsError} as {@link IsolationForestModel.predict}.
   */
  scoreSamples(input: MatrixLike): Float64Array {
    const owner = "isolationForest.scoreSamples";
    return this.scores(toDense(owner, featuresToUse(owner, input, this, { allowNaN: true })));
  }

  private scores(X: Matrix): Float64Array {
    const depths = new Float64Array(X.rows);
    const whole = new LeafFinder(X);
    for (let t = 0; t < this.trees.length; t++) {
      const tree = this.trees[t] as TreeNodes;
      const rows = selected(X, this.estimatorsFeatures[t] as Int32Array);
      const lengths = this.lengths[t] as Float64Array;
      const leaves = (rows === X ? whole : new LeafFinder(rows)).leavesOf(tree);
      for (let i = 0; i < X.rows; i++) depths[i] = (depths[i] as number) + (lengths[leaves[i] as number] as number);
    }
    const usual = this.trees.length * averagePathLength(this.maxSamples);
    return depths.map((depth) => -(2 ** -(usual === 0 ? 1 : depth / usual)));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      trees: packTrees(this.trees),
      features: this.estimatorsFeatures,
      maxSamples: this.maxSamples,
      offset: this.offset,
      seeds: Float64Array.from(this.drawing.seeds),
      rows: this.drawing.rows,
      bootstrap: this.drawing.bootstrap,
      rowProbabilities: this.drawing.p ?? null,
      nFeaturesIn: this.nFeaturesIn,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

/** Of each node, its depth and the length of the way that its rows would still go. */
function pathLengths(tree: TreeNodes): Float64Array {
  return Float64Array.from(
    tree.depths(),
    (depth, node) => depth + averagePathLength(tree.nNodeSamples[node] as number),
  );
}

const EULER = 0.5772156649015329;

/** The average way to a leaf among so many rows. */
function averagePathLength(rows: number): number {
  if (rows <= 1) return 0;
  return rows === 2 ? 1 : 2 * (Math.log(rows - 1) + EULER) - (2 * (rows - 1)) / rows;
}

function fitForest(settings: Settings, input: MatrixLike, fitOptions: FitOptions = {}): IsolationForestModel {
  const owner = "isolationForest.fit";
  const { X: given, names } = featuresToFit("isolationForest", input, { allowNaN: true });
  const X = toDense(owner, given);
  const weights = weightsOf(owner, fitOptions, X.rows);
  const { maxSamples: asked, maxFeatures: share, nEstimators } = settings;
  const maxSamples =
    asked === "auto"
      ? Math.min(256, X.rows)
      : asked < 1
        ? Math.max(1, Math.floor(asked * X.rows))
        : Math.min(asked, X.rows);
  const nFeatures =
    share === null ? X.cols : share < 1 ? Math.max(1, Math.floor(share * X.cols)) : Math.min(share, X.cols);
  const target = { y: randomState(settings.randomState).randomSample(X.rows), outputs: 1, places: 0 };
  const seeds = Array.from(randomState(settings.randomState).randint(0, 2147483647, nEstimators));
  const recipe = recipeFor(Math.ceil(Math.log2(Math.max(maxSamples, 2))));
  const columns = featureColumns(owner, X);
  const total = weights === undefined ? 1 : pairwiseSum(weights);
  const p = weights?.map((weight) => weight / total);
  const features: Int32Array[] = [];
  const drawing = { seeds, rows: X.rows, bootstrap: settings.bootstrap, p };
  const trees = seeds.map((seed) => {
    const { features: own, rows } = drawnFor(drawing, seed, [X.cols, nFeatures], maxSamples);
    const counts = new Float64Array(X.rows);
    for (const row of rows) counts[row] = (counts[row] as number) + 1;
    features.push(own);
    const problem = { X: selectedColumns(columns, own), target, weights: counts };
    return buildTree(problem, recipe, randomState(seed).randint(0, 2147483647, 1)[0] ?? 0);
  });
  const parts = { trees, features, maxSamples, drawing, nFeaturesIn: X.cols, featureNamesIn: names };
  const model = new IsolationForestModel(parts, -0.5);
  if (settings.contamination === "auto") return model;
  return new IsolationForestModel(parts, quantile(model.scoreSamples(X), settings.contamination));
}

function recipeFor(maxDepth: number): TreeRecipe {
  const growth = {
    maxDepth,
    minSamplesSplit: 2,
    minSamplesLeaf: 1,
    minWeightFractionLeaf: 0,
    maxFeatures: 1,
    maxLeafNodes: null,
    minImpurityDecrease: 0,
    ccpAlpha: 0,
    monotonicCst: null,
    randomState: 0,
  };
  return { criterion: "squared_error", splitter: "random", growth, monotonic: undefined };
}

/** The features and the rows of the tree with this seed. */
function drawnFor(
  { rows, bootstrap, p }: IsolationDrawing,
  seed: number,
  [cols, nFeatures]: readonly [cols: number, nFeatures: number],
  maxSamples: number,
): { readonly features: Int32Array; readonly rows: Int32Array } {
  const rng = randomState(seed);
  return {
    features: drawWithoutReplacement(rng, cols, nFeatures),
    rows: drawRows(rng, rows, maxSamples, bootstrap, p),
  };
}

function drawRows(
  rng: RandomState,
  rows: number,
  count: number,
  replace: boolean,
  p: Float64Array | undefined,
): Int32Array {
  if (p !== undefined) {
    return retold("isolationForest, maxSamples and sampleWeight", () => rng.choice(rows, { size: count, replace, p }));
  }
  return replace ? Int32Array.from(rng.randint(0, rows, count)) : drawWithoutReplacement(rng, rows, count);
}

function selectedColumns(X: FeatureColumns, features: Int32Array): FeatureColumns {
  if (features.every((feature, j) => feature === j) && features.length === X.cols) return X;
  const data = new Float32Array(X.rows * features.length);
  features.forEach((from, j) => data.set(X.data.subarray(from * X.rows, (from + 1) * X.rows), j * X.rows));
  const hasMissing = X.hasMissing === undefined ? undefined : Uint8Array.from(features, (j) => X.hasMissing?.[j] ?? 0);
  return { rows: X.rows, cols: features.length, data, hasMissing };
}

function selected(X: Matrix, features: Int32Array): Matrix {
  if (isAll(features, X.cols)) return X;
  const rows = new Matrix(X.rows, features.length);
  for (let i = 0; i < X.rows; i++) {
    features.forEach((from, j) => (rows.data[i * features.length + j] = X.data[i * X.cols + from] as number));
  }
  return rows;
}

/** Whether these are all features, in their order. Without a closure: it is asked of each tree. */
function isAll(features: Int32Array, cols: number): boolean {
  if (features.length !== cols) return false;
  for (let j = 0; j < cols; j++) if (features[j] !== j) return false;
  return true;
}

/** How a saved isolation forest is read. */
export const isolationForestKind = {
  kind: "isolationForest",
  fromState: (saved: SavedModel): IsolationForestModel => {
    const read = new StateReader(saved);
    const features = read
      .list("features")
      .map((each) => (each instanceof Int32Array ? each : read.refuse("features", "vectors of whole numbers")));
    const parts = {
      trees: unpackTrees(saved.kind, read.record("trees")),
      features,
      maxSamples: read.number("maxSamples"),
      drawing: {
        seeds: [...read.vector("seeds")],
        rows: read.number("rows"),
        bootstrap: read.boolean("bootstrap"),
        p: read.optionalVector("rowProbabilities"),
      },
      nFeaturesIn: read.number("nFeaturesIn"),
      featureNamesIn: read.optionalTexts("featureNamesIn"),
    };
    return new IsolationForestModel(parts, read.number("offset"));
  },
} as const;
