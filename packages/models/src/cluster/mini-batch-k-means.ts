import { boolean, either, integer, oneOf, parseOptions, real } from "@mlsys/core";
import type { Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertEnoughRows, clusterSpecs, clusterWarnings, givenCenters } from "./cluster-options.ts";
import type { ClusterOptions, ClusterSettings } from "./cluster-options.ts";
import { FittedClusters, readClusters } from "./fitted-clusters.ts";
import type { Clusters } from "./fitted-clusters.ts";
import { runMiniBatches } from "./mini-batches.ts";
import { nearestCenters } from "./nearest-centers.ts";

/** Options of {@link miniBatchKMeans}. */
export interface MiniBatchKMeansOptions extends ClusterOptions {
  /** Most passes over the data. Default 100. */
  readonly maxIter?: number;
  /** Rows of a step. Default 1024. */
  readonly batchSize?: number;
  /** Whether to label all rows in the end. Default true. */
  readonly computeLabels?: boolean;
  /** Ends when centers move less than this share of the mean variance; 0 never. Default 0. */
  readonly tol?: number;
  /** Ends after so many steps without a better smoothed inertia; null never. Default 10. */
  readonly maxNoImprovement?: number | null;
  /** Rows that a beginning is drawn from. Default null, three batches. */
  readonly initSize?: number | null;
  /** Clusters lighter than this share of the heaviest begin anew. Default 0.01. */
  readonly reassignmentRatio?: number;
}

/** The same, defaults filled in. */
export type MiniBatchSettings = ClusterSettings & Required<MiniBatchKMeansOptions>;

const specs = () =>
  ({
    ...clusterSpecs(),
    maxIter: { rule: integer({ min: 1 }), default: 100 },
    batchSize: { rule: integer({ min: 1 }), default: 1024 },
    computeLabels: { rule: boolean(), default: true },
    tol: { rule: real({ min: 0 }), default: 0 },
    maxNoImprovement: { rule: either(integer({ min: 0 }), oneOf(null)), default: 10 },
    initSize: { rule: either(integer({ min: 1 }), oneOf(null)), default: null },
    reassignmentRatio: { rule: real({ min: 0 }), default: 0.01 },
  }) as const;

/** An unfitted k-means by batches. */
export interface MiniBatchKMeans extends Transformer<MatrixLike, Matrix, MiniBatchKMeansModel> {
  /** The cluster of each row of the fit. */
  fitPredict(X: MatrixLike, y?: unknown, options?: FitOptions): Int32Array;
}

/**
 * k-means by steps over small batches of drawn rows: nearly as good, in a fraction of the time on much data. For the same seed it
 * draws scikit-learn's batches. A sparse X is made dense.
 *
 * @param options - `nClusters`, `init`, `nInit`, `batchSize`, `maxIter`, `tol`, `maxNoImprovement`, `initSize`, `reassignmentRatio`,
 * `computeLabels`, `randomState`, `logger`.
 * @returns the unfitted transformer; its output are distances from the centers.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.cluster.MiniBatchKMeans.html
 * @see Sculley, "Web-scale k-means clustering", WWW 2010.
 *
 * @example
 * ```ts
 * import { miniBatchKMeans } from "@mlsys/models";
 *
 * const model = miniBatchKMeans({ nClusters: 2 }).fit([[1], [2], [8], [9]]);
 * const [near, far] = model.predict([[0], [7]]);
 * near === far; // => false
 * ```
 */
export function miniBatchKMeans(options: MiniBatchKMeansOptions = {}): MiniBatchKMeans {
  const settings: MiniBatchSettings = parseOptions("miniBatchKMeans", options, specs(), ModelsError);
  const fit = (X: MatrixLike, _y?: unknown, fitOptions?: FitOptions) => fitBatches(settings, X, fitOptions);
  return {
    kind: "miniBatchKMeans",
    estimatorType: "transformer",
    options: { ...settings },
    fit,
    fitPredict: (X, y, fitOptions) => fit(X, y, fitOptions).labels,
    fitTransform: (X, y, fitOptions) => fit(X, y, fitOptions).transform(X),
    fitWithOutput: (X, y, fitOptions) => {
      const model = fit(X, y, fitOptions);
      return { model, output: model.transform(X) };
    },
  };
}

/** A fitted k-means by batches. */
export class MiniBatchKMeansModel extends FittedClusters {
  readonly kind = "miniBatchKMeans";
  /** Batches that were seen. */
  readonly nSteps: number;

  /** @internal */
  constructor(clusters: Clusters, nSteps: number) {
    super(clusters);
    this.nSteps = nSteps;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), nSteps: this.nSteps };
  }
}

function fitBatches(settings: MiniBatchSettings, input: MatrixLike, { sampleWeight }: FitOptions = {}) {
  const owner = "miniBatchKMeans.fit";
  const features = featuresToFit("miniBatchKMeans", input);
  const X = toDense(owner, features.X);
  assertEnoughRows(owner, X.rows, settings.nClusters);
  const weights = weightsOf(owner, sampleWeight, X.rows) ?? new Float64Array(X.rows).fill(1);
  const run = runMiniBatches(settings, X, weights, givenCenters(owner, settings, X.cols));
  const assigned = settings.computeLabels ? nearestCenters(X, run.centers, weights) : undefined;
  const labels = assigned?.labels ?? new Int32Array(0);
  const clusters = {
    clusterCenters: run.centers,
    labels,
    inertia: assigned?.inertia ?? run.smoothedInertia * weights.reduce((sum, weight) => sum + weight, 0),
    nIter: Math.ceil((run.steps * Math.min(settings.batchSize, X.rows)) / X.rows),
    nFeaturesIn: X.cols,
    featureNamesIn: features.names,
    warnings: assigned === undefined ? [] : clusterWarnings("miniBatchKMeans", labels, settings),
  };
  return new MiniBatchKMeansModel(clusters, run.steps);
}

/** How a saved k-means by batches is read. */
export const miniBatchKMeansKind = {
  kind: "miniBatchKMeans",
  fromState: (saved: SavedModel): MiniBatchKMeansModel => {
    const read = new StateReader(saved);
    return new MiniBatchKMeansModel(readClusters(read), read.number("nSteps"));
  },
} as const;
