import { parseOptions } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import { FittedLinearClassifier } from "../classification/fitted-linear-classifier.ts";
import type { Classifier, FitOptions, LabelsLike, PartialFitOptions } from "../estimator.ts";
import { classWeightOption } from "../internal/class-weights.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { readFitted } from "./sgd-classifier.ts";
import { fitSgdClassifier, partialFitSgdClassifier } from "./sgd-fit.ts";
import type { FittedSgd, SgdClassifierSettings } from "./sgd-fit.ts";
import { sgdSpecs } from "./sgd-options.ts";
import type { SgdOptions, SgdPenalty } from "./sgd-options.ts";
import { readSgdSettings, sgdSettings } from "./sgd-saved-settings.ts";
import { savedSgd, usedWeights } from "./sgd-state.ts";
import type { SgdState } from "./sgd-state.ts";

/** Options of {@link perceptron}: those of `sgdClassifier` that apply; `eta0` is 1 and there is no penalty by default. */
export interface PerceptronOptions extends Omit<SgdOptions, "epsilon" | "learningRate" | "powerT" | "average"> {
  /** Weights of the classes: `"balanced"`, or by label. Default null, all 1. */
  readonly classWeight?: "balanced" | Readonly<Record<string, number>> | null;
}

const specs = () => {
  const { epsilon: _, learningRate: __, powerT: ___, average: ____, ...shared } = sgdSpecs();
  return {
    ...shared,
    penalty: { ...shared.penalty, default: null as SgdPenalty },
    eta0: { ...shared.eta0, default: 1 },
    classWeight: { rule: classWeightOption(), default: null },
  } as const;
};

/** An unfitted perceptron. */
export interface Perceptron extends Classifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): PerceptronModel<L>;
  /** One pass over the first rows of a stream. */
  partialFit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options: PartialFitOptions<L>): PerceptronModel<L>;
}

/**
 * Rosenblatt's perceptron: only rows that are classified wrongly move the weights. Step for step scikit-learn's.
 *
 * @param options - `penalty`, `alpha`, `eta0`, `maxIter`, `tol`, `randomState`, `classWeight`, and more.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.Perceptron.html
 *
 * @example
 * ```ts
 * import { perceptron } from "@mlsys/models";
 *
 * const model = perceptron().fit([[-2], [-1], [1], [2]], [0, 0, 1, 1]);
 * model.predict([[-3], [3]]); // => [0, 1]
 * ```
 */
export function perceptron(options: PerceptronOptions = {}): Perceptron {
  const parsed = parseOptions("perceptron", options, specs(), ModelsError);
  const fixed = { loss: "perceptron", learningRate: "constant", powerT: 0.5, epsilon: 0.1, average: false } as const;
  const settings: SgdClassifierSettings = { ...parsed, ...fixed, ...sgdSettings({ ...parsed, ...fixed }) };
  return {
    kind: "perceptron",
    estimatorType: "classifier",
    options: { ...parsed },
    fit: (X, y, fitOptions) =>
      new PerceptronModel(settings, fitSgdClassifier("perceptron", settings, X, y, fitOptions)),
    partialFit: (X, y, fitOptions) =>
      new PerceptronModel(settings, partialFitSgdClassifier("perceptron", settings, X, y, fitOptions)),
  };
}

/** A fitted perceptron. */
export class PerceptronModel<L extends Label = Label> extends FittedLinearClassifier<L> {
  readonly kind = "perceptron";
  /** Number of passes over the rows, the most that a class took. */
  readonly nIter: number;
  /** Number of the next step, 1 before any. */
  readonly t: number;
  private readonly settings: SgdClassifierSettings;
  private readonly state: SgdState;

  /** @internal */
  constructor(settings: SgdClassifierSettings, { facts, state, nIter }: FittedSgd<L>) {
    super(facts, usedWeights(state, settings));
    this.settings = settings;
    this.state = state;
    this.nIter = nIter;
    this.t = state.t;
  }

  /**
   * One more pass, over further rows: a new model; this one stays as it is.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`; `invalidInput` for a label that is not in `classes`.
   */
  partialFit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): PerceptronModel<L> {
    const { classes, state, nFeaturesIn, featureNamesIn } = this;
    const known = { classes, state, nFeaturesIn, featureNamesIn };
    return new PerceptronModel(
      this.settings,
      partialFitSgdClassifier("perceptron", this.settings, X, y, options, known),
    );
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    const { classWeight } = this.settings;
    return { ...super.learned(), ...savedSgd(this.state, this.settings), classWeight, nIter: this.nIter };
  }
}

/** How a saved perceptron is read. */
export const perceptronKind = {
  kind: "perceptron",
  fromState: (saved: SavedModel): PerceptronModel => {
    const read = new StateReader(saved);
    const classWeight = read.value("classWeight") as Readonly<Record<string, number>> | null;
    return new PerceptronModel({ ...readSgdSettings(read), loss: "perceptron", classWeight }, readFitted(read));
  },
} as const;
