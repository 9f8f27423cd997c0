import { isCsrMatrix, Matrix } from "@mlsys/core";
import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { TransformerModel } from "../estimator.ts";
import { assertSquarable, featuresToUse } from "../internal/features.ts";
import type { KnownFeatures } from "../internal/features.ts";
import { weightsOf } from "../internal/targets.ts";
import type { ModelWarning } from "../model-warning.ts";
import { Fitted } from "../persistence/fitted.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import type { FitOptions } from "../estimator.ts";
import { distanceRows } from "./center-loops.ts";
import { nearestCenters, nearestLabels } from "./nearest-centers.ts";
import { distancesFromAll } from "./sparse-distances.ts";

/** What a fit of k-means found. */
export interface Clusters extends KnownFeatures {
  readonly clusterCenters: Matrix;
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly nIter: number;
  readonly warnings: readonly ModelWarning[];
}

/** What both kinds of k-means share once they are fitted. */
export abstract class FittedClusters extends Fitted implements TransformerModel<MatrixLike, Matrix> {
  /** Clusters × features. */
  readonly clusterCenters: Matrix;
  /** The cluster of each row of the fit. */
  readonly labels: Int32Array;
  /** The weighted sum of the squared distances of the rows from their centers. */
  readonly inertia: number;
  /** Passes over the data. */
  readonly nIter: number;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  /** @internal */
  constructor(clusters: Clusters) {
    super(clusters.warnings);
    this.clusterCenters = clusters.clusterCenters;
    this.labels = clusters.labels;
    this.inertia = clusters.inertia;
    this.nIter = clusters.nIter;
    this.nFeaturesIn = clusters.nFeaturesIn;
    this.featureNamesIn = clusters.featureNamesIn;
  }

  /** One name a cluster. */
  get featureNamesOut(): readonly string[] {
    return Array.from({ length: this.clusterCenters.rows }, (_, c) => `${this.kind.toLowerCase()}${c}`);
  }

  /**
   * The nearest cluster of each row.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): Int32Array {
    const owner = `${this.kind}.predict`;
    const rows = featuresToUse(owner, X, this, { isCheckedLater: true });
    return nearestLabels(rows, this.clusterCenters, () => {
      assertSquarable(rows, `${owner}, X`);
    });
  }

  /**
   * The distance of each row from each center, rows × clusters.
   *
   * @throws {ModelsError} as {@link FittedClusters.predict}.
   */
  transform(input: MatrixLike): Matrix {
    const X = this.rows("transform", input);
    const k = this.clusterCenters.rows;
    if (isCsrMatrix(X)) return new Matrix(X.rows, k, distancesFromAll(X, this.clusterCenters));
    const distances = new Matrix(X.rows, k);
    distanceRows(X, this.clusterCenters, distances.data);
    return distances;
  }

  /**
   * Minus the weighted sum of the squared distances of the rows from the nearest centers.
   *
   * @throws {ModelsError} as {@link FittedClusters.predict}.
   */
  score(input: MatrixLike, _y?: unknown, fitOptions: FitOptions = {}): number {
    const X = this.rows("score", input);
    const weights = weightsOf(`${this.kind}.score`, fitOptions, X.rows);
    return -nearestCenters(X, this.clusterCenters, weights).inertia;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      clusterCenters: matrixState(this.clusterCenters),
      labels: this.labels,
      inertia: this.inertia,
      nIter: this.nIter,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }

  private rows(method: string, X: MatrixLike): Matrix | CsrMatrix {
    return featuresToUse(`${this.kind}.${method}`, X, this, { isSquared: true });
  }
}

/** Reads what {@link FittedClusters} saved. */
export function readClusters(read: StateReader): Clusters {
  const clusterCenters = read.matrix("clusterCenters");
  return {
    clusterCenters,
    labels: read.integers("labels"),
    inertia: read.number("inertia"),
    nIter: read.number("nIter"),
    nFeaturesIn: clusterCenters.cols,
    featureNamesIn: read.optionalTexts("featureNamesIn"),
    warnings: [],
  };
}
