import { either, oneOf, parseOptions, real } from "@mlsys/core";
import type { CsrMatrix, Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../../estimator.ts";
import { featuresToFit } from "../../internal/features.ts";
import type { FeatureRules } from "../../internal/features.ts";
import { eitherSpelling, withUnderscores } from "../../internal/spellings.ts";
import type { EitherSpelling } from "../../internal/spellings.ts";
import { numbersOf, weightsOf } from "../../internal/targets.ts";
import { toDense } from "../../internal/to-dense.ts";
import { ModelsError } from "../../models-error.ts";
import type { SavedModel, StateValue } from "../../persistence/saved-model.ts";
import { StateReader } from "../../persistence/state-reader.ts";
import { FittedRegressor, readRegressorFacts } from "../../regression/fitted-regressor.ts";
import type { RegressorFacts } from "../../regression/fitted-regressor.ts";
import { boost } from "./boost.ts";
import {
  boostedState,
  categoricalMask,
  eachOf,
  rawPredictions,
  readBoosted,
  stagedPredictions,
} from "./boosted-parts.ts";
import type { BoostedParts } from "./boosted-parts.ts";
import { regressionLoss } from "./boosting-loss.ts";
import type { RegressionLoss } from "./boosting-loss.ts";
import { boostingSpecs } from "./boosting-options.ts";
import type { BoostingOptions, BoostingSettings } from "./boosting-options.ts";
import { encodeRows, learnCategories } from "./category-codes.ts";
import { rawRegressor } from "./raw-model.ts";
import type { RawPredictions } from "./raw-model.ts";

/** Options of {@link histGradientBoostingRegressor}. */
export interface HistGradientBoostingRegressorOptions extends BoostingOptions {
  /** What the trees lower. `"poisson"` and `"gamma"` predict through a logarithm. Default `"squared_error"`. */
  readonly loss?: EitherSpelling<RegressionLoss>;
  /** The share of `loss: "quantile"`, above 0 and below 1. */
  readonly quantile?: number | null;
}

const specs = () =>
  ({
    ...boostingSpecs(),
    loss: {
      rule: eitherSpelling("squared_error", "absolute_error", "poisson", "gamma", "quantile"),
      default: "squared_error",
    },
    quantile: { rule: either(real({ above: 0, below: 1 }), oneOf(null)), default: null },
  }) as const;

interface Settings extends BoostingSettings {
  readonly loss: EitherSpelling<RegressionLoss>;
  readonly quantile: number | null;
}

/** An unfitted boosting of trees on histograms, for numbers. */
export type HistGradientBoostingRegressor = Regressor<MatrixLike, HistGradientBoostingRegressorModel>;

/**
 * Adds up trees, each a step down the loss; features are cut into bins, so that growing a tree takes time in proportion to rows and
 * bins. Missing numbers go to the side where they help; categories are split in two. Bins and trees are scikit-learn's; without its
 * `maxFeatures`, and `scoring` is always the loss.
 *
 * @param options - `loss`, `quantile`, `learningRate`, `maxIter`, `maxLeafNodes`, `maxDepth`, `minSamplesLeaf`, `l2Regularization`,
 * `maxBins`, `categoricalFeatures`, `monotonicCst`, `interactionCst`, `earlyStopping`, `scoring`, `validationFraction`, `nIterNoChange`, `tol`,
 * `randomState`.
 * @returns the unfitted regressor.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.HistGradientBoostingRegressor.html
 *
 * @example
 * ```ts
 * import { histGradientBoostingRegressor } from "@mlsys/models";
 *
 * const X = Array.from({ length: 40 }, (_, i) => [i]);
 * const model = histGradientBoostingRegressor({ minSamplesLeaf: 5 }).fit(X, X.map(([x]) => ((x ?? 0) < 20 ? 1 : 3)));
 * Array.from(model.predict([[1], [38]]), (value) => Math.round(value * 1000) / 1000); // => [1, 3]
 * ```
 */
export function histGradientBoostingRegressor(
  options: HistGradientBoostingRegressorOptions = {},
): HistGradientBoostingRegressor {
  const kind = "histGradientBoostingRegressor";
  const settings: Settings = parseOptions(kind, options, specs(), ModelsError);
  if (settings.loss === "quantile" && settings.quantile === null) {
    throw new ModelsError({
      code: "invalidOption",
      what: 'the loss "quantile" needs the option quantile',
      where: kind,
      fix: "give a share above 0 and below 1",
    });
  }
  return {
    kind,
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

/** A fitted boosting of trees on histograms, for numbers. */
export class HistGradientBoostingRegressorModel extends FittedRegressor {
  readonly kind = "histGradientBoostingRegressor";
  /** Minus the loss after each iteration, from the baseline on; empty without early stopping. */
  readonly trainScore: Float64Array;
  /** The same of the rows set apart. */
  readonly validationScore: Float64Array;
  private readonly parts: BoostedParts;
  private readonly isLogarithmic: boolean;

  /** @internal */
  constructor(facts: RegressorFacts, parts: BoostedParts, isLogarithmic: boolean) {
    super(facts);
    this.parts = parts;
    this.isLogarithmic = isLogarithmic;
    this.trainScore = parts.trainScore;
    this.validationScore = parts.validationScore;
  }

  /** Whether it was to stop where the score no longer grew. */
  get doEarlyStopping(): boolean {
    return this.parts.doEarlyStopping;
  }

  /** Whether each feature has categories; undefined where none has. */
  get isCategorical(): readonly boolean[] | undefined {
    return categoricalMask(this.parts, this.nFeaturesIn);
  }

  /** Trees of an iteration: one. */
  get nTreesPerIteration(): number {
    return this.parts.baseline.length;
  }

  /** Iterations. */
  get nIter(): number {
    return this.parts.trees.length;
  }

  /**
   * The values after each iteration, one after the other.
   *
   * @throws {ModelsError} as {@link HistGradientBoostingRegressorModel.predict}, before the first.
   */
  stagedPredict(X: MatrixLike): Generator<Float64Array, void, undefined> {
    const rows = toDense(this.kind, this.features("stagedPredict", X));
    return eachOf(stagedPredictions(this.parts, rows), (raw) => this.onScale(raw));
  }

  protected override rules(): FeatureRules {
    return { allowNaN: true };
  }

  protected values(X: Matrix | CsrMatrix): Float64Array {
    return this.onScale(rawPredictions(this.parts, toDense(this.kind, X)));
  }

  private onScale([raw = new Float64Array(0)]: readonly Float64Array[]): Float64Array {
    return this.isLogarithmic ? raw.map(Math.exp) : raw;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.facts(), ...boostedState(this.parts), isLogarithmic: this.isLogarithmic };
  }
}

function fit(
  settings: Settings,
  input: MatrixLike,
  y: VectorLike,
  fitOptions: FitOptions = {},
): HistGradientBoostingRegressorModel {
  const owner = "histGradientBoostingRegressor.fit";
  const features = featuresToFit("histGradientBoostingRegressor", input, { allowNaN: true });
  const dense = toDense(owner, features.X);
  const target = numbersOf(owner, "y", y, dense.rows);
  const name = withUnderscores<RegressionLoss>(settings.loss);
  assertLossTakes(owner, name, target);
  const weights = weightsOf(owner, fitOptions, dense.rows);
  const codes = learnCategories(owner, dense, settings.categoricalFeatures, features.names, settings.maxBins);
  const loss = regressionLoss(name, settings.quantile ?? 0.5);
  const isLogarithmic = name === "poisson" || name === "gamma";
  const scored = { truth: (y: Float64Array) => y, model: (raw: RawPredictions) => rawRegressor(isLogarithmic, raw) };
  const problem = { owner, X: encodeRows(dense, codes), codes, y: target, weights, stratify: undefined, loss, scored };
  const facts = { nFeaturesIn: dense.cols, featureNamesIn: features.names };
  return new HistGradientBoostingRegressorModel(facts, { ...boost(problem, settings), codes }, isLogarithmic);
}

function assertLossTakes(owner: string, loss: RegressionLoss, y: Float64Array): void {
  if (loss !== "poisson" && loss !== "gamma") return;
  const isBad = (value: number) => (loss === "gamma" ? value <= 0 : value < 0);
  const at = y.findIndex(isBad);
  if (at < 0 && y.some((value) => value > 0)) return;
  throw new ModelsError({
    code: "invalidInput",
    what: at < 0 ? "all values are 0" : `a value is not what the loss ${JSON.stringify(loss)} takes`,
    where: at < 0 ? `${owner}, y` : `${owner}, y[${at}]`,
    found: at < 0 ? "no value above 0" : String(y[at]),
    fix: loss === "gamma" ? "give values above 0" : "give values of at least 0, one of them above",
  });
}

/** How a saved boosting for numbers is read. */
export const histGradientBoostingRegressorKind = {
  kind: "histGradientBoostingRegressor",
  fromState: (saved: SavedModel): HistGradientBoostingRegressorModel => {
    const read = new StateReader(saved);
    const parts = readBoosted(saved.kind, read);
    return new HistGradientBoostingRegressorModel(readRegressorFacts(read), parts, read.boolean("isLogarithmic"));
  },
} as const;
