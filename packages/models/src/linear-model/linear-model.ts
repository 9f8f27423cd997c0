import { isCsrMatrix, Matrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, RegressorModel, VectorLike } from "../estimator.ts";
import { featuresToUse } from "../internal/features.ts";
import { meanR2, r2 } from "../internal/r2.ts";
import { dot } from "../internal/sums.ts";
import { numbersOf, targetsOf, weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
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
    const features = featuresToUse(`${this.kind}.predict`, X, this);
    const values = new Float64Array(features.rows);
    if (!isCsrMatrix(features)) {
      const p = features.cols;
      for (let i = 0; i < values.length; i++) values[i] = dot(features.data, this.coef, i * p, 0, p) + this.intercept;
      return values;
    }
    for (let i = 0; i < values.length; i++) {
      let sum = 0;
      for (let at = features.indptr[i] as number; at < (features.indptr[i + 1] as number); at++) {
        sum += (features.data[at] as number) * (this.coef[features.indices[at] as number] as number);
      }
      values[i] = sum + this.intercept;
    }
    return values;
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
    const features = toDense(owner, featuresToUse(owner, X, this));
    const [p, t] = [this.nFeaturesIn, this.intercept.length];
    const values = new Matrix(features.rows, t);
    for (let i = 0; i < features.rows; i++) {
      for (let k = 0; k < t; k++) {
        values.data[i * t + k] = dot(features.data, this.coef.data, i * p, k * p, p) + (this.intercept[k] as number);
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
