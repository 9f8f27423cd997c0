import { boolean, integer, oneOf, parseOptions, real, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { newtonCg } from "../internal/newton-cg.ts";
import { isLogger } from "../internal/option-rules.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { ScoreProblem } from "../internal/score-problem.ts";
import { numbersOf, weightsOf } from "../internal/targets.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedLinearModel } from "./linear-model.ts";
import type { LinearFacts } from "./linear-model.ts";
import { PoissonLoss } from "./poisson-loss.ts";

/** Options of {@link poissonRegressor}. */
export interface PoissonRegressorOptions {
  /** The strength of the L2 penalty. Default 1. */
  readonly alpha?: number;
  /** Whether to fit an intercept, which is not penalised. Default true. */
  readonly fitIntercept?: boolean;
  /** Accepted for scikit-learn's sake: the optimum is the same whatever finds it. Default `"lbfgs"`. */
  readonly solver?: "lbfgs" | "newton-cholesky";
  /** The largest number of Newton steps. Default 100. */
  readonly maxIter?: number;
  /** The largest element of the gradient at the end; the optimum is reached whatever this is. Default 1e-4. */
  readonly tol?: number;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

const specs = () =>
  ({
    alpha: { rule: real({ min: 0 }), default: 1 },
    fitIntercept: { rule: boolean(), default: true },
    solver: { rule: oneOf("lbfgs", "newton-cholesky"), default: "lbfgs" },
    maxIter: { rule: integer({ min: 1 }), default: 100 },
    tol: { rule: real({ above: 0 }), default: 1e-4 },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

interface Settings {
  readonly alpha: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number;
  readonly logger: Logger;
}

/** An unfitted Poisson regression. */
export type PoissonRegressor = Regressor<MatrixLike, PoissonRegressorModel>;

/**
 * Regression of counts and rates: the logarithm of the mean is linear. Minimises half the mean deviance plus alpha·‖w‖² / 2 by Newton's
 * method, to the optimum. y holds numbers of at least 0. Sparse data stays sparse.
 *
 * @param options - `alpha`, `fitIntercept`, `solver`, `maxIter`, `tol`, `logger`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.PoissonRegressor.html
 *
 * @example
 * ```ts
 * import { poissonRegressor } from "@mlsys/models";
 *
 * const model = poissonRegressor({ alpha: 0 }).fit([[0], [1], [2]], [1, 2, 4]);
 * Array.from(model.predict([[3]]), (value) => Math.round(value * 1e6) / 1e6); // => [8]
 * ```
 */
export function poissonRegressor(options: PoissonRegressorOptions = {}): PoissonRegressor {
  const settings: Settings = parseOptions("poissonRegressor", options, specs(), ModelsError);
  return {
    kind: "poissonRegressor",
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions = {}) => fit(settings, X, y, fitOptions),
  };
}

/** A fitted Poisson regression. */
export class PoissonRegressorModel extends FittedLinearModel {
  readonly kind = "poissonRegressor";
  /** Number of Newton steps. */
  readonly nIter: number;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: LinearFacts & { readonly nIter: number }) {
    super(coef, intercept, facts);
    this.nIter = facts.nIter;
  }

  /**
   * The mean of each row.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  override predict(X: MatrixLike): Float64Array {
    return super.predict(X).map(Math.exp);
  }

  /**
   * The share of the deviance that is explained, D².
   *
   * @throws {ModelsError} as {@link PoissonRegressorModel.predict}; `lengthMismatch`, `invalidInput`.
   */
  override score(X: MatrixLike, y: VectorLike, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = "poissonRegressor.score";
    const counts = countsOf(owner, y, predicted.length);
    const weights = shares(weightsOf(owner, fitOptions, predicted.length), predicted.length);
    const mean = pairwiseSum(counts.map((count, i) => count * (weights[i] as number)));
    const all = meanDeviance(counts, () => mean, weights);
    const left = meanDeviance(counts, (i) => predicted[i] as number, weights);
    return all === 0 ? (left === 0 ? 1 : 0) : 1 - left / all;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { coef, intercept, nIter } = this;
    return { coef, intercept, nIter, featureNamesIn: this.featureNamesIn ?? null };
  }
}

function meanDeviance(y: Float64Array, mean: (row: number) => number, weights: Float64Array): number {
  return pairwiseSum(
    y.map((count, i) => {
      const expected = mean(i);
      const log = count === 0 ? 0 : count * Math.log(count / expected);
      return (weights[i] as number) * (log - count + expected);
    }),
  );
}

function fit(settings: Settings, input: MatrixLike, target: VectorLike, fitOptions: FitOptions): PoissonRegressorModel {
  const owner = "poissonRegressor.fit";
  const { alpha, fitIntercept, maxIter, tol } = settings;
  const { X, names } = featuresToFit("poissonRegressor", input, { isSquared: true });
  const y = countsOf(owner, target, X.rows);
  const weights = shares(weightsOf(owner, fitOptions, X.rows), X.rows);
  const problem = new ScoreProblem({
    X,
    loss: new PoissonLoss(y, weights),
    penalty: alpha,
    interceptScale: fitIntercept ? 1 : 0,
    penalisesIntercept: false,
  });
  const start = new Float64Array(problem.size);
  const mean = pairwiseSum(y.map((count, i) => count * (weights[i] as number)));
  if (fitIntercept && mean > 0) start[X.cols] = Math.log(mean);
  const { point, iterations, converged } = newtonCg(problem, maxIter, tol, start);
  return new PoissonRegressorModel(point.slice(0, X.cols), fitIntercept ? (point[X.cols] as number) : 0, {
    nIter: iterations,
    nFeaturesIn: X.cols,
    featureNamesIn: names,
    warnings: converged ? [] : [convergenceWarning(settings)],
  });
}

function shares(weights: Float64Array | undefined, rows: number): Float64Array {
  if (weights === undefined) return new Float64Array(rows).fill(1 / rows);
  const total = pairwiseSum(weights);
  return weights.map((weight) => weight / total);
}

function countsOf(owner: string, input: VectorLike, rows: number): Float64Array {
  const y = numbersOf(owner, "y", input, rows);
  const negative = y.findIndex((count) => count < 0);
  if (negative < 0) return y;
  throw new ModelsError({
    code: "invalidInput",
    what: "y holds a negative number",
    where: `${owner}, y[${negative}]`,
    found: String(y[negative]),
    fix: "give counts or rates of at least 0",
    details: { index: negative },
  });
}

function convergenceWarning({ maxIter, logger }: Settings): ModelWarning {
  const message = `poissonRegressor did not converge in ${maxIter} steps; raise maxIter, or scale the features alike`;
  return warn(logger, { code: "didNotConverge", message, details: { maxIter } });
}

/** How a saved Poisson regression is read. */
export const poissonRegressorKind = {
  kind: "poissonRegressor",
  fromState: (saved: SavedModel): PoissonRegressorModel => {
    const read = new StateReader(saved);
    const coef = read.vector("coef");
    return new PoissonRegressorModel(coef, read.number("intercept"), {
      nIter: read.number("nIter"),
      nFeaturesIn: coef.length,
      featureNamesIn: read.optionalTexts("featureNamesIn"),
      warnings: [],
    });
  },
} as const;
