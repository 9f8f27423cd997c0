import { Matrix, parseOptions } from "@mlsys/core";
import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { refuseWeights } from "../internal/refuse-weights.ts";
import { numbersOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedRegressor, readRegressorFacts } from "../regression/fitted-regressor.ts";
import type { RegressorFacts } from "../regression/fitted-regressor.ts";
import { neighborsSpecs } from "./neighbor-options.ts";
import type { NeighborsOptions, NeighborsSettings } from "./neighbor-options.ts";
import { paramsOf } from "./distance-metric.ts";
import type { MetricName, MetricParams, RowDistance } from "./distance-metric.ts";
import { NeighborSearch } from "./neighbor-search.ts";
import type { Neighbors } from "./neighbor-search.ts";
import { readSettings, settingsState } from "./neighbor-state.ts";
import { neighborWeights } from "./neighbor-weights.ts";

/** An unfitted k-nearest-neighbors regressor. */
export type KNeighborsRegressor = Regressor<MatrixLike, KNeighborsRegressorModel>;

/**
 * The mean of the nearest rows of the fit. Rows have no weights. A sparse X is made dense. Neighbors at the same distance come in
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
 * ```
 */
export function kNeighborsRegressor(options: NeighborsOptions = {}): KNeighborsRegressor {
  const settings: NeighborsSettings = parseOptions("kNeighborsRegressor", options, neighborsSpecs(), ModelsError);
  return {
    kind: "kNeighborsRegressor",
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

/** A fitted k-nearest-neighbors regressor. */
export class KNeighborsRegressorModel extends FittedRegressor {
  readonly kind = "kNeighborsRegressor";
  private readonly settings: NeighborsSettings;
  private readonly search: NeighborSearch;
  private readonly y: Float64Array;

  /** @internal */
  constructor(facts: RegressorFacts, settings: NeighborsSettings, X: Matrix, y: Float64Array) {
    super(facts);
    this.settings = settings;
    this.search = new NeighborSearch("kNeighborsRegressor", X, settings);
    this.y = y;
  }

  /** Rows of the fit. */
  get nSamplesFit(): number {
    return this.y.length;
  }

  /** The metric by the name that its exponent has: a Minkowski metric of exponent 2 is `"euclidean"`, of 1 `"manhattan"`. */
  get effectiveMetric(): MetricName | RowDistance {
    const { name } = this.search.metric;
    return name === "function" ? this.settings.metric : name;
  }

  /** The exponent of a Minkowski metric that has no name of its own, and the weights of the columns. */
  get effectiveMetricParams(): MetricParams & { readonly p?: number } {
    return { ...this.settings.metricParams, ...paramsOf(this.search.metric) };
  }

  /**
   * The nearest rows of the fit, the nearest first.
   *
   * @param X - the rows; left out, those of the fit, none of which is its own neighbor.
   * @param nNeighbors - how many. Default: the option's.
   * @returns their distances and their places among the rows of the fit, rows × neighbors.
   * @throws {ModelsError} as {@link FittedRegressor.predict}; `invalidInput` when there are not so many.
   */
  kneighbors(X?: MatrixLike, nNeighbors = this.settings.nNeighbors): Neighbors {
    if (X === undefined) return this.search.nearestOthers(nNeighbors);
    return this.search.nearest(toDense(this.kind, this.features("kneighbors", X)), nNeighbors);
  }

  protected values(input: Matrix | CsrMatrix): Float64Array {
    const X = toDense(this.kind, input);
    const k = this.settings.nNeighbors;
    const neighbors = this.search.nearest(X, k);
    const weights = neighborWeights(this.kind, neighbors, this.settings.weights);
    const means = new Float64Array(X.rows);
    for (let i = 0; i < X.rows; i++) {
      let [sum, total] = [0, 0];
      for (let at = i * k; at < (i + 1) * k; at++) {
        const weight = weights === undefined ? 1 : (weights[at] as number);
        sum += weight * (this.y[neighbors.indices.data[at] as number] as number);
        total += weight;
      }
      means[i] = sum / total;
    }
    return means;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.facts(), ...settingsState(this.kind, this.settings), X: matrixState(this.search.X), y: this.y };
  }
}

function fit(
  settings: NeighborsSettings,
  input: MatrixLike,
  y: VectorLike,
  options?: FitOptions,
): KNeighborsRegressorModel {
  const owner = "kNeighborsRegressor.fit";
  refuseWeights(owner, options);
  const features = featuresToFit("kNeighborsRegressor", input);
  const X = toDense(owner, features.X);
  const target = numbersOf(owner, "y", y, X.rows);
  const facts = { nFeaturesIn: X.cols, featureNamesIn: features.names };
  // The rows are kept: they must not change with the caller's.
  const kept = new Matrix(X.rows, X.cols, X.data.slice());
  return new KNeighborsRegressorModel(facts, settings, kept, target.slice());
}

/** How a saved k-nearest-neighbors regressor is read. */
export const kNeighborsRegressorKind = {
  kind: "kNeighborsRegressor",
  fromState: (saved: SavedModel): KNeighborsRegressorModel => {
    const read = new StateReader(saved);
    const X = read.matrix("X");
    return new KNeighborsRegressorModel(readRegressorFacts(read), readSettings(read), X, read.vector("y", X.rows));
  },
} as const;
