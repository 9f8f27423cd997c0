import { oneOf, parseOptions, real } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { DocumentsLike, FitOptions, Regressor, RegressorModel, VectorLike } from "../estimator.ts";
import { countRows, rowsToFit } from "../internal/count-rows.ts";
import { quantile, weightedQuantile } from "../internal/quantiles.ts";
import { r2 } from "../internal/r2.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { numbersOf, weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";

/** Options of {@link dummyRegressor}. */
export interface DummyRegressorOptions {
  /** What is predicted for every row. Default `"mean"`. */
  readonly strategy?: "mean" | "median" | "quantile" | "constant";
  /** The value of `strategy: "constant"`. */
  readonly constant?: number;
  /** The share of `strategy: "quantile"`, from 0 to 1. */
  readonly quantile?: number;
}

const specs = () =>
  ({
    strategy: { rule: oneOf("mean", "median", "quantile", "constant"), default: "mean" },
    constant: { rule: real() },
    quantile: { rule: real({ min: 0, max: 1 }) },
  }) as const;

/** What a dummy takes: anything with rows, which it does not look at. */
export type AnyRows = MatrixLike | DocumentsLike;

/** An unfitted dummy regressor. */
export type DummyRegressor = Regressor<AnyRows, DummyRegressorModel>;

/**
 * Predicts one value for every row: the baseline that a regressor must beat. It does not look at X.
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
    fit: (X, y, { sampleWeight } = {}) => {
      const owner = "dummyRegressor.fit";
      const rows = rowsToFit(owner, X);
      const values = numbersOf(owner, "y", y, rows);
      return new DummyRegressorModel(constantOf(parsed, values, weightsOf(owner, sampleWeight, rows)));
    },
  };
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
  score(X: AnyRows, y: VectorLike, { sampleWeight }: FitOptions = {}): number {
    const owner = "dummyRegressor.score";
    const predicted = this.predict(X);
    const weights = weightsOf(owner, sampleWeight, predicted.length);
    return r2(numbersOf(owner, "y", y, predicted.length), predicted, weights);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { constant: this.constant };
  }
}

function constantOf(
  options: { readonly strategy: string; readonly constant: number | undefined; readonly quantile: number | undefined },
  y: Float64Array,
  weights: Float64Array | undefined,
): number {
  if (options.strategy === "constant") return options.constant ?? 0;
  if (options.strategy === "mean") {
    if (weights === undefined) return pairwiseSum(y) / y.length;
    return pairwiseSum(y.map((value, i) => value * (weights[i] as number))) / pairwiseSum(weights);
  }
  const share = options.strategy === "median" ? 0.5 : (options.quantile ?? 0.5);
  return weights === undefined ? quantile(y, share) : weightedQuantile(y, weights, share);
}

/** How a saved dummy regressor is read. */
export const dummyRegressorKind = {
  kind: "dummyRegressor",
  fromState: (saved: SavedModel): DummyRegressorModel =>
    new DummyRegressorModel(new StateReader(saved).number("constant")),
} as const;
