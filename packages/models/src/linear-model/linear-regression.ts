import { boolean, isCsrMatrix, Matrix, oneOf, parseOptions, real, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, RegressorModel, VectorLike } from "../estimator.ts";
import { columnMeans } from "../internal/centering.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { leastSquares } from "../internal/least-squares.ts";
import type { LeastSquares } from "../internal/least-squares.ts";
import { isLogger } from "../internal/option-rules.ts";
import { r2 } from "../internal/r2.ts";
import { dot } from "../internal/sums.ts";
import { isVector, numbersOf, targetsOf, weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { Fitted } from "../persistence/fitted.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { ModelsError } from "../models-error.ts";

/** Options of {@link linearRegression}. */
export interface LinearRegressionOptions {
  /** Whether to fit an intercept. Default true. */
  readonly fitIntercept?: boolean;
  /** Singular values of the centred X below `tol` times the largest count as 0. Default 1e-6, as scikit-learn's. */
  readonly tol?: number;
  /** Only false is accepted: coefficients are not constrained. */
  readonly positive?: false;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

const specs = () =>
  ({
    fitIntercept: { rule: boolean(), default: true },
    tol: { rule: real({ min: 0 }), default: 1e-6 },
    positive: { rule: oneOf(false), default: false },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

/** An unfitted linear regression. */
export interface LinearRegression extends Regressor<MatrixLike, LinearRegressionModel> {
  /** Fits one target (one number a row), or several (rows × targets). */
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): LinearRegressionModel;
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetLinearRegressionModel;
}

/**
 * Ordinary least squares, with scikit-learn's answers: the solution of smallest norm after singular values below `tol` times the
 * largest are cut. Long, well-conditioned problems are solved by the normal equations with a step of refinement, all others by
 * Householder reflections and a singular value decomposition. A sparse X is made dense.
 *
 * @param options - `fitIntercept`, `tol`, `logger`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.LinearRegression.html
 *
 * @example
 * ```ts
 * import { linearRegression } from "@mlsys/models";
 *
 * const model = linearRegression().fit([[0], [1], [2]], [1, 3, 5]);
 * Math.round(model.intercept * 1e12) / 1e12; // => 1
 * model.coef.length; // => 1
 * Array.from(model.predict([[10]]), Math.round); // => [21]
 * ```
 */
export function linearRegression(options: LinearRegressionOptions = {}): LinearRegression {
  const parsed = parseOptions("linearRegression", options, specs(), ModelsError);
  return {
    kind: "linearRegression",
    estimatorType: "regressor",
    options: parsed,
    fit: ((X: MatrixLike, y: VectorLike | MatrixLike, fitOptions: FitOptions = {}) =>
      fit(parsed, X, y, fitOptions)) as LinearRegression["fit"],
  };
}

interface Parsed {
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly logger: Logger;
}

/** What a linear regression learned of its data, besides the coefficients. */
interface LearnedFacts {
  readonly rank: number;
  readonly singular: Float64Array;
  readonly nFeaturesIn: number;
  readonly featureNamesIn: readonly string[] | undefined;
  readonly warnings: readonly ModelWarning[];
}

/** A fitted linear regression of one target. */
export class LinearRegressionModel extends Fitted implements RegressorModel {
  readonly kind = "linearRegression";
  /** One coefficient a feature. */
  readonly coef: Float64Array;
  /** The value where all features are 0; 0 when none is fitted. */
  readonly intercept: number;
  /** The rank of the centred, weighted X, counted with `tol`. */
  readonly rank: number;
  /** The singular values of the centred, weighted X, descending. */
  readonly singular: Float64Array;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: LearnedFacts) {
    super(facts.warnings);
    this.coef = coef;
    this.intercept = intercept;
    this.rank = facts.rank;
    this.singular = facts.singular;
    this.nFeaturesIn = facts.nFeaturesIn;
    this.featureNamesIn = facts.featureNamesIn;
  }

  /**
   * The value of each row.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): Float64Array {
    const features = featuresToUse("linearRegression.predict", X, this);
    const values = new Float64Array(features.rows);
    if (isCsrMatrix(features)) {
      for (let i = 0; i < values.length; i++) {
        let sum = 0;
        for (let at = features.indptr[i] as number; at < (features.indptr[i + 1] as number); at++) {
          sum += (features.data[at] as number) * (this.coef[features.indices[at] as number] as number);
        }
        values[i] = sum + this.intercept;
      }
      return values;
    }
    const p = features.cols;
    for (let i = 0; i < values.length; i++) values[i] = dot(features.data, this.coef, i * p, 0, p) + this.intercept;
    return values;
  }

  /**
   * The coefficient of determination R² on X and y.
   *
   * @throws {ModelsError} as {@link LinearRegressionModel.predict}; `lengthMismatch`.
   */
  score(X: MatrixLike, y: VectorLike, { sampleWeight }: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = "linearRegression.score";
    const weights = weightsOf(owner, sampleWeight, predicted.length);
    return r2(numbersOf(owner, "y", y, predicted.length), predicted, weights);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { coef: this.coef, intercept: this.intercept, ...sharedState(this) };
  }
}

/** A fitted linear regression of several targets. */
export class MultiTargetLinearRegressionModel extends Fitted {
  readonly kind = "multiTargetLinearRegression";
  /** Targets × features. */
  readonly coef: Matrix;
  /** One a target. */
  readonly intercept: Float64Array;
  /** The rank of the centred, weighted X, counted with `tol`. */
  readonly rank: number;
  /** The singular values of the centred, weighted X, descending. */
  readonly singular: Float64Array;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  /** @internal */
  constructor(coef: Matrix, intercept: Float64Array, facts: LearnedFacts) {
    super(facts.warnings);
    this.coef = coef;
    this.intercept = intercept;
    this.rank = facts.rank;
    this.singular = facts.singular;
    this.nFeaturesIn = facts.nFeaturesIn;
    this.featureNamesIn = facts.featureNamesIn;
  }

  /**
   * The values of each row, rows × targets.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): Matrix {
    const features = toDense("linearRegression.predict", featuresToUse("linearRegression.predict", X, this));
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
   * @throws {ModelsError} as {@link MultiTargetLinearRegressionModel.predict}; `lengthMismatch`.
   */
  score(X: MatrixLike, y: MatrixLike, { sampleWeight }: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = "linearRegression.score";
    const Y = targetsOf(owner, y, predicted.rows);
    const weights = weightsOf(owner, sampleWeight, predicted.rows);
    let sum = 0;
    for (let k = 0; k < predicted.cols; k++) sum += r2(Y.column(k), predicted.column(k), weights);
    return sum / predicted.cols;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { coef: matrixState(this.coef), intercept: this.intercept, ...sharedState(this) };
  }
}

function fit(
  options: Parsed,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  { sampleWeight }: FitOptions,
): LinearRegressionModel | MultiTargetLinearRegressionModel {
  const owner = "linearRegression.fit";
  const { X, names } = featuresToFit("linearRegression", input);
  const dense = toDense(owner, X);
  const isSingle = isVector(y);
  const Y = isSingle ? new Matrix(X.rows, 1, numbersOf(owner, "y", y, X.rows)) : targetsOf(owner, y, X.rows);
  const weights = weightsOf(owner, sampleWeight, X.rows);
  const xMeans = options.fitIntercept ? columnMeans(dense, weights) : new Float64Array(X.cols);
  const yMeans = options.fitIntercept ? columnMeans(Y, weights) : new Float64Array(Y.cols);
  const rootWeights = weights?.map(Math.sqrt);
  const solution = leastSquares({ X: dense, Y, xMeans, yMeans, rootWeights }, options.tol);
  const facts: LearnedFacts = {
    rank: solution.rank,
    singular: solution.singular,
    nFeaturesIn: X.cols,
    featureNamesIn: names,
    warnings: rankWarnings(solution, options),
  };
  const coefs = Array.from({ length: Y.cols }, (_, k) => solution.coef.column(k));
  const intercepts = Float64Array.from(coefs, (coef, k) => (yMeans[k] as number) - dot(xMeans, coef));
  if (isSingle) return new LinearRegressionModel(coefs[0] as Float64Array, intercepts[0] as number, facts);
  const coef = new Matrix(Y.cols, X.cols);
  coefs.forEach((row, k) => coef.data.set(row, k * X.cols));
  return new MultiTargetLinearRegressionModel(coef, intercepts, facts);
}

function rankWarnings({ rank, numericalRank }: LeastSquares, { tol, logger }: Parsed): readonly ModelWarning[] {
  if (rank >= numericalRank) return [];
  const code = "toleranceReducedRank";
  const message =
    `linearRegression: tol ${tol} leaves ${rank} of ${numericalRank} directions that double precision tells apart; ` +
    "scale the columns alike, or set tol to 1e-15 to keep them";
  return [warn(logger, { code, message, details: { rank, numericalRank, tol } })];
}

function sharedState(model: Omit<LearnedFacts, "warnings">): { readonly [key: string]: StateValue } {
  return {
    rank: model.rank,
    singular: model.singular,
    nFeaturesIn: model.nFeaturesIn,
    featureNamesIn: model.featureNamesIn ?? null,
  };
}

function factsFrom(read: StateReader): LearnedFacts {
  return {
    rank: read.number("rank"),
    singular: read.vector("singular"),
    nFeaturesIn: read.number("nFeaturesIn"),
    featureNamesIn: read.optionalTexts("featureNamesIn"),
    warnings: [],
  };
}

/** How a saved linear regression is read. */
export const linearRegressionKind = {
  kind: "linearRegression",
  fromState: (saved: SavedModel): LinearRegressionModel => {
    const read = new StateReader(saved);
    const coef = read.vector("coef", read.number("nFeaturesIn"));
    return new LinearRegressionModel(coef, read.number("intercept"), factsFrom(read));
  },
} as const;

/** How a saved linear regression of several targets is read. */
export const multiTargetLinearRegressionKind = {
  kind: "multiTargetLinearRegression",
  fromState: (saved: SavedModel): MultiTargetLinearRegressionModel => {
    const read = new StateReader(saved);
    const coef = read.matrix("coef");
    return new MultiTargetLinearRegressionModel(coef, read.vector("intercept", coef.rows), factsFrom(read));
  },
} as const;
