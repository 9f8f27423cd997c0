import { Matrix } from "@mlsys/core";
import type { CsrMatrix } from "@mlsys/core";
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
    const { indptr, indices, data, rows, cols } = this.X;
    const [sums, masses] = [new Matrix(centers.rows, cols), new Float64Array(centers.rows)];
    for (let i = 0; i < rows; i++) {
      const label = labels[i] as number;
      const weight = weights[i] as number;
      masses[label] = (masses[label] as number) + weight;
      const end = indptr[i + 1] as number;
      for (let at = indptr[i] as number; at < end; at++) {
        const to = label * cols + (indices[at] as number);
        sums.data[to] = (sums.data[to] as number) + (data[at] as number) * weight;
      }
    }
    return { sums, masses };
  }

  protected squaredDistances(): Float64Array {
    return distancesFromOwn(this.X, this.centers, this.labels);
  }

  protected row(i: number): Float64Array {
    return this.X.take([i]).toDense().data;
  }
}
