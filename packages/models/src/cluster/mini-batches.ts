import { isCsrMatrix, Matrix, randomState } from "@mlsys/core";
import type { CsrMatrix, RandomState } from "@mlsys/core";
import { columnMoments } from "../internal/column-moments.ts";
import { squaredDistance } from "../internal/squared-distance.ts";
import { copyInto } from "../internal/threads/copy-into.ts";
import { toDense } from "../internal/to-dense.ts";
import { addRows, addSparseRows, clusterWeights } from "./cluster-sums.ts";
import { holdRows } from "./held-rows.ts";
import { centersOf } from "./cluster-options.ts";
import { drawCenters, heldToDraw, sparseToDraw } from "./init-centers.ts";
import type { MiniBatchSettings } from "./mini-batch-k-means.ts";
import { nearestCenters } from "./nearest-centers.ts";
import { RowDraws } from "./row-draws.ts";

/** Where the steps ended. */
export interface MiniBatchRun extends StepsSoFar {
  readonly steps: number;
  readonly smoothedInertia: number;
}

/** Draws a beginning, then moves the centers batch by batch. */
export function runMiniBatches(
  settings: MiniBatchSettings,
  X: Matrix | CsrMatrix,
  weights: Float64Array,
  given: Matrix | undefined,
): MiniBatchRun {
  const rng = randomState(settings.randomState);
  const batchSize = Math.min(settings.batchSize, X.rows);
  const begin = beginning(settings, X, weights, given, batchSize, rng);
  const draws = new RowDraws(weights);
  const nSteps = Math.floor((settings.maxIter * X.rows) / batchSize);
  const steps = new BatchSteps(begunAt(begin), { ...settings, batchSize }, rng);
  const progress = new Progress(settings, X, batchSize);
  let step = 0;
  while (step < nSteps) {
    step += 1;
    const before = settings.tol > 0 ? steps.centers.data.slice() : undefined;
    const inertia = steps.take(X.take(draws.draw(rng, batchSize)));
    const { data } = steps.centers;
    const moved = before === undefined ? 0 : squaredDistance(before, 0, data, 0, data.length);
    if (progress.isDone(step, inertia, moved)) break;
  }
  return { ...steps.soFar(), steps: step, smoothedInertia: progress.smoothed ?? 0 };
}

/** The best of some beginnings by the inertia of rows drawn to tell. */
function beginning(
  settings: MiniBatchSettings,
  X: Matrix | CsrMatrix,
  weights: Float64Array,
  given: Matrix | undefined,
  batchSize: number,
  rng: RandomState,
): Matrix {
  const { init, nInit } = settings;
  const size = beginningSize(settings, X.rows, batchSize);
  const judged = rng.randint(0, X.rows, size);
  const [rows, rowWeights] = [X.take(judged), Float64Array.from(judged, (i) => weights[i] as number)];
  if (given !== undefined) {
    // The reference draws rows for a beginning also where one is given.
    if (size < X.rows) rng.randint(0, X.rows, size);
    return given;
  }
  const tries = nInit === "auto" ? (init === "random" || typeof init === "function" ? 3 : 1) : nInit;
  let best: { readonly centers: Matrix; readonly inertia: number } | undefined;
  for (let n = 0; n < tries; n++) {
    const centers = drawnCenters(settings, X, weights, size, rng);
    const { inertia } = nearestCenters(rows, centers, rowWeights);
    if (best === undefined || inertia < best.inertia) best = { centers, inertia };
  }
  return best?.centers ?? new Matrix(0, X.cols);
}

/** Rows that a beginning is drawn from. */
export function beginningSize({ initSize, nClusters }: MiniBatchSettings, rows: number, batchSize: number): number {
  const asked = initSize ?? 3 * batchSize;
  return Math.min(asked < nClusters ? 3 * nClusters : asked, rows);
}

/** Centers drawn from some rows, which are drawn themselves unless they are all. */
export function drawnCenters(
  { init, nClusters }: MiniBatchSettings,
  X: Matrix | CsrMatrix,
  weights: Float64Array,
  size: number,
  rng: RandomState,
): Matrix {
  const drawn = size < X.rows ? rng.randint(0, X.rows, size) : undefined;
  const from = drawn === undefined ? X : X.take(drawn);
  if (typeof init === "function") {
    return centersOf("miniBatchKMeans.fit", init, toDense("miniBatchKMeans.fit", from), nClusters, rng);
  }
  const name = init === "random" ? "random" : "k-means++";
  const fromWeights = drawn === undefined ? weights : Float64Array.from(drawn, (i) => weights[i] as number);
  if (isCsrMatrix(from)) return drawCenters(name, sparseToDraw(from, fromWeights), nClusters, rng);
  const held = holdRows(from.rows, from.cols, nClusters);
  copyInto(held.X.data, from.data);
  held.weights.set(fromWeights);
  return held.arena.use(() => drawCenters(name, heldToDraw(held), nClusters, rng));
}

/** Where steps go on. */
export interface StepsSoFar {
  readonly centers: Matrix;
  /** The weight of the rows that each center has seen. */
  readonly counts: Float64Array;
  /** Rows since light clusters were looked for. */
  readonly sinceReassignment: number;
}

/** Steps from some centers on. */
export const begunAt = (centers: Matrix): StepsSoFar => ({
  centers,
  counts: new Float64Array(centers.rows),
  sinceReassignment: 0,
});

/** What is fixed for all steps. */
export type StepRules = Pick<MiniBatchSettings, "batchSize" | "reassignmentRatio">;

/** Steps that move centers, batch by batch. */
export class BatchSteps {
  readonly centers: Matrix;
  private readonly counts: Float64Array;
  private sinceReassignment: number;
  private readonly reassignmentRatio: number;
  private readonly batchSize: number;
  private readonly rng: RandomState;

  constructor(begin: StepsSoFar, { batchSize, reassignmentRatio }: StepRules, rng: RandomState) {
    this.reassignmentRatio = reassignmentRatio;
    const { rows, cols, data } = begin.centers;
    this.centers = new Matrix(rows, cols, data.slice());
    this.batchSize = batchSize;
    this.rng = rng;
    this.counts = begin.counts.slice();
    this.sinceReassignment = begin.sinceReassignment;
  }

  soFar(): StepsSoFar {
    return { centers: this.centers, counts: this.counts, sinceReassignment: this.sinceReassignment };
  }

  /** Moves the centers by a batch, whose rows may have weights; its inertia before that. */
  take(batch: Matrix | CsrMatrix, weights?: Float64Array): number {
    const reassigns = this.isTimeToReassign();
    const { labels, inertia } = nearestCenters(batch, this.centers, weights);
    this.move(batch, labels, weights);
    if (reassigns && this.reassignmentRatio > 0) this.reassign(batch);
    return inertia;
  }

  private isTimeToReassign(): boolean {
    this.sinceReassignment += this.batchSize;
    if (!this.counts.includes(0) && this.sinceReassignment < 10 * this.centers.rows) return false;
    this.sinceReassignment = 0;
    return true;
  }

  private move(batch: Matrix | CsrMatrix, labels: Int32Array, weights: Float64Array | undefined): void {
    const { counts, centers } = this;
    const added = clusterWeights(labels, weights, centers.rows);
    const seen = [...added.keys()].filter((c) => added[c] !== 0);
    for (const c of seen) scale(centers.row(c), counts[c] as number);
    if (isCsrMatrix(batch)) addSparseRows(centers.data, batch, labels, weights);
    else addRows(centers.data, batch, labels, weights);
    for (const c of seen) {
      counts[c] = (counts[c] as number) + (added[c] as number);
      scale(centers.row(c), 1 / counts[c]);
    }
  }

  /** Clusters with hardly any rows move to rows drawn from the batch. */
  private reassign(batch: Matrix | CsrMatrix): void {
    const { counts } = this;
    const heaviest = counts.reduce((largest, count) => Math.max(largest, count), 0);
    let light = [...counts.keys()].filter((c) => (counts[c] as number) < this.reassignmentRatio * heaviest);
    if (light.length > 0.5 * batch.rows) {
      const order = [...counts.keys()].sort((a, b) => (counts[a] as number) - (counts[b] as number));
      const kept = new Set(order.slice(Math.floor(0.5 * batch.rows)));
      light = light.filter((c) => !kept.has(c));
    }
    if (light.length > 0) {
      const drawn = this.rng.choice(batch.rows, { size: light.length, replace: false });
      const begins = toDense("miniBatchKMeans", batch.take(drawn));
      light.forEach((c, n) => this.centers.row(c).set(begins.row(n)));
    }
    const rest = counts.filter((_, c) => !light.includes(c));
    const smallest = rest.reduce((least, count) => Math.min(least, count), Infinity);
    for (const c of light) counts[c] = smallest;
  }
}

function scale(row: Float64Array, factor: number): void {
  for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) * factor;
}

/** Whether more batches still help. */
class Progress {
  smoothed: number | undefined;
  private readonly settings: MiniBatchSettings;
  private readonly batchSize: number;
  private readonly rows: number;
  private readonly tol: number;
  private best = Infinity;
  private noImprovement = 0;

  constructor(settings: MiniBatchSettings, X: Matrix | CsrMatrix, batchSize: number) {
    const { variances } = columnMoments(X, undefined);
    this.settings = settings;
    this.batchSize = batchSize;
    this.rows = X.rows;
    this.tol = (settings.tol * variances.reduce((sum, each) => sum + each, 0)) / X.cols;
  }

  isDone(step: number, inertia: number, moved: number): boolean {
    // The first inertia is that of the beginning.
    if (step === 1) return false;
    const perRow = inertia / this.batchSize;
    const alpha = Math.min(1, (this.batchSize * 2) / (this.rows + 1));
    this.smoothed = this.smoothed === undefined ? perRow : this.smoothed * (1 - alpha) + perRow * alpha;
    if (this.tol > 0 && moved <= this.tol) return true;
    if (this.smoothed < this.best) {
      this.best = this.smoothed;
      this.noImprovement = 0;
    } else this.noImprovement += 1;
    const { maxNoImprovement } = this.settings;
    return maxNoImprovement !== null && this.noImprovement >= maxNoImprovement;
  }
}
