import { boolean, either, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { symmetricEigenvectors } from "../decomposition/singular-vectors.ts";
import { allFinite } from "../internal/all-finite.ts";
import { centredRows, columnMeans } from "../internal/centering.ts";
import { featuresToFit } from "../internal/features.ts";
import { gramMatrices } from "../internal/gram.ts";
import { productOf } from "../internal/gram-qr.ts";
import { multiply, multiplyTransposed } from "../internal/products.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { isVector, numbersOf, targetsOf, weightsOf } from "../internal/targets.ts";
import { leftSvd } from "../internal/thin-svd.ts";
import { transposed } from "../internal/transposed.ts";
import { toDense } from "../internal/to-dense.ts";
import { crossValidationRule, foldsOf } from "../model-selection/folds.ts";
import type { CrossValidation } from "../model-selection/folds.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedLinearModel, FittedMultiTargetModel } from "./linear-model.ts";
import type { LinearFacts } from "./linear-model.ts";
import { ridge } from "./ridge.ts";

/** Options of {@link ridgeCV}. */
export interface RidgeCVOptions {
  /** The strengths to try. Default 0.1, 1 and 10. */
  readonly alphas?: readonly number[];
  /** Whether to fit an intercept, which is not penalised. Default true. */
  readonly fitIntercept?: boolean;
  /** How rows are divided; null leaves out one row at a time, in closed form. Default null. */
  readonly cv?: CrossValidation | null;
}

const isAlphas = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => real({ above: 0 }).accepts(each));

const specs = () =>
  ({
    alphas: { rule: satisfying("an array of numbers above 0", isAlphas), default: [0.1, 1, 10] as readonly number[] },
    fitIntercept: { rule: boolean(), default: true },
    cv: { rule: either(crossValidationRule(), oneOf(null)), default: null },
  }) as const;

interface Settings {
  readonly alphas: readonly number[];
  readonly fitIntercept: boolean;
  readonly cv: CrossValidation | null;
}

/** An unfitted ridge regression that chooses its penalty. */
export interface RidgeCV extends Regressor<MatrixLike, RidgeCVModel> {
  /** Fits one target (one number a row), or several (rows × targets). */
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): RidgeCVModel;
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetRidgeCVModel;
}

/**
 * Ridge regression with the penalty that predicts rows best that were left out: each alone, in closed form, by squared error; or
 * with `cv`, fold by fold, by R². A sparse X is made dense.
 *
 * @param options - `alphas`, `fitIntercept`, `cv`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.RidgeCV.html
 *
 * @example
 * ```ts
 * import { ridgeCV } from "@mlsys/models";
 *
 * const model = ridgeCV({ alphas: [0.01, 1, 100] }).fit([[0], [1], [2], [3]], [0, 1, 2, 3]);
 * model.alpha; // => 0.01
 * ```
 */
export function ridgeCV(options: RidgeCVOptions = {}): RidgeCV {
  const settings: Settings = parseOptions("ridgeCV", options, specs(), ModelsError);
  return {
    kind: "ridgeCV",
    estimatorType: "regressor",
    options: { ...settings },
    fit: ((X: MatrixLike, y: VectorLike | MatrixLike, fitOptions: FitOptions = {}) =>
      fit(settings, X, y, fitOptions)) as RidgeCV["fit"],
  };
}

interface Choice {
  readonly alpha: number;
  readonly bestScore: number;
}

/** A fitted ridge regression of one target, with the penalty that it chose. */
export class RidgeCVModel extends FittedLinearModel {
  readonly kind = "ridgeCV";
  /** The chosen strength of the penalty. */
  readonly alpha: number;
  /** The negated mean squared error of rows left out one by one; with `cv`, the mean R². */
  readonly bestScore: number;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: LinearFacts & Choice) {
    super(coef, intercept, facts);
    this.alpha = facts.alpha;
    this.bestScore = facts.bestScore;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { coef, intercept, alpha, bestScore } = this;
    return { coef, intercept, alpha, bestScore, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** A fitted ridge regression of several targets, with the penalty that it chose for all of them. */
export class MultiTargetRidgeCVModel extends FittedMultiTargetModel {
  readonly kind = "multiTargetRidgeCV";
  /** The chosen strength of the penalty. */
  readonly alpha: number;
  /** The negated mean squared error of rows left out one by one; with `cv`, the mean R². */
  readonly bestScore: number;

  /** @internal */
  constructor(coef: Matrix, intercept: Float64Array, facts: LinearFacts & Choice) {
    super(coef, intercept, facts);
    this.alpha = facts.alpha;
    this.bestScore = facts.bestScore;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { intercept, alpha, bestScore } = this;
    const coef = matrixState(this.coef);
    return { coef, intercept, alpha, bestScore, featureNamesIn: this.featureNamesIn ?? null };
  }
}

interface Data {
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly weights: Float64Array | undefined;
}

function fit(
  settings: Settings,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  { sampleWeight }: FitOptions,
): RidgeCVModel | MultiTargetRidgeCVModel {
  const owner = "ridgeCV.fit";
  const features = featuresToFit("ridgeCV", input);
  const X = toDense(owner, features.X);
  const isSingle = isVector(y);
  const Y = isSingle ? new Matrix(X.rows, 1, numbersOf(owner, "y", y, X.rows)) : targetsOf(owner, y, X.rows);
  const weights = weightsOf(owner, sampleWeight, X.rows);
  const { alphas, fitIntercept, cv } = settings;
  const scores =
    cv === null ? leaveOneOutScores(settings, { X, Y, weights }) : foldScores(settings, cv, { X, Y, weights });
  const best = scores.reduce((at, score, i) => (score > (scores[at] as number) ? i : at), 0);
  const alpha = alphas[best] as number;
  const facts = {
    alpha,
    bestScore: scores[best] as number,
    nFeaturesIn: X.cols,
    featureNamesIn: features.names,
    warnings: [],
  };
  const fitOptions = { sampleWeight: weights };
  if (isSingle) {
    const { coef, intercept } = ridge({ alpha, fitIntercept }).fit(X, Y.data, fitOptions);
    return new RidgeCVModel(coef, intercept, facts);
  }
  const { coef, intercept } = ridge({ alpha, fitIntercept }).fit(X, Y, fitOptions);
  return new MultiTargetRidgeCVModel(coef, intercept, facts);
}

/** Per strength the negated mean squared error, from the principal directions of X: no fit is repeated. */
function leaveOneOutScores({ alphas, fitIntercept }: Settings, { X, Y, weights }: Data): number[] {
  const [n, targets] = [X.rows, Y.cols];
  const xMeans = fitIntercept ? columnMeans(X, weights) : new Float64Array(X.cols);
  const yMeans = fitIntercept ? columnMeans(Y, weights) : new Float64Array(targets);
  const roots = weights?.map(Math.sqrt);
  const { projected, squares } = principalDirections(centredRows(X, xMeans, roots), Math.min(...alphas));
  const centred = centredRows(Y, yMeans, roots);
  const size = squares.length;
  const total = weights === undefined ? n : pairwiseSum(weights);
  const products = new Float64Array(size * targets);
  multiplyTransposed(projected, centred.data, targets, products);
  return alphas.map((alpha) => {
    const factors = squares.map((square) => 1 / (square + alpha));
    const coefficients = products.map((each, at) => each * (factors[Math.floor(at / targets)] as number));
    const fitted = new Float64Array(n * targets);
    multiply(projected, coefficients, targets, undefined, fitted);
    let errors = 0;
    for (let i = 0; i < n; i++) {
      const weight = weights === undefined ? 1 : (weights[i] as number);
      let leverage = fitIntercept ? weight / total : 0;
      for (let k = 0; k < size; k++) leverage += (factors[k] as number) * (projected.data[i * size + k] as number) ** 2;
      for (let at = i * targets; at < (i + 1) * targets; at++) {
        const left = (centred.data[at] as number) - (fitted[at] as number);
        // A row that alone determines a direction cannot be left out.
        errors += leverage < 1 ? (left / (1 - leverage)) ** 2 : left * left;
      }
    }
    return -errors / (n * targets);
  });
}

/** Below this share of the largest square, a penalty does not cover what the inner products of columns lose. */
const LEAST_PENALTY = 1e-7;

interface PrincipalDirections {
  /** Rows × directions. */
  readonly projected: Matrix;
  /** The sum of the squares of each column of `projected`. */
  readonly squares: Float64Array;
}

/** From the inner products of the columns where the least penalty allows it, else from the singular vectors. */
function principalDirections(X: Matrix, leastPenalty: number): PrincipalDirections {
  if (X.rows >= X.cols) {
    const { xx } = gramMatrices({ X, Y: new Matrix(X.rows, 0), weights: undefined, fitIntercept: false });
    const eigen = allFinite(xx.data) ? symmetricEigenvectors(xx) : undefined;
    if (eigen !== undefined && leastPenalty >= LEAST_PENALTY * (eigen.values[0] as number)) {
      const squares = eigen.values.map((value) => Math.max(0, value));
      return { projected: productOf(X, transposed(eigen.vectors)), squares };
    }
  }
  const { vectors, values } = leftSvd(transposed(X));
  const projected = transposed(vectors);
  for (let at = 0; at < projected.data.length; at++) {
    projected.data[at] = (projected.data[at] as number) * (values[at % values.length] as number);
  }
  return { projected, squares: values.map((value) => value * value) };
}

/** Per strength the mean over the folds of R². */
function foldScores({ alphas, fitIntercept }: Settings, cv: CrossValidation, { X, Y, weights }: Data): number[] {
  const folds = foldsOf("ridgeCV.fit", cv, X.rows, { y: Y.cols === 1 ? Y.data : undefined, isClassification: false });
  const weightsAt = (rows: Int32Array): FitOptions => ({
    sampleWeight: weights === undefined ? undefined : Float64Array.from(rows, (i) => weights[i] as number),
  });
  return alphas.map((alpha) => {
    const scores = folds.map(({ train, test }) => {
      const model = ridge({ alpha, fitIntercept }).fit(X.take(train), Y.take(train), weightsAt(train));
      return model.score(X.take(test), Y.take(test));
    });
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  });
}

function factsFrom(read: StateReader, nFeaturesIn: number): LinearFacts & Choice {
  return {
    alpha: read.number("alpha"),
    bestScore: read.number("bestScore"),
    nFeaturesIn,
    featureNamesIn: read.optionalTexts("featureNamesIn"),
    warnings: [],
  };
}

/** How a saved ridge regression of one target that chose its penalty is read. */
export const ridgeCVKind = {
  kind: "ridgeCV",
  fromState: (saved: SavedModel): RidgeCVModel => {
    const read = new StateReader(saved);
    const coef = read.vector("coef");
    return new RidgeCVModel(coef, read.number("intercept"), factsFrom(read, coef.length));
  },
} as const;

/** How a saved ridge regression of several targets that chose its penalty is read. */
export const multiTargetRidgeCVKind = {
  kind: "multiTargetRidgeCV",
  fromState: (saved: SavedModel): MultiTargetRidgeCVModel => {
    const read = new StateReader(saved);
    const coef = read.matrix("coef");
    return new MultiTargetRidgeCVModel(coef, read.vector("intercept", coef.rows), factsFrom(read, coef.cols));
  },
} as const;
