import { boolean, either, integer, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { Regressor } from "../estimator.ts";
import { linearKernel } from "../internal/kernels/linear-kernel.ts";
import { dot, pairwiseSum } from "../internal/sums.ts";
import { assertSquarableTargets } from "../internal/targets.ts";
import type { ModelWarning } from "../model-warning.ts";
import { crossValidationRule, foldsOf } from "../model-selection/folds.ts";
import type { CrossValidation } from "../model-selection/folds.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import {
  centredProblem,
  descentSpecs,
  descentWarning,
  FittedSparseModel,
  readDescent,
  regressionData,
  withSolver,
} from "./elastic-net-fit.ts";
import type {
  CentredColumns,
  DescentFacts,
  DescentOptions,
  DescentSettings,
  RegressionData,
} from "./elastic-net-fit.ts";

/** Options of {@link lassoCV}. */
export interface LassoCVOptions extends Omit<DescentOptions, "alpha" | "precompute"> {
  /** The strengths to try, or how many, evenly spaced on a logarithmic scale. Default 100. */
  readonly alphas?: number | readonly number[];
  /** The smallest strength of the scale as a share of the largest, at which all coefficients are 0. Default 1e-3. */
  readonly eps?: number;
  /** How rows are divided: a number of folds, a splitter, or indices. Default null, five folds. */
  readonly cv?: CrossValidation | null;
  /** Accepted for scikit-learn's sake: inner products of the columns are computed ahead where that pays. Default `"auto"`. */
  readonly precompute?: boolean | "auto";
}

const isAlphas = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => real({ min: 0 }).accepts(each));

const specs = () => {
  const { alpha: _, ...shared } = descentSpecs();
  return {
    ...shared,
    alphas: {
      rule: either(integer({ min: 1 }), satisfying("an array of numbers of at least 0", isAlphas)),
      default: 100,
    },
    eps: { rule: real({ above: 0, below: 1 }), default: 1e-3 },
    cv: { rule: either(crossValidationRule(), oneOf(null)), default: null },
    precompute: { rule: either(boolean(), oneOf("auto")), default: "auto" },
  } as const;
};

interface Settings extends Omit<DescentSettings, "alpha" | "l1Ratio"> {
  readonly alphas: number | readonly number[];
  readonly eps: number;
  readonly cv: CrossValidation | null;
}

/** An unfitted lasso that chooses its penalty. */
export type LassoCV = Regressor<MatrixLike, LassoCVModel>;

/**
 * A lasso whose penalty is the one with the smallest mean squared error over folds.
 *
 * @param options - `alphas`, `eps`, `cv`, `fitIntercept`, `maxIter`, `tol`, `positive`, `selection`, `randomState`, `logger`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.LassoCV.html
 *
 * @example
 * ```ts
 * import { lassoCV } from "@mlsys/models";
 *
 * const X = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
 * const model = lassoCV({ alphas: [10, 1, 0.1] }).fit(X, X.map(([a = 0]) => 2 * a));
 * model.alpha; // => 0.1
 * ```
 */
export function lassoCV(options: LassoCVOptions = {}): LassoCV {
  const settings: Settings = parseOptions("lassoCV", options, specs(), ModelsError);
  return {
    kind: "lassoCV",
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions = {}) => fit(settings, regressionData("lassoCV", X, y, fitOptions, { isSquared: true })),
  };
}

interface Chosen extends DescentFacts {
  readonly alpha: number;
  readonly alphas: Float64Array;
  readonly msePath: Matrix;
}

/** A fitted lasso with the penalty that it chose. */
export class LassoCVModel extends FittedSparseModel {
  readonly kind = "lassoCV";
  /** The chosen strength of the penalty. */
  readonly alpha: number;
  /** The strengths that were tried, descending. */
  readonly alphas: Float64Array;
  /** The mean squared error on each fold, strengths × folds. */
  readonly msePath: Matrix;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: Chosen) {
    super(coef, intercept, facts);
    this.alpha = facts.alpha;
    this.alphas = facts.alphas;
    this.msePath = facts.msePath;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    const { alpha, alphas, msePath } = this;
    return { ...super.learned(), alpha, alphas, msePath: matrixState(msePath) };
  }
}

function fit(settings: Settings, data: RegressionData): LassoCVModel {
  const owner = "lassoCV.fit";
  assertSquarableTargets(owner, data.y);
  const whole = centredProblem(data, settings.fitIntercept);
  const alphas = alphasOf(settings, whole);
  const folds = foldsOf(owner, settings.cv ?? 5, data.X.rows, { y: data.y, isClassification: false });
  const msePath = new Matrix(alphas.length, folds.length);
  const warnings: ModelWarning[] = [];
  const shares = folds.map(({ train, test }, fold) => {
    const errors = pathErrors(settings, alphas, part(data, train), part(data, test));
    errors.forEach((error, i) => (msePath.data[i * folds.length + fold] = error));
    return data.weights === undefined ? 1 : pairwiseSum(part(data, test).weights ?? new Float64Array(1));
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  const means = Array.from(alphas, (_, i) =>
    msePath.row(i).reduce((sum, error, fold) => sum + (error * (shares[fold] as number)) / total, 0),
  );
  const best = means.reduce((at, mean, i) => (mean < (means[at] as number) ? i : at), 0);
  const alpha = alphas[best] as number;
  const { coef, gap, iterations, converged } = withSolver(whole, { ...settings, l1Ratio: 1 }, (solve) => solve(alpha));
  const dualGap = gap() / whole.total;
  if (!converged) warnings.push(descentWarning("lassoCV", iterations, dualGap, settings.logger));
  return new LassoCVModel(coef, whole.yMean - dot(whole.xMeans, coef), {
    alpha,
    alphas,
    msePath,
    warnings,
    nIter: iterations,
    dualGap,
    nFeaturesIn: data.X.cols,
    featureNamesIn: data.names,
  });
}

/** The strengths, descending; the largest of a scale is the least that sets all coefficients to 0. */
function alphasOf({ alphas, eps, positive }: Settings, whole: CentredColumns): Float64Array {
  if (typeof alphas !== "number") return Float64Array.from(alphas).sort().reverse();
  const { columns, y, gram, total } = whole;
  const pulls = gram?.xy.data ?? Float64Array.from({ length: columns().rows }, (_, j) => dot(columns().row(j), y));
  const largest = pulls.reduce((most, pull) => Math.max(most, positive ? pull : Math.abs(pull)), 0) / total;
  // Where nothing correlates with y, a penalty of next to nothing does the same as any other.
  if (largest <= 1e-15) return new Float64Array(alphas).fill(1e-15);
  const [top, bottom] = [Math.log10(largest), Math.log10(largest * eps)];
  const step = alphas === 1 ? 0 : (bottom - top) / (alphas - 1);
  return Float64Array.from({ length: alphas }, (_, i) =>
    i === 0 ? largest : i === alphas - 1 ? largest * eps : 10 ** (top + i * step),
  );
}

/** The mean squared error on test rows for each strength, each fit starting from the one before. */
function pathErrors(settings: Settings, alphas: Float64Array, train: FoldPart, test: FoldPart): Float64Array {
  const problem = centredProblem(train, settings.fitIntercept);
  const [p, k] = [train.X.cols, alphas.length];
  const [coefs, intercepts] = [new Float64Array(p * k), new Float64Array(k)];
  withSolver(problem, { ...settings, l1Ratio: 1 }, (solve) => {
    let start: Float64Array | undefined;
    alphas.forEach((alpha, a) => {
      const { coef } = solve(alpha, start);
      start = coef;
      coef.forEach((value, j) => (coefs[j * k + a] = value));
      intercepts[a] = problem.yMean - dot(problem.xMeans, coef);
    });
  });
  return squaredErrors(test, coefs, intercepts);
}

/** Rows whose predictions are held at once. */
const BLOCK = 1024;

/** The mean squared errors of several models, whose coefficients are features × models. */
function squaredErrors({ X, y, weights }: FoldPart, coefs: Float64Array, intercepts: Float64Array): Float64Array {
  const [p, k] = [X.cols, intercepts.length];
  const kernel = linearKernel(p);
  const sums = new Float64Array(k);
  let total = 0;
  for (let from = 0; from < X.rows; from += BLOCK) {
    const to = Math.min(X.rows, from + BLOCK);
    const predictions = new Float64Array((to - from) * k);
    kernel.times(X.data.subarray(from * p, to * p), p, coefs, k, predictions, intercepts);
    for (let i = from; i < to; i++) {
      const own = weights === undefined ? 1 : (weights[i] as number);
      for (let a = 0, at = (i - from) * k; a < k; a++, at++) {
        sums[a] = (sums[a] as number) + own * ((y[i] as number) - (predictions[at] as number)) ** 2;
      }
      total += own;
    }
  }
  return sums.map((sum) => (total === 0 ? 0 : sum / total));
}

type FoldPart = Pick<RegressionData, "X" | "y" | "weights">;

function part({ X, y, weights }: RegressionData, rows: Int32Array): FoldPart {
  const taken = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i] as number);
  return { X: X.take(rows), y: taken(y), weights: weights === undefined ? undefined : taken(weights) };
}

/** How a saved lasso that chose its penalty is read. */
export const lassoCVKind = {
  kind: "lassoCV",
  fromState: (saved: SavedModel): LassoCVModel => {
    const { coef, intercept, facts } = readDescent(saved);
    const read = new StateReader(saved);
    const chosen = { alpha: read.number("alpha"), alphas: read.vector("alphas"), msePath: read.matrix("msePath") };
    return new LassoCVModel(coef, intercept, { ...facts, ...chosen });
  },
} as const;
