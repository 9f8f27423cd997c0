import { CsrMatrix, Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions } from "../estimator.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { FittedByAnswers } from "../internal/fitted-by-answers.ts";
import { refuseWeights } from "../internal/refuse-weights.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import type { Answers } from "../internal/answers.ts";
import { paramsOf } from "./distance-metric.ts";
import type { MetricName, MetricParams, RowDistance } from "./distance-metric.ts";
import type { NeighborsSettings } from "./neighbor-options.ts";
import { NeighborSearch } from "./neighbor-search.ts";
import type { Neighbors } from "./neighbor-search.ts";
import { readSettings, settingsState } from "./neighbor-state.ts";
import { neighborWeights } from "./neighbor-weights.ts";

/** The rows of a fit, which are kept, and how they are searched. */
export interface KeptRows {
  readonly X: Matrix;
  readonly settings: NeighborsSettings;
  readonly featureNamesIn: readonly string[] | undefined;
}

/** What each edge of a graph of neighbors holds. */
export interface NeighborsGraphOptions {
  /** 1 for each neighbor, or its distance. Default `"connectivity"`. */
  readonly mode?: "connectivity" | "distance";
}

/** What all models share that predict by the nearest rows of their fit. */
export abstract class FittedNeighbors<Prediction, Truth> extends FittedByAnswers<Prediction, Truth> {
  private readonly settings: NeighborsSettings;
  private readonly search: NeighborSearch;

  protected constructor(owner: string, { X, settings, featureNamesIn }: KeptRows, answers: Answers<Prediction, Truth>) {
    super({ nFeaturesIn: X.cols, featureNamesIn }, answers);
    this.settings = settings;
    this.search = new NeighborSearch(owner, X, settings);
  }

  /** Rows of the fit. */
  get nSamplesFit(): number {
    return this.search.X.rows;
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
   * @throws {ModelsError} as {@link FittedByAnswers.predict}; `invalidInput` when there are not so many.
   */
  kneighbors(X?: MatrixLike, nNeighbors = this.settings.nNeighbors): Neighbors {
    if (X === undefined) return this.search.nearestOthers(nNeighbors);
    return this.search.nearest(this.dense("kneighbors", X), nNeighbors);
  }

  /**
   * The nearest rows of the fit as a graph.
   *
   * @param X - the rows; left out, those of the fit, none of which is its own neighbor.
   * @param nNeighbors - how many. Default: the option's.
   * @param options - `mode`.
   * @returns rows × rows of the fit, with an element for each neighbor.
   * @throws {ModelsError} as {@link FittedNeighbors.kneighbors}; `invalidOption`.
   * @see https://scikit-learn.org/stable/modules/generated/sklearn.neighbors.KNeighborsClassifier.html
   */
  kneighborsGraph(X?: MatrixLike, nNeighbors?: number, options: NeighborsGraphOptions = {}): CsrMatrix {
    const specs = { mode: { rule: oneOf("connectivity", "distance"), default: "connectivity" } } as const;
    const { mode } = parseOptions(`${this.kind}.kneighborsGraph`, options, specs, ModelsError);
    const { distances, indices } = this.kneighbors(X, nNeighbors);
    const { rows, cols: k } = indices;
    const values = new Float64Array(rows * k).fill(1);
    const places = new Int32Array(rows * k);
    for (let i = 0; i < rows; i++) {
      const own = indices.row(i);
      // The columns of a row ascend.
      Array.from(own.keys())
        .sort((a, b) => (own[a] as number) - (own[b] as number))
        .forEach((from, n) => {
          places[i * k + n] = own[from] as number;
          if (mode === "distance") values[i * k + n] = distances.data[i * k + from] as number;
        });
    }
    return new CsrMatrix(
      rows,
      this.nSamplesFit,
      values,
      places,
      Int32Array.from({ length: rows + 1 }, (_, i) => i * k),
    );
  }

  /** The mean of the neighbors of each row: of their numbers, or of ones in the places of their classes. */
  protected values(method: string, input: MatrixLike): Matrix {
    const X = this.dense(method, input);
    const neighbors = this.search.nearest(X, this.settings.nNeighbors);
    const weights = neighborWeights(this.kind, neighbors, this.settings.weights);
    return this.means(neighbors.indices, weights);
  }

  /** The weighted means of what is known of the rows at some places, rows × neighbors; without weights all count alike. */
  protected abstract means(places: Matrix, weights: Float64Array | undefined): Matrix;

  /** What all of them save. */
  protected kept(): { readonly [key: string]: StateValue } {
    const { nFeaturesIn, featureNamesIn } = this;
    const facts = { nFeaturesIn, featureNamesIn: featureNamesIn ?? null };
    return { ...facts, ...settingsState(this.kind, this.settings), X: matrixState(this.search.X) };
  }

  private dense(method: string, X: MatrixLike): Matrix {
    const owner = `${this.kind}.${method}`;
    return toDense(owner, featuresToUse(owner, X, this));
  }
}

/** X of a fit. It is copied: it must not change with the caller's. */
export function rowsToKeep(
  kind: string,
  settings: NeighborsSettings,
  input: MatrixLike,
  options?: FitOptions,
): KeptRows {
  const owner = `${kind}.fit`;
  refuseWeights(owner, options);
  const features = featuresToFit(kind, input);
  const X = toDense(owner, features.X);
  return { X: new Matrix(X.rows, X.cols, X.data.slice()), settings, featureNamesIn: features.names };
}

/** Reads what {@link FittedNeighbors} saved. */
export function readKeptRows(read: StateReader): KeptRows {
  return {
    X: read.matrix("X"),
    settings: readSettings(read),
    featureNamesIn: read.optionalTexts("featureNamesIn"),
  };
}
