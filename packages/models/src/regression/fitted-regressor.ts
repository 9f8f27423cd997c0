import type { CsrMatrix, Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, RegressorModel, VectorLike } from "../estimator.ts";
import { featuresToUse } from "../internal/features.ts";
import type { FeatureRules, KnownFeatures } from "../internal/features.ts";
import { r2 } from "../internal/r2.ts";
import { numbersOf, weightsOf } from "../internal/targets.ts";
import type { ModelWarning } from "../model-warning.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";

/** What a regressor knows of its data. */
export interface RegressorFacts extends KnownFeatures {
  readonly warnings?: readonly ModelWarning[];
}

/** What regressors of one target share that are no linear models. */
export abstract class FittedRegressor extends Fitted implements RegressorModel {
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  protected constructor({ nFeaturesIn, featureNamesIn, warnings }: RegressorFacts) {
    super(warnings);
    this.nFeaturesIn = nFeaturesIn;
    this.featureNamesIn = featureNamesIn;
  }

  /** The value of each row. */
  protected abstract values(X: Matrix | CsrMatrix): Float64Array;

  /** What the regressor takes besides finite numbers. */
  protected rules(): FeatureRules {
    return {};
  }

  /**
   * The value of each row.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): Float64Array {
    return this.values(this.features("predict", X));
  }

  /**
   * The coefficient of determination R² on X and y.
   *
   * @throws {ModelsError} as {@link FittedRegressor.predict}; `lengthMismatch`.
   */
  score(X: MatrixLike, y: VectorLike, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = `${this.kind}.score`;
    const weights = weightsOf(owner, fitOptions, predicted.length);
    return r2(numbersOf(owner, "y", y, predicted.length), predicted, weights);
  }

  protected features(method: string, X: MatrixLike): Matrix | CsrMatrix {
    return featuresToUse(`${this.kind}.${method}`, X, this, this.rules());
  }

  /** The facts, to be saved. */
  protected facts(): { readonly [key: string]: StateValue } {
    return { nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** Reads what {@link FittedRegressor} knows of its data. */
export function readRegressorFacts(read: StateReader): RegressorFacts {
  return { nFeaturesIn: read.number("nFeaturesIn"), featureNamesIn: read.optionalTexts("featureNamesIn") };
}
