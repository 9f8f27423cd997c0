import { arrayOf, either, Matrix, oneOf, parseOptions, real } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { DocumentsLike, FitOptions, Regressor, RegressorModel, VectorLike } from "../estimator.ts";
import { countRows, rowsToFit } from "../internal/count-rows.ts";
import { quantile, weightedQuantile } from "../internal/quantiles.ts";
import { meanR2, r2 } from "../internal/r2.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { isVector, numbersOf, targetsOf, weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";

/** Options of {@link dummyRegressor}. */
export interface DummyRegressorOptions {
  /** What is predicted for every row. Default `"mean"`. */
  readonly strategy?: "mean" | "median" | "quantile" | "constant";
  /** The value of `strategy: "constant"`; with several targets one each. */
  readonly constant?: number | readonly number[];
  /** The share of `strategy: "quantile"`, from 0 to 1. */
  readonly quantile?: number;
}

const specs = () =>
  ({
    strategy: { rule: oneOf("mean", "median", "quantile", "constant"), default: "mean" },
    constant: { rule: either(real(), arrayOf(real())) },
    quantile: { rule: real({ min: 0, max: 1 }) },
  }) as const;

/** What a dummy takes: anything with rows, which it does not look at. */
export type AnyRows = MatrixLike | DocumentsLike;

/** An unfitted dummy regressor. */
export interface DummyRegressor extends Regressor<AnyRows, DummyRegressorModel> {
  /** Learns one number a row, or several (rows × targets). */
  fit(X: AnyRows, y: MatrixLike, options?: FitOptions): MultiTargetDummyRegressorModel;
  fit(X: AnyRows, y: VectorLike, options?: FitOptions): DummyRegressorModel;
}

/**
 * Predicts one value for every row: the baseline that a regressor must beat. It does not look at X.
 * With several targets it predicts one value of each.
 *
 * @param options - `strategy`, `constant`, `quantile`.
 * @returns the unfitted regressor.
 * @throws {ModelsError} `invalidOption`, also when the value that the strategy needs is missing.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.dummy.DummyRegressor.html
 *
 * @example
 * ```ts
 * import { dummyRegressor } from "@mlsys/models";
 *
 * dummyRegressor().fit([[1], [2]], [10, 20]).predict([[5], [6]]); // => Float64Array.of(15, 15)
 * ```
 */
export function dummyRegressor(options: DummyRegressorOptions = {}): DummyRegressor {
  const parsed = parseOptions("dummyRegressor", options, specs(), ModelsError);
  const needed = parsed.strategy === "constant" || parsed.strategy === "quantile" ? parsed.strategy : undefined;
  if (needed !== undefined && parsed[needed] === undefined) {
    throw new ModelsError({
      code: "invalidOption",
      what: `the strategy ${JSON.stringify(needed)} needs the option ${needed}`,
      where: "dummyRegressor",
      fix: `give ${needed}`,
    });
  }
  return {
    kind: "dummyRegressor",
    estimatorType: "regressor",
    options: { ...parsed },
    fit: ((X: AnyRows, y: VectorLike | MatrixLike, fitOptions: FitOptions = {}) =>
      fit(parsed, X, y, fitOptions)) as DummyRegressor["fit"],
  };
}

interface Settings {
  readonly strategy: "mean" | "median" | "quantile" | "constant";
  readonly constant: number | readonly number[] | undefined;
  readonly quantile: number | undefined;
}

/** A fitted dummy regressor. */
export class DummyRegressorModel extends Fitted implements RegressorModel<AnyRows> {
  readonly kind = "dummyRegressor";
  /** What is predicted. */
  readonly constant: number;

  /** @internal */
  constructor(constant: number) {
    super();
    this.constant = constant;
  }

  /**
   * The one value for each row.
   *
   * @throws {ModelsError} `invalidInput` when X has no rows to count.
   */
  predict(X: AnyRows): Float64Array {
    return new Float64Array(countRows("dummyRegressor.predict", X)).fill(this.constant);
  }

  /**
   * The coefficient of determination R²; 0 or below.
   *
   * @throws {ModelsError} `lengthMismatch`, `nonFinite`.
   */
  score(X: AnyRows, y: VectorLike, fitOptions: FitOptions = {}): number {
    const owner = "dummyRegressor.score";
    const predicted = this.predict(X);
    const weights = weightsOf(owner, fitOptions, predicted.length);
    return r2(numbersOf(owner, "y", y, predicted.length), predicted, weights);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { constant: this.constant };
  }
}

/** A fitted dummy regressor of several targets. */
export class MultiTargetDummyRegressorModel extends Fitted {
  readonly kind = "multiTargetDummyRegressor";
  /** What is predicted of each target. */
  readonly constant: Float64Array;

  /** @internal */
  constructor(constant: Float64Array) {
    super();
    this.constant = constant;
  }

  /**
   * The values for each row, rows × targets.
   *
   * @throws {ModelsError} `invalidInput` when X has no rows to count.
   */
  predict(X: AnyRows): Matrix {
    const predicted = new Matrix(countRows("dummyRegressor.predict", X), this.constant.length);
    for (let i = 0; i < predicted.rows; i++) predicted.data.set(this.constant, i * predicted.cols);
    return predicted;
  }

  /**
   * The mean coefficient of determination R² of the targets; 0 or below.
   *
   * @throws {ModelsError} `lengthMismatch`, `nonFinite`.
   */
  score(X: AnyRows, y: MatrixLike, fitOptions: FitOptions = {}): number {
    const owner = "dummyRegressor.score";
    const predicted = this.predict(X);
    const weights = weightsOf(owner, fitOptions, predicted.rows);
    return meanR2(owner, targetsOf(owner, y, predicted.rows), predicted, weights);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { constant: this.constant };
  }
}

function fit(
  settings: Settings,
  X: AnyRows,
  y: VectorLike | MatrixLike,
  fitOptions: FitOptions,
): DummyRegressorModel | MultiTargetDummyRegressorModel {
  const owner = "dummyRegressor.fit";
  const rows = rowsToFit(owner, X);
  const isSingle = isVector(y);
  const Y = isSingle ? new Matrix(rows, 1, numbersOf(owner, "y", y, rows)) : targetsOf(owner, y, rows);
  const weights = weightsOf(owner, fitOptions, rows);
  const values = settings.strategy === "constant" ? givenConstants(owner, settings, Y.cols) : undefined;
  const constants =
    values ?? Float64Array.from({ length: Y.cols }, (_, k) => constantOf(settings, Y.column(k), weights));
  return isSingle ? new DummyRegressorModel(constants[0] as number) : new MultiTargetDummyRegressorModel(constants);
}

function givenConstants(owner: string, { constant }: Settings, targets: number): Float64Array {
  const given = typeof constant === "object" ? Float64Array.from(constant) : Float64Array.of(constant ?? 0);
  if (given.length === targets) return given;
  throw new ModelsError({
    code: "invalidOption",
    what: "constant does not fit y",
    where: owner,
    found: `${given.length} for ${targets} ${targets === 1 ? "target" : "targets"}`,
    fix: "give one number a target",
  });
}

function constantOf(settings: Settings, y: Float64Array, weights: Float64Array | undefined): number {
  if (settings.strategy === "mean") {
    if (weights === undefined) return pairwiseSum(y) / y.length;
    return pairwiseSum(y.map((value, i) => value * (weights[i] as number))) / pairwiseSum(weights);
  }
  const share = settings.strategy === "median" ? 0.5 : (settings.quantile ?? 0.5);
  return weights === undefined ? quantile(y, share) : weightedQuantile(y, weights, share);
}

/** How a saved dummy regressor is read. */
export const dummyRegressorKind = {
  kind: "dummyRegressor",
  fromState: (saved: SavedModel): DummyRegressorModel =>
    new DummyRegressorModel(new StateReader(saved).number("constant")),
} as const;

/** How a saved dummy regressor of several targets is read. */
export const multiTargetDummyRegressorKind = {
  kind: "multiTargetDummyRegressor",
  fromState: (saved: SavedModel): MultiTargetDummyRegressorModel =>
    new MultiTargetDummyRegressorModel(new StateReader(saved).vector("constant")),
} as const;
