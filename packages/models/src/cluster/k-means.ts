import { integer, Matrix, oneOf, parseOptions, randomState, real } from "@mlsys/core";
import type { MatrixLike, RandomState } from "@mlsys/core";
import type { FitOptions, Transformer } from "../estimator.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { featuresToFit } from "../internal/features.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertEnoughRows, clusterSpecs, clusterWarnings, givenCenters } from "./cluster-options.ts";
import type { ClusterOptions, ClusterSettings } from "./cluster-options.ts";
import { FittedClusters, readClusters } from "./fitted-clusters.ts";
import { drawCenters } from "./init-centers.ts";
import { lloyd } from "./lloyd.ts";
import type { Clustering } from "./lloyd.ts";

/** Options of {@link kMeans}. */
export interface KMeansOptions extends ClusterOptions {
  /** Most passes over the data. Default 300. */
  readonly maxIter?: number;
  /** Ends when the squares of the centers' moves add up to less than this share of the mean variance. Default 1e-4. */
  readonly tol?: number;
  /** Both find the same clusters; here bounds on distances spare comparisons with either. Default `"lloyd"`. */
  readonly algorithm?: "lloyd" | "elkan";
}

interface Settings extends ClusterSettings {
  readonly maxIter: number;
  readonly tol: number;
  readonly algorithm: "lloyd" | "elkan";
}

const specs = () =>
  ({
    ...clusterSpecs(),
    maxIter: { rule: integer({ min: 1 }), default: 300 },
    tol: { rule: real({ min: 0 }), default: 1e-4 },
    algorithm: { rule: oneOf("lloyd", "elkan"), default: "lloyd" },
  }) as const;

/** An unfitted k-means. */
export interface KMeans extends Transformer<MatrixLike, Matrix, KMeansModel> {
  /** The cluster of each row of the fit. */
  fitPredict(X: MatrixLike, y?: unknown, options?: FitOptions): Int32Array;
}

/**
 * Groups rows around centers, each the mean of the rows that are nearest to it. For the same seed it begins with the rows that
 * scikit-learn draws and ends with its clusters. A sparse X is made dense.
 *
 * @param options - `nClusters`, `init`, `nInit`, `maxIter`, `tol`, `algorithm`, `randomState`, `logger`.
 * @returns the unfitted transformer; its output are distances from the centers.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.cluster.KMeans.html
 *
 * @example
 * ```ts
 * import { kMeans } from "@mlsys/models";
 *
 * const model = kMeans({ nClusters: 2 }).fit([[1], [2], [8], [9]]);
 * model.clusterCenters.toArray(); // => [[8.5], [1.5]]
 * model.predict([[0], [7]]); // => Int32Array.of(1, 0)
 * model.inertia; // => 1
 * ```
 */
export function kMeans(options: KMeansOptions = {}): KMeans {
  const settings: Settings = parseOptions("kMeans", options, specs(), ModelsError);
  const fit = (X: MatrixLike, _y?: unknown, fitOptions?: FitOptions) => fitKMeans(settings, X, fitOptions);
  return {
    kind: "kMeans",
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

/** A fitted k-means. */
export class KMeansModel extends FittedClusters {
  readonly kind = "kMeans";
}

function fitKMeans(settings: Settings, input: MatrixLike, { sampleWeight }: FitOptions = {}): KMeansModel {
  const owner = "kMeans.fit";
  const features = featuresToFit("kMeans", input);
  const X = toDense(owner, features.X);
  assertEnoughRows(owner, X.rows, settings.nClusters);
  const weights = weightsOf(owner, sampleWeight, X.rows) ?? new Float64Array(X.rows).fill(1);
  const { means, variances } = columnMoments(X, undefined);
  const tol = (settings.tol * variances.reduce((sum, variance) => sum + variance, 0)) / X.cols;
  const given = givenCenters(owner, settings, X.cols);
  const problem: KMeansProblem = {
    X: shifted(X, means, -1),
    weights,
    start: given === undefined ? undefined : shifted(given, means, -1),
    tol,
  };
  const best = bestRun(settings, problem);
  return new KMeansModel({
    clusterCenters: shifted(best.centers, means, 1),
    labels: best.labels,
    inertia: best.inertia,
    nIter: best.nIter,
    nFeaturesIn: X.cols,
    featureNamesIn: features.names,
    warnings: clusterWarnings("kMeans", best.labels, settings),
  });
}

interface KMeansProblem {
  /** The rows without their mean: distances keep more digits. */
  readonly X: Matrix;
  readonly weights: Float64Array;
  readonly start: Matrix | undefined;
  readonly tol: number;
}

function bestRun(settings: Settings, problem: KMeansProblem): Clustering {
  const rng = randomState(settings.randomState);
  const runs =
    problem.start !== undefined
      ? 1
      : settings.nInit === "auto"
        ? settings.init === "random"
          ? 10
          : 1
        : settings.nInit;
  let best = oneRun(settings, problem, rng);
  for (let n = 1; n < runs; n++) {
    const run = oneRun(settings, problem, rng);
    if (run.inertia < best.inertia && !isSameClustering(run.labels, best.labels, settings.nClusters)) best = run;
  }
  return best;
}

function oneRun({ init, nClusters, maxIter }: Settings, problem: KMeansProblem, rng: RandomState): Clustering {
  const { X, weights, start, tol } = problem;
  const centers = start ?? drawCenters(init === "random" ? "random" : "k-means++", X, nClusters, weights, rng);
  return lloyd(X, weights, centers, maxIter, tol);
}

function isSameClustering(a: Int32Array, b: Int32Array, k: number): boolean {
  const mapping = new Int32Array(k).fill(-1);
  return a.every((label, i) => {
    if (mapping[label] === -1) mapping[label] = b[i] as number;
    return mapping[label] === b[i];
  });
}

function shifted({ rows, cols, data }: Matrix, means: Float64Array, sign: number): Matrix {
  const result = new Matrix(rows, cols);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) result.data[at] = (data[at] as number) + sign * (means[j] as number);
  }
  return result;
}

/** How a saved k-means is read. */
export const kMeansKind = {
  kind: "kMeans",
  fromState: (saved: SavedModel): KMeansModel => new KMeansModel(readClusters(new StateReader(saved))),
} as const;
