import { boolean, Matrix, parseOptions, real, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { allFinite } from "../internal/all-finite.ts";
import { assertFinite, assertSquarable, featuresToFit } from "../internal/features.ts";
import { leastSquares } from "../internal/least-squares.ts";
import type { CentredSolution, LeastSquares } from "../internal/least-squares.ts";
import type { LinearProblem } from "../internal/gram.ts";
import { nonNegativeLeastSquares } from "../internal/non-negative-least-squares.ts";
import type { RidgeSolution } from "../internal/ridge-solution.ts";
import { isLogger } from "../internal/option-rules.ts";
import { dot } from "../internal/sums.ts";
import { targetsToFit, weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { ModelsError } from "../models-error.ts";
import { FittedLinearModel, FittedMultiTargetModel } from "./linear-model.ts";
import type { LinearFacts } from "./linear-model.ts";

/** Options of {@link linearRegression}. */
export interface LinearRegressionOptions {
  /** Whether to fit an intercept. Default true. */
  readonly fitIntercept?: boolean;
  /** Singular values of the centred X below `tol` times the largest count as 0. Default 1e-6, as scikit-learn's. */
  readonly tol?: number;
  /** Whether coefficients may not be negative. Default false. */
  readonly positive?: boolean;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

const specs = () =>
  ({
    fitIntercept: { rule: boolean(), default: true },
    tol: { rule: real({ min: 0 }), default: 1e-6 },
    positive: { rule: boolean(), default: false },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

/** An unfitted linear regression. */
export interface LinearRegression extends Regressor<MatrixLike, LinearRegressionModel> {
  /** Fits one target (one number a row), or several (rows × targets). */
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetLinearRegressionModel;
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): LinearRegressionModel;
}

/**
 * Ordinary least squares, with scikit-learn's answers: the solution of smallest norm after singular values below `tol` times the
 * largest are cut. Long or wide, well-conditioned problems are solved by the normal equations with a step of refinement, all others by
 * Householder reflections and a singular value decomposition. With `positive`, an active set finds the coefficients that are not 0.
 * A sparse X is made dense.
 *
 * @param options - `fitIntercept`, `tol`, `positive`, `logger`.
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
  readonly positive: boolean;
  readonly logger: Logger;
}

/** What a linear regression learned of its data, besides the coefficients. */
interface LearnedFacts extends LinearFacts {
  readonly rank: number;
  readonly singular: Float64Array;
}

/** A fitted linear regression of one target. */
export class LinearRegressionModel extends FittedLinearModel {
  readonly kind = "linearRegression";
  /** The rank of the centred, weighted X, counted with `tol`. */
  readonly rank: number;
  /** The singular values of the centred, weighted X, descending. */
  readonly singular: Float64Array;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: LearnedFacts) {
    super(coef, intercept, facts);
    this.rank = facts.rank;
    this.singular = facts.singular;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { coef: this.coef, intercept: this.intercept, ...sharedState(this) };
  }
}

/** A fitted linear regression of several targets. */
export class MultiTargetLinearRegressionModel extends FittedMultiTargetModel {
  readonly kind = "multiTargetLinearRegression";
  /** The rank of the centred, weighted X, counted with `tol`. */
  readonly rank: number;
  /** The singular values of the centred, weighted X, descending. */
  readonly singular: Float64Array;

  /** @internal */
  constructor(coef: Matrix, intercept: Float64Array, facts: LearnedFacts) {
    super(coef, intercept, facts);
    this.rank = facts.rank;
    this.singular = facts.singular;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { coef: matrixState(this.coef), intercept: this.intercept, ...sharedState(this) };
  }
}

function fit(
  options: Parsed,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  fitOptions: FitOptions,
): LinearRegressionModel | MultiTargetLinearRegressionModel {
  const owner = "linearRegression.fit";
  const { X, names } = featuresToFit("linearRegression", input, { isCheckedLater: true });
  const dense = toDense(owner, X);
  const { Y, isSingle, check } = targetsToFit(owner, y, X.rows);
  const weights = weightsOf(owner, fitOptions, X.rows);
  const problem = { X: dense, Y, weights, fitIntercept: options.fitIntercept };
  const free = leastSquares(problem, options.tol, () => {
    check();
    assertFinite(dense, `${owner}, X`);
  });
  if (!allFinite(free.singular)) assertSquarable(dense, `${owner}, X`);
  const solution = options.positive ? positiveSolution(problem, free) : free;
  const facts: LearnedFacts = {
    rank: free.rank,
    singular: free.singular,
    nFeaturesIn: X.cols,
    featureNamesIn: names,
    warnings: options.positive ? [] : rankWarnings(free, options),
  };
  const coefs = Array.from({ length: Y.cols }, (_, k) => solution.coef.column(k));
  const intercepts = Float64Array.from(coefs, (coef, k) => (solution.yMeans[k] as number) - dot(solution.xMeans, coef));
  if (isSingle) return new LinearRegressionModel(coefs[0] as Float64Array, intercepts[0] as number, facts);
  const coef = new Matrix(Y.cols, X.cols);
  coefs.forEach((row, k) => coef.data.set(row, k * X.cols));
  return new MultiTargetLinearRegressionModel(coef, intercepts, facts);
}

/** The solution without negative coefficients: the free one, where it has none and is the only one. */
function positiveSolution(problem: LinearProblem, free: CentredSolution): RidgeSolution {
  if (free.rank === problem.X.cols && free.coef.data.every((value) => value >= 0)) return free;
  return nonNegativeLeastSquares(problem, new Float64Array(problem.Y.cols), () => undefined);
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
