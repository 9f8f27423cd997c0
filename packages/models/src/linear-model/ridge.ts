import { boolean, either, Matrix, parseOptions, real, satisfying } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { assertFinite, featuresToFit } from "../internal/features.ts";
import { ridgeSolution } from "../internal/ridge-solution.ts";
import { dot } from "../internal/sums.ts";
import { isVector, numbersOf, targetsOf, weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedLinearModel, FittedMultiTargetModel } from "./linear-model.ts";

/** Options of {@link ridge}. */
export interface RidgeOptions {
  /** The strength of the L2 penalty: one number, or one a target. Default 1. */
  readonly alpha?: number | readonly number[];
  /** Whether to fit an intercept, which is not penalised. Default true. */
  readonly fitIntercept?: boolean;
}

const isPenalties = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => typeof each === "number" && each >= 0 && each < Infinity);

const specs = () =>
  ({
    alpha: { rule: either(real({ min: 0 }), satisfying("an array of numbers of at least 0", isPenalties)), default: 1 },
    fitIntercept: { rule: boolean(), default: true },
  }) as const;

interface Settings {
  readonly alpha: number | readonly number[];
  readonly fitIntercept: boolean;
}

/** An unfitted ridge regression. */
export interface Ridge extends Regressor<MatrixLike, RidgeModel> {
  /** Fits one target (one number a row), or several (rows × targets). */
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): RidgeModel;
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetRidgeModel;
}

/**
 * Least squares with an L2 penalty, in closed form: scikit-learn's direct solvers' answer. A sparse X is made dense.
 *
 * @param options - `alpha`, `fitIntercept`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.Ridge.html
 *
 * @example
 * ```ts
 * import { ridge } from "@mlsys/models";
 *
 * const model = ridge({ alpha: 2 }).fit([[-1], [0], [1]], [-2, 0, 2]);
 * Array.from(model.coef, (value) => Math.round(value * 1e12) / 1e12); // => [1]
 * ```
 */
export function ridge(options: RidgeOptions = {}): Ridge {
  const settings: Settings = parseOptions("ridge", options, specs(), ModelsError);
  return {
    kind: "ridge",
    estimatorType: "regressor",
    options: { ...settings },
    fit: ((X: MatrixLike, y: VectorLike | MatrixLike, fitOptions: FitOptions = {}) =>
      fit(settings, X, y, fitOptions)) as Ridge["fit"],
  };
}

/** A fitted ridge regression of one target. */
export class RidgeModel extends FittedLinearModel {
  readonly kind = "ridge";

  protected learned(): { readonly [key: string]: StateValue } {
    return { coef: this.coef, intercept: this.intercept, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** A fitted ridge regression of several targets. */
export class MultiTargetRidgeModel extends FittedMultiTargetModel {
  readonly kind = "multiTargetRidge";

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      coef: matrixState(this.coef),
      intercept: this.intercept,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

function fit(
  { alpha, fitIntercept }: Settings,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  { sampleWeight }: FitOptions,
): RidgeModel | MultiTargetRidgeModel {
  const owner = "ridge.fit";
  const features = featuresToFit("ridge", input, { isCheckedLater: true });
  const X = toDense(owner, features.X);
  const isSingle = isVector(y);
  const Y = isSingle ? new Matrix(X.rows, 1, numbersOf(owner, "y", y, X.rows)) : targetsOf(owner, y, X.rows);
  const weights = weightsOf(owner, sampleWeight, X.rows);
  const {
    coef: solution,
    xMeans,
    yMeans,
  } = ridgeSolution({ X, Y, weights, fitIntercept }, penaltiesOf(owner, alpha, Y.cols), () =>
    assertFinite(X, `${owner}, X`),
  );
  const coefs = Array.from({ length: Y.cols }, (_, k) => solution.column(k));
  const intercepts = Float64Array.from(coefs, (coef, k) => (yMeans[k] as number) - dot(xMeans, coef));
  const facts = { nFeaturesIn: X.cols, featureNamesIn: features.names, warnings: [] };
  if (isSingle) return new RidgeModel(coefs[0] as Float64Array, intercepts[0] as number, facts);
  const coef = new Matrix(Y.cols, X.cols);
  coefs.forEach((row, k) => coef.data.set(row, k * X.cols));
  return new MultiTargetRidgeModel(coef, intercepts, facts);
}

function penaltiesOf(owner: string, alpha: number | readonly number[], targets: number): Float64Array {
  if (typeof alpha === "number") return new Float64Array(targets).fill(alpha);
  if (alpha.length === targets) return Float64Array.from(alpha);
  throw new ModelsError({
    code: "invalidOption",
    what: "alpha has another length than there are targets",
    where: owner,
    found: `${alpha.length} numbers for ${targets} targets`,
    fix: "give one number, or one a target",
  });
}

/** How a saved ridge regression is read. */
export const ridgeKind = {
  kind: "ridge",
  fromState: (saved: SavedModel): RidgeModel => {
    const read = new StateReader(saved);
    const coef = read.vector("coef");
    const featureNamesIn = read.optionalTexts("featureNamesIn");
    return new RidgeModel(coef, read.number("intercept"), { nFeaturesIn: coef.length, featureNamesIn, warnings: [] });
  },
} as const;

/** How a saved ridge regression of several targets is read. */
export const multiTargetRidgeKind = {
  kind: "multiTargetRidge",
  fromState: (saved: SavedModel): MultiTargetRidgeModel => {
    const read = new StateReader(saved);
    const coef = read.matrix("coef");
    const facts = { nFeaturesIn: coef.cols, featureNamesIn: read.optionalTexts("featureNamesIn"), warnings: [] };
    return new MultiTargetRidgeModel(coef, read.vector("intercept", coef.rows), facts);
  },
} as const;
