import { oneOf, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import type { KnownFeatures } from "../internal/features.ts";
import { numbersOf, weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedLinearModel } from "./linear-model.ts";
import type { LinearFacts } from "./linear-model.ts";
import { assertNoEarlyStopping, assertSgdSettings, sgdSpecs, sgdWarnings } from "./sgd-options.ts";
import type { SgdLearningRate, SgdOptions, SgdSettings } from "./sgd-options.ts";
import { readSgdSettings, sgdSettings } from "./sgd-saved-settings.ts";
import { descendNumbers, emptySgdState, readSgd, savedSgd, usedWeights } from "./sgd-state.ts";
import type { SgdState } from "./sgd-state.ts";

/** The losses of {@link sgdRegressor}. */
export type SgdRegressorLoss = "squared_error" | "huber" | "epsilon_insensitive" | "squared_epsilon_insensitive";

/** Options of {@link sgdRegressor}; the default learning rate is `"invscaling"` with `powerT` 0.25. */
export interface SgdRegressorOptions extends SgdOptions {
  /** The loss. Default `"squared_error"`. */
  readonly loss?: SgdRegressorLoss;
}

const LOSSES = ["squared_error", "huber", "epsilon_insensitive", "squared_epsilon_insensitive"] as const;

const specs = () => {
  const shared = sgdSpecs();
  return {
    loss: { rule: oneOf(...LOSSES), default: "squared_error" as SgdRegressorLoss },
    ...shared,
    learningRate: { ...shared.learningRate, default: "invscaling" as SgdLearningRate },
    powerT: { ...shared.powerT, default: 0.25 },
  } as const;
};

interface Settings extends SgdSettings {
  readonly loss: SgdRegressorLoss;
}

/** An unfitted regression by stochastic gradient descent. */
export interface SgdRegressor extends Regressor<MatrixLike, SgdRegressorModel> {
  /** One pass over the first rows of a stream. */
  partialFit(X: MatrixLike, y: VectorLike, options?: FitOptions): SgdRegressorModel;
}

/**
 * Linear regression by stochastic gradient descent, step for step scikit-learn's: the same seed gives the same weights. Scale the
 * features first. Sparse data stays sparse.
 *
 * @param options - `loss`, `penalty`, `alpha`, `learningRate`, and more.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.SGDRegressor.html
 *
 * @example
 * ```ts
 * import { sgdRegressor } from "@mlsys/models";
 *
 * const model = sgdRegressor({ randomState: 0 }).fit([[-1], [0], [1]], [-2, 0, 2]);
 * model.t > 3; // => true
 * ```
 */
export function sgdRegressor(options: SgdRegressorOptions = {}): SgdRegressor {
  const parsed = parseOptions("sgdRegressor", options, specs(), ModelsError);
  const settings: Settings = { ...parsed, ...sgdSettings(parsed) };
  assertSgdSettings("sgdRegressor", settings, settings.loss, "epsilon_insensitive");
  return {
    kind: "sgdRegressor",
    estimatorType: "regressor",
    options: { ...parsed },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
    partialFit: (X, y, fitOptions) => partialFit(settings, X, y, fitOptions),
  };
}

interface Learned extends LinearFacts {
  readonly state: SgdState;
  readonly nIter: number;
}

/** A fitted regression by stochastic gradient descent. */
export class SgdRegressorModel extends FittedLinearModel {
  readonly kind = "sgdRegressor";
  /** Number of passes over the rows. */
  readonly nIter: number;
  /** Number of the next step, 1 before any. */
  readonly t: number;
  private readonly settings: Settings;
  private readonly state: SgdState;

  /** @internal */
  constructor(settings: Settings, learned: Learned) {
    const { coef, intercept } = usedWeights(learned.state, settings);
    super(coef.data, intercept[0] as number, learned);
    this.settings = settings;
    this.state = learned.state;
    this.nIter = learned.nIter;
    this.t = learned.state.t;
  }

  /**
   * One more pass, over further rows: a new model; this one stays as it is.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`.
   */
  partialFit(X: MatrixLike, y: VectorLike, options: FitOptions = {}): SgdRegressorModel {
    const { state, nFeaturesIn, featureNamesIn } = this;
    return partialFit(this.settings, X, y, options, { state, nFeaturesIn, featureNamesIn });
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      ...savedSgd(this.state, this.settings),
      loss: this.settings.loss,
      nIter: this.nIter,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

function fit(settings: Settings, input: MatrixLike, target: VectorLike, options: FitOptions = {}): SgdRegressorModel {
  const owner = "sgdRegressor.fit";
  const { X, names } = featuresToFit("sgdRegressor", input);
  const y = numbersOf(owner, "y", target, X.rows);
  const sampleWeight = weightsOf(owner, options, X.rows);
  const task = { owner, X, sampleWeight, loss: settings.loss, maxIter: settings.maxIter };
  const { state, nIter } = descendNumbers(task, settings, emptySgdState(1, X.cols, settings), y);
  const warnings = sgdWarnings("sgdRegressor", nIter, settings);
  return new SgdRegressorModel(settings, { state, nIter, nFeaturesIn: X.cols, featureNamesIn: names, warnings });
}

function partialFit(
  settings: Settings,
  input: MatrixLike,
  target: VectorLike,
  options: FitOptions = {},
  known?: KnownFeatures & { readonly state: SgdState },
): SgdRegressorModel {
  const owner = "sgdRegressor.partialFit";
  assertNoEarlyStopping(owner, settings);
  const first = known === undefined ? featuresToFit("sgdRegressor", input) : undefined;
  const X = first?.X ?? featuresToUse(owner, input, known as KnownFeatures);
  const y = numbersOf(owner, "y", target, X.rows);
  const sampleWeight = weightsOf(owner, options, X.rows);
  const start = known?.state ?? emptySgdState(1, X.cols, settings);
  const task = { owner, X, sampleWeight, loss: settings.loss, maxIter: 1 };
  const { state, nIter } = descendNumbers(task, settings, start, y);
  const featureNamesIn = known === undefined ? first?.names : known.featureNamesIn;
  return new SgdRegressorModel(settings, { state, nIter, nFeaturesIn: X.cols, featureNamesIn, warnings: [] });
}

/** How a saved regression by stochastic gradient descent is read. */
export const sgdRegressorKind = {
  kind: "sgdRegressor",
  fromState: (saved: SavedModel): SgdRegressorModel => {
    const read = new StateReader(saved);
    const loss = LOSSES.find((name) => name === read.text("loss")) ?? read.refuse("loss", "the name of a loss");
    const state = readSgd(read);
    return new SgdRegressorModel(
      { ...readSgdSettings(read), loss },
      {
        state,
        nIter: read.number("nIter"),
        nFeaturesIn: state.coef.cols,
        featureNamesIn: read.optionalTexts("featureNamesIn"),
        warnings: [],
      },
    );
  },
} as const;
