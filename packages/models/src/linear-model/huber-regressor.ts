import { boolean, integer, Matrix, parseOptions, real, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, MatrixLike } from "@mlsys/core";
import type { Regressor } from "../estimator.ts";
import { dampedNewton } from "../internal/damped-newton.ts";
import type { DenseProblem, DenseResult } from "../internal/damped-newton.ts";
import { isLogger } from "../internal/option-rules.ts";
import { quantile } from "../internal/quantiles.ts";
import { dot, pairwiseSum } from "../internal/sums.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { regressionData } from "./elastic-net-fit.ts";
import type { RegressionData } from "./elastic-net-fit.ts";
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
 * apart is learned too. Newton's method reaches the optimum of scikit-learn's objective, where its solver stops at 1e-5. A sparse
 * X is made dense.
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

/** The smallest scale: 0 cannot be divided by. */
const LEAST_SCALE = 10 * Number.EPSILON;

function fit(settings: Settings, data: RegressionData): HuberRegressorModel {
  const { fitIntercept, epsilon, alpha, maxIter, tol } = settings;
  const p = data.X.cols;
  // In units of y's own size, a power of two, tiny and huge numbers are no other problem than those about 1.
  const unit = unitOf(data.y);
  const loss = new HuberLoss(
    { ...data, y: data.y.map((value) => value / unit) },
    { ...settings, alpha: alpha * unit },
    unit,
  );
  const found = minimum(loss, startOf(loss, fitIntercept), maxIter);
  const { iterations, converged } = found;
  const point = found.point.map((value) => value * unit);
  const scale = point[point.length - 1] as number;
  const residuals = loss.residuals(found.point);
  return new HuberRegressorModel(point.slice(0, p), fitIntercept ? (point[p] as number) : 0, {
    scale,
    nIter: iterations,
    outliers: Array.from(residuals, (residual) => Math.abs(residual) * unit > scale * epsilon),
    nFeaturesIn: p,
    featureNamesIn: data.names,
    warnings: converged || steepest(loss, found.point) <= tol ? [] : [convergenceWarning(settings)],
  });
}

function unitOf(y: Float64Array): number {
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest > 0 ? 2 ** Math.max(-1000, Math.min(1000, Math.round(Math.log2(largest)))) : 1;
}

/** No slopes, the median as intercept, and the spread around it. */
function startOf(loss: HuberLoss, fitIntercept: boolean): Float64Array {
  const { y, X } = loss.data;
  const start = new Float64Array(X.cols + (fitIntercept ? 2 : 1));
  const middle = fitIntercept ? quantile(y, 0.5) : 0;
  if (fitIntercept) start[X.cols] = middle;
  const spread = quantile(
    y.map((value) => Math.abs(value - middle)),
    0.75,
  );
  start[start.length - 1] = spread > loss.leastScale ? spread : 1;
  return start;
}

/** A scale below this share of where it began may be on its way to 0, where Newton's steps halve it each time, or stop short. */
const VANISHING = 0.02;

/**
 * Newton's method; where the scale vanishes, as where most rows lie on a plane, a scale that shrinks step by step with the best
 * coefficients for each.
 */
function minimum(loss: HuberLoss, start: Float64Array, maxIter: number): DenseResult {
  const found = dampedNewton(loss, start, maxIter);
  const last = start.length - 1;
  const isUsual = (found.point[last] as number) > VANISHING * (start[last] as number);
  if ((found.converged && isUsual && loss.isFlat(steepest(loss, found.point))) || maxIter < FEW_STEPS) return found;
  const shrunk = byShrinking(loss, start, maxIter);
  // From a scale about right, Newton's method gives the last digits.
  const polished = dampedNewton(loss, shrunk.point, maxIter);
  const isBetter = (a: DenseResult, b: DenseResult): boolean => loss.evaluate(a.point) < loss.evaluate(b.point);
  const best = isBetter(polished, shrunk) ? polished : shrunk;
  if (isBetter(found, best)) return found;
  // Where the scale all but vanishes, residuals are rounding, and slopes tell nothing.
  const converged = (best.point[last] as number) < NO_SCALE || loss.isFlat(steepest(loss, best.point));
  return { ...best, converged, iterations: found.iterations + best.iterations };
}

/** As a share of the size of y. */
const NO_SCALE = 1e-6;
/** With fewer steps than this asked for, one wants to stop early. */
const FEW_STEPS = 50;
const SHRINKAGE = 1 / 2;

/** The best of ever smaller scales, until one is worse than the one before, or none is smaller. */
function byShrinking(loss: HuberLoss, start: Float64Array, maxIter: number): DenseResult {
  const last = start.length - 1;
  let scale = start[last] as number;
  let best = { ...dampedNewton(new AtScale(loss, scale), start.slice(0, last), maxIter), scale };
  let value = Infinity;
  for (let at = best; ; at = { ...dampedNewton(new AtScale(loss, scale), at.point, maxIter), scale }) {
    const own = loss.evaluate(Float64Array.of(...at.point, scale));
    if (own > value) break;
    [best, value] = [at, own];
    if (scale === loss.leastScale) break;
    scale = Math.max(loss.leastScale, scale * SHRINKAGE);
  }
  return { ...best, point: Float64Array.of(...best.point, best.scale) };
}

function steepest(loss: HuberLoss, point: Float64Array): number {
  const gradient = new Float64Array(point.length);
  loss.derivatives(point, gradient, new Matrix(point.length, point.length));
  return gradient.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
}

function convergenceWarning({ maxIter, logger }: Settings): ModelWarning {
  const message = `huberRegressor did not converge in ${maxIter} steps; raise maxIter, or scale the features alike`;
  return warn(logger, { code: "didNotConverge", message, details: { maxIter } });
}

/** Owen's objective of coefficients, intercept and scale, in this order. */
class HuberLoss implements DenseProblem {
  readonly data: RegressionData;
  readonly leastScale: number;
  private readonly settings: Settings;
  private readonly total: number;

  constructor(data: RegressionData, settings: Settings, unit: number) {
    this.data = data;
    this.leastScale = LEAST_SCALE / unit;
    this.settings = settings;
    this.total = data.weights === undefined ? data.X.rows : pairwiseSum(data.weights);
  }

  /** Whether a slope is no more than rounding may leave at the optimum, and a good deal of that. */
  isFlat(slope: number): boolean {
    const largest = this.data.X.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    return slope <= 1e-7 * this.total * largest;
  }

  residuals(point: Float64Array): Float64Array {
    const { X, y } = this.data;
    const p = X.cols;
    const intercept = this.settings.fitIntercept ? (point[p] as number) : 0;
    return y.map((value, i) => value - intercept - dot(X.data, point, i * p, 0, p));
  }

  evaluate(point: Float64Array): number {
    const { epsilon, alpha } = this.settings;
    const { weights, X } = this.data;
    const scale = point[point.length - 1] as number;
    if (!(scale >= this.leastScale)) return Infinity;
    const losses = this.residuals(point).map((residual, i) => {
      const size = Math.abs(residual);
      const loss = size > epsilon * scale ? 2 * epsilon * size - epsilon * epsilon * scale : (size * size) / scale;
      return weights === undefined ? loss : loss * (weights[i] as number);
    });
    return this.total * scale + pairwiseSum(losses) + alpha * dot(point, point, 0, 0, X.cols);
  }

  derivatives(point: Float64Array, gradient: Float64Array, hessian: Matrix): void {
    const { epsilon, alpha, fitIntercept } = this.settings;
    const { X, weights } = this.data;
    const [p, size] = [X.cols, point.length];
    const scale = point[size - 1] as number;
    const inner = fitIntercept ? p + 1 : p;
    gradient.fill(0);
    hessian.data.fill(0);
    gradient[size - 1] = this.total;
    const row = new Float64Array(inner);
    if (fitIntercept) row[p] = 1;
    this.residuals(point).forEach((residual, i) => {
      const weight = weights === undefined ? 1 : (weights[i] as number);
      row.set(X.row(i));
      const isOutlier = Math.abs(residual) > epsilon * scale;
      const share = isOutlier ? epsilon * Math.sign(residual) : residual / scale;
      for (let j = 0; j < inner; j++) gradient[j] = (gradient[j] as number) - 2 * weight * share * (row[j] as number);
      gradient[size - 1] = (gradient[size - 1] as number) - weight * share * share;
      if (isOutlier) return;
      const curvature = (2 * weight) / scale;
      for (let j = 0; j < inner; j++) {
        const factor = curvature * (row[j] as number);
        for (let k = 0; k < inner; k++) {
          hessian.data[j * size + k] = (hessian.data[j * size + k] as number) + factor * (row[k] as number);
        }
        hessian.data[j * size + size - 1] = (hessian.data[j * size + size - 1] as number) + factor * share;
      }
      hessian.data[size * size - 1] = (hessian.data[size * size - 1] as number) + curvature * share * share;
    });
    for (let j = 0; j < inner; j++) {
      hessian.data[(size - 1) * size + j] = hessian.data[j * size + size - 1] as number;
      if (j >= p) continue;
      gradient[j] = (gradient[j] as number) + 2 * alpha * (point[j] as number);
      hessian.data[j * (size + 1)] = (hessian.data[j * (size + 1)] as number) + 2 * alpha;
    }
  }
}

/** The same with the scale given. */
class AtScale implements DenseProblem {
  private readonly loss: HuberLoss;
  private readonly scale: number;

  constructor(loss: HuberLoss, scale: number) {
    this.loss = loss;
    this.scale = scale;
  }

  evaluate(point: Float64Array): number {
    return this.loss.evaluate(Float64Array.of(...point, this.scale));
  }

  derivatives(point: Float64Array, gradient: Float64Array, hessian: Matrix): void {
    const n = point.length;
    const [whole, all] = [new Matrix(n + 1, n + 1), new Float64Array(n + 1)];
    this.loss.derivatives(Float64Array.of(...point, this.scale), all, whole);
    gradient.set(all.subarray(0, n));
    for (let j = 0; j < n; j++) hessian.data.set(whole.data.subarray(j * (n + 1), j * (n + 1) + n), j * n);
  }
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
