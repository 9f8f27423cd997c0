import { Matrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, RegressorModel, VectorLike } from "../estimator.ts";
import { featuresToUse } from "../internal/features.ts";
import { linearPredictions, linearScores } from "../internal/linear-scores.ts";
import { meanR2, r2 } from "../internal/r2.ts";
import { numbersOf, targetsOf, weightsOf } from "../internal/targets.ts";
import type { ModelWarning } from "../model-warning.ts";
import { Fitted } from "../persistence/fitted.ts";

/** What a linear model knows of its data. */
export interface LinearFacts {
  readonly nFeaturesIn: number;
  readonly featureNamesIn: readonly string[] | undefined;
  readonly warnings: readonly ModelWarning[];
}

/** What all fitted linear models of one target share. */
export abstract class FittedLinearModel extends Fitted implements RegressorModel {
  /** One coefficient a feature. */
  readonly coef: Float64Array;
  /** The value where all features are 0; 0 when none is fitted. */
  readonly intercept: number;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: LinearFacts) {
    super(facts.warnings);
    this.coef = coef;
    this.intercept = intercept;
    this.nFeaturesIn = facts.nFeaturesIn;
    this.featureNamesIn = facts.featureNamesIn;
  }

  /**
   * The value of each row.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): Float64Array {
    const { data } = linearPredictions(`${this.kind}.predict`, X, this, this.coef, 1);
    for (let i = 0; i < data.length; i++) data[i] = (data[i] as number) + this.intercept;
    return data;
  }

  /**
   * The coefficient of determination R² on X and y.
   *
   * @throws {ModelsError} as {@link FittedLinearModel.predict}; `lengthMismatch`.
   */
  score(X: MatrixLike, y: VectorLike, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = `${this.kind}.score`;
    const weights = weightsOf(owner, fitOptions, predicted.length);
    return r2(numbersOf(owner, "y", y, predicted.length), predicted, weights);
  }
}

/** What all fitted linear models of several targets share. */
export abstract class FittedMultiTargetModel extends Fitted {
  /** Targets × features. */
  readonly coef: Matrix;
  /** One a target. */
  readonly intercept: Float64Array;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  /** @internal */
  constructor(coef: Matrix, intercept: Float64Array, facts: LinearFacts) {
    super(facts.warnings);
    this.coef = coef;
    this.intercept = intercept;
    this.nFeaturesIn = facts.nFeaturesIn;
    this.featureNamesIn = facts.featureNamesIn;
  }

  /**
   * The values of each row, rows × targets.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): Matrix {
    const owner = `${this.kind}.predict`;
    const features = featuresToUse(owner, X, this, { isCheckedLater: true });
    const targets = this.coef.rows;
    const values = new Matrix(features.rows, targets);
    for (let k = 0; k < targets; k++) {
      // Each target by itself has the same sums.
      const { data } = linearScores(`${owner}, X`, features, this.coef.row(k), 1, undefined);
      for (let i = 0, at = k; i < data.length; i++, at += targets) {
        values.data[at] = (data[i] as number) + (this.intercept[k] as number);
      }
    }
    return values;
  }

  /**
   * The mean over the targets of the coefficient of determination R² on X and y.
   *
   * @throws {ModelsError} as {@link FittedMultiTargetModel.predict}; `lengthMismatch`.
   */
  score(X: MatrixLike, y: MatrixLike, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = `${this.kind}.score`;
    const weights = weightsOf(owner, fitOptions, predicted.rows);
    return meanR2(owner, targetsOf(owner, y, predicted.rows), predicted, weights);
  }
}
