import { boolean, integer, parseOptions, real, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, MatrixLike } from "@mlsys/core";
import type { Regressor } from "../estimator.ts";
import { isLogger } from "../internal/option-rules.ts";
import { quantile } from "../internal/quantiles.ts";
import { dot } from "../internal/sums.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { regressionData } from "./elastic-net-fit.ts";
import type { RegressionData } from "./elastic-net-fit.ts";
import { huberInteriorPoint } from "./huber-interior-point.ts";
import { huberNewton } from "./huber-newton.ts";
import { residualsAt, steepestSlope } from "./huber-objective.ts";
import type { HuberProblem, HuberSolution } from "./huber-objective.ts";
import { scaledHuber } from "./huber-scaling.ts";
import { FittedLinearModel } from "./linear-model.ts";
import type { LinearFacts } from "./linear-model.ts";

/** Options of {@link huberRegressor}. */
export interface HuberRegressorOptions {
  /** From how many scales on a residual counts linearly, at least 1. Default 1.35. */
  readonly epsilon?: number;
  /** The largest number of Newton steps. Default 100. */
  readonly maxIter?: number;
  /** The strength of the L2 penalty. Default 1e-4. */
  readonly alpha?: number;
  /** Whether to fit an intercept, which is not penalised. Default true. */
  readonly fitIntercept?: boolean;
  /** The largest element of the gradient that is not reported when steps run out; else the optimum is reached. Default 1e-5. */
  readonly tol?: number;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

const specs = () =>
  ({
    epsilon: { rule: real({ min: 1 }), default: 1.35 },
    maxIter: { rule: integer({ min: 0 }), default: 100 },
    alpha: { rule: real({ min: 0 }), default: 1e-4 },
    fitIntercept: { rule: boolean(), default: true },
    tol: { rule: real({ min: 0 }), default: 1e-5 },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

interface Settings {
  readonly epsilon: number;
  readonly maxIter: number;
  readonly alpha: number;
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly logger: Logger;
}

/** An unfitted Huber regression. */
export type HuberRegressor = Regressor<MatrixLike, HuberRegressorModel>;

/**
 * Linear regression that outliers move little: small residuals count squared, large ones linearly, and the scale that tells them
 * apart is learned too. The optimum of scikit-learn's objective is reached, where its solver stops at 1e-5: by Newton's method, or, where
 * the scale vanishes or few rows count squared, by an interior-point method that knows how far it is from it. A sparse X is made dense.
 *
 * @param options - `epsilon`, `maxIter`, `alpha`, `fitIntercept`, `tol`, `logger`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.HuberRegressor.html
 * @see Owen, A robust hybrid of lasso and ridge regression (2007).
 *
 * @example
 * ```ts
 * import { huberRegressor } from "@mlsys/models";
 *
 * const X = [[0], [1], [2], [3], [4], [5], [6], [7]];
 * const model = huberRegressor().fit(X, [0.1, 0.9, 2.1, 2.9, 4.1, 4.9, 6.1, 90]);
 * Array.from(model.coef, (value) => Math.round(value * 10) / 10); // => [1]
 * model.outliers[7]; // => true
 * ```
 */
export function huberRegressor(options: HuberRegressorOptions = {}): HuberRegressor {
  const settings: Settings = parseOptions("huberRegressor", options, specs(), ModelsError);
  return {
    kind: "huberRegressor",
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions = {}) => fit(settings, regressionData("huberRegressor", X, y, fitOptions)),
  };
}

interface Learned extends LinearFacts {
  readonly scale: number;
  readonly nIter: number;
  readonly outliers: readonly boolean[];
}

/** A fitted Huber regression. */
export class HuberRegressorModel extends FittedLinearModel {
  readonly kind = "huberRegressor";
  /** The scale of the residuals. */
  readonly scale: number;
  /** Number of Newton steps. */
  readonly nIter: number;
  /** Whether each row of the fit counted linearly. */
  readonly outliers: readonly boolean[];

  /** @internal */
  constructor(coef: Float64Array, intercept: number, learned: Learned) {
    super(coef, intercept, learned);
    this.scale = learned.scale;
    this.nIter = learned.nIter;
    this.outliers = learned.outliers;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { coef, intercept, scale, nIter, outliers } = this;
    return { coef, intercept, scale, nIter, outliers, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** How far above the optimum an objective may be: as a share of it, and of the numbers of which residuals are made. */
const LARGE_GAP = 1e-10;
const ROUNDING = 1e-12;

function fit(settings: Settings, data: RegressionData): HuberRegressorModel {
  const { epsilon, maxIter, tol } = settings;
  const { problem, start, unit, total, inOwnUnits } = scaledHuber(data, settings);
  const found = minimum(problem, start, maxIter);
  const { coef, intercept } = inOwnUnits(found.coef);
  const scale = found.scale * unit;
  const isOptimal = found.gap <= LARGE_GAP * found.value + ROUNDING * largestTerm(problem, found.coef);
  return new HuberRegressorModel(coef, intercept, {
    scale,
    nIter: found.iterations,
    outliers: Array.from(data.y, (value, i) => {
      const predicted = dot(data.X.data, coef, i * coef.length, 0, coef.length) + intercept;
      return Math.abs(value - predicted) > scale * epsilon;
    }),
    nFeaturesIn: coef.length,
    featureNamesIn: data.names,
    warnings: isOptimal || total * steepestSlope(problem, found) <= tol ? [] : [convergenceWarning(settings)],
  });
}

/** The largest number of y, which is about 1, and of products of columns and coefficients. */
function largestTerm({ X }: HuberProblem, coef: Float64Array): number {
  let largest = 1;
  for (let i = 0; i < X.data.length; i++) {
    largest = Math.max(largest, Math.abs((X.data[i] as number) * (coef[i % X.cols] as number)));
  }
  return largest;
}

/** Newton's method, and where it does not get on, one that always does. */
function minimum(problem: HuberProblem, start: Float64Array, maxIter: number): HuberSolution {
  const spread = quantile(residualsAt(problem, start).map(Math.abs), 0.75);
  const soon = huberNewton(problem, start, spread > problem.leastScale ? spread : 1, maxIter);
  if (soon.gap < Infinity) return soon;
  const left = maxIter - soon.iterations;
  // The least scale is far below the others, and is no part of the problem where it does not matter.
  const free = huberInteriorPoint({ ...problem, leastScale: 0 }, start, left);
  const sure = free.scale >= problem.leastScale ? free : huberInteriorPoint(problem, start, left);
  const iterations = soon.iterations + sure.iterations;
  return { ...(sure.value <= soon.value ? sure : { ...soon, gap: sure.gap + soon.value - sure.value }), iterations };
}

function convergenceWarning({ maxIter, logger }: Settings): ModelWarning {
  const message = `huberRegressor did not converge in ${maxIter} steps; raise maxIter, or scale the features alike`;
  return warn(logger, { code: "didNotConverge", message, details: { maxIter } });
}

/** How a saved Huber regression is read. */
export const huberRegressorKind = {
  kind: "huberRegressor",
  fromState: (saved: SavedModel): HuberRegressorModel => {
    const read = new StateReader(saved);
    const coef = read.vector("coef");
    return new HuberRegressorModel(coef, read.number("intercept"), {
      scale: read.number("scale"),
      nIter: read.number("nIter"),
      outliers: read.list("outliers").map(Boolean),
      nFeaturesIn: coef.length,
      featureNamesIn: read.optionalTexts("featureNamesIn"),
      warnings: [],
    });
  },
} as const;
