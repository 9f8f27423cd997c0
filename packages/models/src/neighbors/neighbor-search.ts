import { Matrix } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import { BlockSearch, suitsBlocks } from "./block-search.ts";
import { searchAll } from "./brute-search.ts";
import type { DistanceMetric } from "./distance-metric.ts";
import { KdTree } from "./kd-tree.ts";
import { NeighborHeap } from "./neighbor-heap.ts";
import { threadsOf } from "../internal/threads/thread-count.ts";
import { metricToSearch } from "./neighbor-options.ts";
import type { NeighborsSettings } from "./neighbor-options.ts";

/** The nearest rows of some rows: rows × k each, the nearest first. */
export interface Neighbors {
  readonly distances: Matrix;
  /** The places of the rows among those of the fit. */
  readonly indices: Matrix;
}

/** Above so many rows at a time the reference searches in another order, which decides between equal distances. */
const MANY = 1024;

/** So few rows are searched for at once: copies of the rows of the fit would take more time than they spare, and memory. */
const FEW = 4;

/** Metrics that the reference works out for all rows at once, and sorts then. */
const MEASURED: ReadonlySet<string> = new Set(["cosine", "function"]);

/** Finds the nearest rows of X. */
export class NeighborSearch {
  readonly X: Matrix;
  /** What `"auto"` came to. */
  readonly algorithm: "brute" | "kd_tree";
  readonly metric: DistanceMetric;
  private readonly tree: KdTree | undefined;
  private readonly owner: string;
  private readonly threads: number;

  constructor(owner: string, X: Matrix, settings: NeighborsSettings) {
    this.X = X;
    this.owner = owner;
    this.threads = threadsOf(settings.nJobs);
    this.metric = metricToSearch(owner, settings, X.cols);
    const suitsTree = X.cols <= 15 && settings.nNeighbors < X.rows >> 1 && this.metric.suitsTree;
    const { algorithm } = settings;
    this.algorithm = algorithm === "brute" || (algorithm === "auto" && !suitsTree) ? "brute" : "kd_tree";
    this.tree = this.algorithm === "kd_tree" ? new KdTree(X, this.metric, settings.leafSize) : undefined;
  }

  /** The k nearest rows of each row. */
  nearest(rows: Matrix, k: number): Neighbors {
    this.assertEnough(k);
    const found = { distances: new Matrix(rows.rows, k), indices: new Matrix(rows.rows, k) };
    const isMerged = this.tree === undefined && !MEASURED.has(this.metric.name) && rows.rows <= MANY;
    const second = new NeighborHeap(new Float64Array(k), new Int32Array(k));
    this.searchEach(rows, k, (query, heap) => {
      let own = heap;
      if (isMerged) {
        second.clear();
        second.pushAll(heap);
        own = second;
      }
      own.sort();
      this.assertDistance(own.distances[k - 1] as number, query);
      found.indices.data.set(own.indices, query * k);
      for (let n = 0; n < k; n++) {
        found.distances.data[query * k + n] = this.metric.toDistance(own.distances[n] as number);
      }
    });
    return found;
  }

  /** Tells of every row the heap of its nearest. */
  private searchEach(rows: Matrix, k: number, each: (query: number, heap: NeighborHeap) => void): void {
    const { tree, metric, X } = this;
    if (rows.rows === 0) return;
    const isMany = tree === undefined && rows.rows > FEW;
    if (isMany && suitsBlocks(metric.name, X) && suitsBlocks(metric.name, rows)) {
      const search = new BlockSearch(X, metric.name, k, rows.rows, this.threads);
      search.arena.use(() =>
        search.search(rows, (query, distances, indices) => each(query, new NeighborHeap(distances, indices))),
      );
      return;
    }
    const heap = new NeighborHeap(new Float64Array(k), new Int32Array(k));
    for (let i = 0; i < rows.rows; i++) {
      heap.clear();
      if (tree === undefined) searchAll(X, metric, rows.data, i, heap);
      else tree.query(rows.data, i, heap);
      each(i, heap);
    }
  }

  /** The k nearest other rows of each row of the fit. */
  nearestOthers(k: number): Neighbors {
    this.assertEnough(k + 1);
    const all = this.nearest(this.X, k + 1);
    const distances = new Matrix(this.X.rows, k);
    const indices = new Matrix(this.X.rows, k);
    for (let i = 0; i < this.X.rows; i++) {
      const own = Math.max(0, all.indices.row(i).indexOf(i));
      for (let n = 0; n < k; n++) {
        const from = i * (k + 1) + (n < own ? n : n + 1);
        distances.data[i * k + n] = all.distances.data[from] as number;
        indices.data[i * k + n] = all.indices.data[from] as number;
      }
    }
    return { distances, indices };
  }

  /** What is farther than doubles reach did not enter a heap; a function may say that rows are infinitely far. */
  private assertDistance(farthest: number, query: number): void {
    if (farthest < Infinity || this.metric.name === "function") return;
    throw new ModelsError({
      code: "nonFinite",
      what: "a distance, or its power, is too large for a double",
      where: `${this.owner}, X, row ${query}`,
      found: `${this.metric.name} distances of rows from those of the fit`,
      fix: "divide the columns by a power of ten, or scale them with maxAbsScaler",
    });
  }

  private assertEnough(k: number): void {
    if (k <= this.X.rows) return;
    throw new ModelsError({
      code: "invalidInput",
      what: "more neighbors are asked for than there are rows",
      where: this.owner,
      found: `${k} of ${this.X.rows}`,
      fix: "lower nNeighbors, or fit more rows",
    });
  }
}
