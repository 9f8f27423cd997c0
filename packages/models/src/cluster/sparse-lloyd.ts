import { Matrix } from "@mlsys/core";
import type { CsrMatrix } from "@mlsys/core";
import { addSparseRows, clusterWeights } from "./cluster-sums.ts";
import { LloydRun } from "./lloyd-run.ts";
import type { ClusterSums } from "./lloyd-run.ts";
import { distancesFromOwn, labelNearest } from "./sparse-distances.ts";

/** Of sparse rows, which stay where they are: each pass costs as much as there are elements. */
export class SparseLloyd extends LloydRun {
  protected readonly labels: Int32Array;
  protected readonly weights: Float64Array;
  private readonly X: CsrMatrix;

  constructor(X: CsrMatrix, weights: Float64Array) {
    super();
    this.X = X;
    this.weights = weights;
    this.labels = new Int32Array(X.rows);
  }

  protected assign(): number {
    return labelNearest(this.X, this.centers, this.labels);
  }

  protected clusterSums(): ClusterSums {
    const { labels, weights, centers } = this;
    const sums = new Matrix(centers.rows, this.X.cols);
    addSparseRows(sums.data, this.X, labels, weights);
    return { sums, masses: clusterWeights(labels, weights, centers.rows) };
  }

  protected squaredDistances(): Float64Array {
    return distancesFromOwn(this.X, this.centers, this.labels);
  }

  protected row(i: number): Float64Array {
    return this.X.take([i]).toDense().data;
  }
}
