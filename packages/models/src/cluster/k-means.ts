import { integer, isCsrMatrix, Matrix, oneOf, parseOptions, randomState, real } from "@mlsys/core";
import type { CsrMatrix, MatrixLike, RandomState } from "@mlsys/core";
import type { FitOptions, Transformer } from "../estimator.ts";
import { columnMeans } from "../internal/centering.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { featuresToFit } from "../internal/features.ts";
import { weightsOf } from "../internal/targets.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertEnoughRows, centersOf, clusterSpecs, clusterWarnings, givenCenters } from "./cluster-options.ts";
import type { ClusterOptions, ClusterSettings } from "./cluster-options.ts";
import { FittedClusters, readClusters } from "./fitted-clusters.ts";
import { holdRows } from "./held-rows.ts";
import { drawCenters, heldToDraw, sparseToDraw } from "./init-centers.ts";
import { Lloyd } from "./lloyd.ts";
import type { Clustering, LloydRun } from "./lloyd-run.ts";
import { rowsToCluster } from "./rows-to-cluster.ts";
import { SparseLloyd } from "./sparse-lloyd.ts";

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
 * scikit-learn draws and ends with its clusters. A sparse X stays sparse, unless `init` is a function.
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

function fitKMeans(settings: Settings, input: MatrixLike, fitOptions: FitOptions = {}): KMeansModel {
  const owner = "kMeans.fit";
  const { X, names } = featuresToFit("kMeans", input, { isSquared: true });
  assertEnoughRows(owner, X.rows, settings.nClusters);
  const weights = weightsOf(owner, fitOptions, X.rows) ?? new Float64Array(X.rows).fill(1);
  const { variances } = columnMoments(X, undefined);
  const tol = (settings.tol * variances.reduce((sum, variance) => sum + variance, 0)) / X.cols;
  const given = givenCenters(owner, settings, X.cols);
  const problem = { weights, given, tol };
  const rows = rowsToCluster(owner, X, settings.init);
  const best = isCsrMatrix(rows) ? bestOfSparse(settings, rows, problem) : bestOfDense(settings, rows, problem);
  return new KMeansModel({
    clusterCenters: best.centers,
    labels: best.labels,
    inertia: best.inertia,
    nIter: best.nIter,
    nFeaturesIn: X.cols,
    featureNamesIn: names,
    warnings: [...convergenceWarnings(best, settings), ...clusterWarnings("kMeans", best.labels, settings)],
  });
}

interface KMeansProblem {
  readonly weights: Float64Array;
  readonly given: Matrix | undefined;
  readonly tol: number;
}

function bestOfSparse(settings: Settings, X: CsrMatrix, { weights, given, tol }: KMeansProblem): Clustering {
  const rows = sparseToDraw(X, weights);
  const init = settings.init === "random" ? "random" : "k-means++";
  const drawn = (rng: RandomState) => given ?? drawCenters(init, rows, settings.nClusters, rng);
  return bestRun(settings, new SparseLloyd(X, weights), drawn, tol);
}

function bestOfDense(settings: Settings, X: Matrix, { weights, given, tol }: KMeansProblem): Clustering {
  const { init, nClusters } = settings;
  // One column is added up as NumPy adds: what is taken off decides between rows that are equally far.
  const means = columnMeans(X, undefined);
  const held = holdRows(X.rows, X.cols, nClusters);
  // Without their mean, distances of rows keep more digits.
  shift(X, means, -1, held.X);
  held.weights.set(weights);
  const start = given && shift(given, means, -1);
  const drawn = (rng: RandomState): Matrix => {
    if (start !== undefined) return start;
    if (typeof init !== "function")
      return drawCenters(init === "random" ? init : "k-means++", heldToDraw(held), nClusters, rng);
    // A copy: what lies in the memory of the loops is not for others.
    const copy = held.X.take(Int32Array.from({ length: X.rows }, (_, i) => i));
    return centersOf("kMeans.fit", init, copy, nClusters, rng);
  };
  const best = held.arena.use(() => bestRun(settings, new Lloyd(held, nClusters), drawn, tol));
  return { ...best, centers: shift(best.centers, means, 1) };
}

function bestRun(settings: Settings, lloyd: LloydRun, drawn: (rng: RandomState) => Matrix, tol: number): Clustering {
  const { init, nClusters, nInit, maxIter } = settings;
  const rng = randomState(settings.randomState);
  const isDrawn = init === "random" || typeof init === "function";
  const isGiven = !isDrawn && init !== "k-means++";
  const runs = isGiven ? 1 : nInit !== "auto" ? nInit : isDrawn ? 10 : 1;
  const run = () => lloyd.run(drawn(rng), maxIter, tol);
  let best = run();
  for (let n = 1; n < runs; n++) {
    const next = run();
    if (next.inertia < best.inertia && !isSameClustering(next.labels, best.labels, nClusters)) best = next;
  }
  return best;
}

function convergenceWarnings({ converged, nIter }: Clustering, { logger }: Settings): readonly ModelWarning[] {
  if (converged) return [];
  const message = `kMeans did not converge in ${nIter} passes; raise maxIter or tol`;
  return [warn(logger, { code: "didNotConverge", message, details: { nIter } })];
}

function isSameClustering(a: Int32Array, b: Int32Array, k: number): boolean {
  const mapping = new Int32Array(k).fill(-1);
  return a.every((label, i) => {
    if (mapping[label] === -1) mapping[label] = b[i] as number;
    return mapping[label] === b[i];
  });
}

function shift({ rows, cols, data }: Matrix, means: Float64Array, sign: number, into = new Matrix(rows, cols)): Matrix {
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) into.data[at] = (data[at] as number) + sign * (means[j] as number);
  }
  return into;
}

/** How a saved k-means is read. */
export const kMeansKind = {
  kind: "kMeans",
  fromState: (saved: SavedModel): KMeansModel => new KMeansModel(readClusters(new StateReader(saved))),
} as const;
