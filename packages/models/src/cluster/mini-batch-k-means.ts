import { boolean, either, integer, oneOf, parseOptions, randomState, real } from "@mlsys/core";
import type { CsrMatrix, Matrix, MatrixLike, RandomState, RandomStateInput } from "@mlsys/core";
import type { FitOptions, Transformer } from "../estimator.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertEnoughRows, clusterSpecs, clusterWarnings, givenCenters } from "./cluster-options.ts";
import type { ClusterOptions, ClusterSettings } from "./cluster-options.ts";
import { FittedClusters, readClusters } from "./fitted-clusters.ts";
import type { Clusters } from "./fitted-clusters.ts";
import { BatchSteps, beginningSize, begunAt, drawnCenters, runMiniBatches } from "./mini-batches.ts";
import type { StepRules, StepsSoFar } from "./mini-batches.ts";
import { nearestCenters } from "./nearest-centers.ts";
import { rowsToCluster } from "./rows-to-cluster.ts";

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
  /** Draws centers from the rows, and takes a step over them; the model goes on by its own `partialFit`. */
  partialFit(X: MatrixLike, y?: unknown, options?: FitOptions): MiniBatchKMeansModel;
}

/**
 * k-means by steps over small batches of drawn rows: nearly as good, in a fraction of the time on much data. For the same seed it
 * draws scikit-learn's batches. A sparse X stays sparse, unless `init` is a function.
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
 * model.partialFit([[3], [10]]).nSteps > model.nSteps; // => true
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
    partialFit: (X, _y, fitOptions) => firstStep(settings, X, fitOptions),
    fitPredict: (X, y, fitOptions) => fit(X, y, fitOptions).labels,
    fitTransform: (X, y, fitOptions) => fit(X, y, fitOptions).transform(X),
    fitWithOutput: (X, y, fitOptions) => {
      const model = fit(X, y, fitOptions);
      return { model, output: model.transform(X) };
    },
  };
}

/** How a model goes on. */
interface Steps extends StepsSoFar, StepRules {
  readonly nSteps: number;
  readonly computeLabels: boolean;
  readonly seed: RandomStateInput;
  /** What was not drawn yet; undefined where it begins at the seed. */
  readonly rng: RandomState | undefined;
}

/** A fitted k-means by batches. */
export class MiniBatchKMeansModel extends FittedClusters {
  readonly kind = "miniBatchKMeans";
  private readonly steps: Steps;

  /** @internal */
  constructor(clusters: Clusters, steps: Steps) {
    super(clusters);
    this.steps = steps;
  }

  /** Batches that were seen. */
  get nSteps(): number {
    return this.steps.nSteps;
  }

  /**
   * Moves the centers by a step over more rows; this model stays as it is. A model that was saved and read again draws rows for clusters
   * that lost theirs from the beginning of its seed.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`, `lengthMismatch`.
   */
  partialFit(input: MatrixLike, _y?: unknown, options?: FitOptions): MiniBatchKMeansModel {
    const owner = "miniBatchKMeans.partialFit";
    const X = rowsToCluster(owner, featuresToUse(owner, input, this, { isSquared: true }));
    return step(owner, X, this.steps, this.featureNamesIn, options);
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    const { nSteps, counts, sinceReassignment, batchSize, reassignmentRatio, computeLabels, seed } = this.steps;
    const own = { nSteps, counts, sinceReassignment, batchSize, reassignmentRatio, computeLabels };
    return { ...super.learned(), ...own, seed: typeof seed === "number" ? seed : 0 };
  }
}

function fitBatches(settings: MiniBatchSettings, input: MatrixLike, fitOptions: FitOptions = {}) {
  const owner = "miniBatchKMeans.fit";
  const features = featuresToFit("miniBatchKMeans", input, { isSquared: true });
  const X = rowsToCluster(owner, features.X, settings.init);
  assertEnoughRows(owner, X.rows, settings.nClusters);
  const weights = weightsOf(owner, fitOptions, X.rows) ?? new Float64Array(X.rows).fill(1);
  const run = runMiniBatches(settings, X, weights, givenCenters(owner, settings, X.cols));
  const assigned = settings.computeLabels ? nearestCenters(X, run.centers, weights) : undefined;
  const labels = assigned?.labels ?? new Int32Array(0);
  const batchSize = Math.min(settings.batchSize, X.rows);
  const clusters = {
    clusterCenters: run.centers,
    labels,
    inertia: assigned?.inertia ?? run.smoothedInertia * weights.reduce((sum, weight) => sum + weight, 0),
    nIter: Math.ceil((run.steps * batchSize) / X.rows),
    nFeaturesIn: X.cols,
    featureNamesIn: features.names,
    warnings: assigned === undefined ? [] : clusterWarnings("miniBatchKMeans", labels, settings),
  };
  const { reassignmentRatio, computeLabels, randomState: seed } = settings;
  const rules = { batchSize, reassignmentRatio, computeLabels, seed };
  return new MiniBatchKMeansModel(clusters, { ...run, ...rules, nSteps: run.steps, rng: undefined });
}

function firstStep(settings: MiniBatchSettings, input: MatrixLike, options: FitOptions = {}): MiniBatchKMeansModel {
  const owner = "miniBatchKMeans.partialFit";
  const features = featuresToFit("miniBatchKMeans", input, { isSquared: true });
  const X = rowsToCluster(owner, features.X, settings.init);
  assertEnoughRows(owner, X.rows, settings.nClusters);
  const weights = weightsOf(owner, options, X.rows) ?? new Float64Array(X.rows).fill(1);
  const rng = randomState(settings.randomState);
  const batchSize = Math.min(settings.batchSize, X.rows);
  const size = beginningSize(settings, X.rows, batchSize);
  const given = givenCenters(owner, settings, X.cols);
  // The reference draws rows for a beginning also where one is given.
  if (given !== undefined && size < X.rows) rng.randint(0, X.rows, size);
  const begin = begunAt(given ?? drawnCenters(settings, X, weights, size, rng));
  const { reassignmentRatio, computeLabels, randomState: seed } = settings;
  const steps = { ...begin, batchSize, reassignmentRatio, computeLabels, seed, rng, nSteps: 0 };
  return step(owner, X, steps, features.names, options);
}

function step(
  owner: string,
  X: Matrix | CsrMatrix,
  known: Steps,
  featureNamesIn: readonly string[] | undefined,
  fitOptions: FitOptions = {},
): MiniBatchKMeansModel {
  const weights = weightsOf(owner, fitOptions, X.rows);
  const rng = known.rng?.clone() ?? randomState(known.seed);
  const steps = new BatchSteps(known, known, rng);
  const inertia = steps.take(X, weights);
  const { centers } = steps;
  const assigned = known.computeLabels ? nearestCenters(X, centers, weights) : undefined;
  const clusters = {
    clusterCenters: centers,
    labels: assigned?.labels ?? new Int32Array(0),
    inertia: assigned?.inertia ?? inertia,
    nIter: 1,
    nFeaturesIn: X.cols,
    featureNamesIn,
    warnings: [],
  };
  return new MiniBatchKMeansModel(clusters, { ...known, ...steps.soFar(), rng, nSteps: known.nSteps + 1 });
}

/** How a saved k-means by batches is read. */
export const miniBatchKMeansKind = {
  kind: "miniBatchKMeans",
  fromState: (saved: SavedModel): MiniBatchKMeansModel => {
    const read = new StateReader(saved);
    const clusters = readClusters(read);
    return new MiniBatchKMeansModel(clusters, {
      centers: clusters.clusterCenters,
      counts: read.vector("counts", clusters.clusterCenters.rows),
      sinceReassignment: read.number("sinceReassignment"),
      batchSize: read.number("batchSize"),
      reassignmentRatio: read.number("reassignmentRatio"),
      computeLabels: read.boolean("computeLabels"),
      seed: read.number("seed"),
      nSteps: read.number("nSteps"),
      rng: undefined,
    });
  },
} as const;
