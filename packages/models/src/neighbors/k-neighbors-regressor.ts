import { Matrix, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, RegressorModel, VectorLike } from "../estimator.ts";
import { isVector, numbersOf, targetsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { numberAnswers, numberRowAnswers } from "../internal/answers.ts";
import { FittedNeighbors, readKeptRows, rowsToKeep } from "./fitted-neighbors.ts";
import type { KeptRows } from "./fitted-neighbors.ts";
import { neighborsSpecs } from "./neighbor-options.ts";
import type { NeighborsOptions, NeighborsSettings } from "./neighbor-options.ts";

/** An unfitted k-nearest-neighbors regressor. */
export interface KNeighborsRegressor extends Regressor<MatrixLike, KNeighborsRegressorModel> {
  /** Learns one number a row, or several (rows × targets). */
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetKNeighborsRegressorModel;
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): KNeighborsRegressorModel;
}

/**
 * The mean of the nearest rows of the fit; with several targets, of each. Rows have no weights. A sparse X is made dense. Neighbors at the same distance come in
 * scikit-learn's order (that of one thread).
 *
 * @param options - `nNeighbors`, `weights`, `algorithm`, `leafSize`, `p`, `metric`, `metricParams`, `nJobs`.
 * @returns the unfitted regressor.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.neighbors.KNeighborsRegressor.html
 *
 * @example
 * ```ts
 * import { kNeighborsRegressor } from "@mlsys/models";
 *
 * const model = kNeighborsRegressor({ nNeighbors: 2 }).fit([[0], [1], [8], [9]], [10, 20, 80, 90]);
 * model.predict([[2], [7]]); // => Float64Array.of(15, 85)
 * const both = kNeighborsRegressor({ nNeighbors: 1 }).fit([[0], [9]], [[10, 1], [90, 2]]);
 * both.predict([[7]]).toArray(); // => [[90, 2]]
 * ```
 */
export function kNeighborsRegressor(options: NeighborsOptions = {}): KNeighborsRegressor {
  const settings: NeighborsSettings = parseOptions("kNeighborsRegressor", options, neighborsSpecs(), ModelsError);
  return {
    kind: "kNeighborsRegressor",
    estimatorType: "regressor",
    options: { ...settings },
    fit: ((X: MatrixLike, y: VectorLike | MatrixLike, fitOptions?: FitOptions) =>
      fit(settings, X, y, fitOptions)) as KNeighborsRegressor["fit"],
  };
}

/** A fitted k-nearest-neighbors regressor. */
export class KNeighborsRegressorModel extends FittedNeighbors<Float64Array, VectorLike> implements RegressorModel {
  readonly kind = "kNeighborsRegressor";
  private readonly y: Float64Array;

  /** @internal */
  constructor(rows: KeptRows, y: Float64Array) {
    super("kNeighborsRegressor", rows, numberAnswers);
    this.y = y;
  }

  protected means(places: Matrix, weights: Float64Array | undefined): Matrix {
    return meansOf(new Matrix(this.y.length, 1, this.y), places, weights);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.kept(), y: this.y };
  }
}

/** A fitted k-nearest-neighbors regressor of several targets. */
export class MultiTargetKNeighborsRegressorModel extends FittedNeighbors<Matrix, MatrixLike> {
  readonly kind = "multiTargetKNeighborsRegressor";
  private readonly Y: Matrix;

  /** @internal */
  constructor(rows: KeptRows, Y: Matrix) {
    super("kNeighborsRegressor", rows, numberRowAnswers);
    this.Y = Y;
  }

  protected means(places: Matrix, weights: Float64Array | undefined): Matrix {
    return meansOf(this.Y, places, weights);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.kept(), y: matrixState(this.Y) };
  }
}

function meansOf({ cols, data }: Matrix, places: Matrix, weights: Float64Array | undefined): Matrix {
  const { rows, cols: k } = places;
  const means = new Matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    const own = means.row(i);
    let total = 0;
    for (let at = i * k; at < (i + 1) * k; at++) {
      const weight = weights === undefined ? 1 : (weights[at] as number);
      const from = (places.data[at] as number) * cols;
      for (let t = 0; t < cols; t++) own[t] = (own[t] as number) + weight * (data[from + t] as number);
      total += weight;
    }
    for (let t = 0; t < cols; t++) own[t] = (own[t] as number) / total;
  }
  return means;
}

function fit(
  settings: NeighborsSettings,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  options?: FitOptions,
): KNeighborsRegressorModel | MultiTargetKNeighborsRegressorModel {
  const owner = "kNeighborsRegressor.fit";
  const rows = rowsToKeep("kNeighborsRegressor", settings, input, options);
  if (isVector(y)) return new KNeighborsRegressorModel(rows, numbersOf(owner, "y", y, rows.X.rows).slice());
  const { rows: n, cols, data } = targetsOf(owner, y, rows.X.rows);
  return new MultiTargetKNeighborsRegressorModel(rows, new Matrix(n, cols, data.slice()));
}

/** How a saved k-nearest-neighbors regressor is read. */
export const kNeighborsRegressorKind = {
  kind: "kNeighborsRegressor",
  fromState: (saved: SavedModel): KNeighborsRegressorModel => {
    const read = new StateReader(saved);
    const rows = readKeptRows(read);
    return new KNeighborsRegressorModel(rows, read.vector("y", rows.X.rows));
  },
} as const;

/** How a saved k-nearest-neighbors regressor of several targets is read. */
export const multiTargetKNeighborsRegressorKind = {
  kind: "multiTargetKNeighborsRegressor",
  fromState: (saved: SavedModel): MultiTargetKNeighborsRegressorModel => {
    const read = new StateReader(saved);
    return new MultiTargetKNeighborsRegressorModel(readKeptRows(read), read.matrix("y"));
  },
} as const;
