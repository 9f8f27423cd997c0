import { Matrix } from "@mlsys/core";
import { squaredDistance } from "../internal/squared-distance.ts";
import { relocateEmpty } from "./relocate-empty.ts";

/** One run of k-means. */
export interface Clustering {
  readonly centers: Matrix;
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly nIter: number;
  /** Whether labels or centers came to rest. */
  readonly converged: boolean;
}

/** The rows of each cluster, added up times their weights, and their weights. */
export interface ClusterSums {
  readonly sums: Matrix;
  readonly masses: Float64Array;
}

/**
 * Assigns rows to the nearest center and moves centers to the mean of their rows, until no label changes or the centers hardly move.
 *
 * @see Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (2), 1982.
 */
export abstract class LloydRun {
  protected abstract readonly labels: Int32Array;
  protected abstract readonly weights: Float64Array;
  protected centers = new Matrix(0, 0);

  run(start: Matrix, maxIter: number, tol: number): Clustering {
    this.centers = start;
    this.labels.fill(-1);
    this.begin();
    let nIter = 0;
    let [isStable, converged] = [false, false];
    while (nIter < maxIter) {
      nIter += 1;
      const changed = this.assign();
      const moved = this.moveCenters();
      isStable = changed === 0;
      converged = isStable || moved <= tol;
      if (converged) break;
    }
    if (!isStable) this.assign();
    return { centers: this.centers, labels: this.labels.slice(), inertia: this.inertia(), nIter, converged };
  }

  /** Forgets the run before. */
  protected begin(): void {}

  /** Gives each row the label of the nearest center; the number of labels that changed. */
  protected abstract assign(): number;

  /** By the labels that were given last. */
  protected abstract clusterSums(): ClusterSums;

  /** The squared distance of each row from the center that it has the label of. */
  protected abstract squaredDistances(): Float64Array;

  protected abstract row(i: number): Float64Array;

  /** Takes note of how far each center moved. */
  protected noteMoves(_squares: Float64Array): void {}

  /** Moves each center to the mean of its rows; the sum of the squares of how far they moved. */
  private moveCenters(): number {
    const { centers, labels, weights } = this;
    const { sums, masses } = this.clusterSums();
    const [distances, row] = [() => this.squaredDistances(), (i: number) => this.row(i)];
    relocateEmpty({ labels, weights, distances, row, sums, masses });
    averageSums(sums, masses);
    const { cols } = centers;
    const squares = Float64Array.from(masses, (_, c) =>
      squaredDistance(sums.data, c * cols, centers.data, c * cols, cols),
    );
    this.centers = sums;
    this.noteMoves(squares);
    return squares.reduce((sum, square) => sum + square, 0);
  }

  private inertia(): number {
    const { weights } = this;
    return this.squaredDistances().reduce((sum, distance, i) => sum + distance * (weights[i] as number), 0);
  }
}

/** Makes means of sums; a cluster without weight goes to where the heaviest is. */
function averageSums(sums: Matrix, masses: Float64Array): void {
  const heaviest = masses.indexOf(masses.reduce((largest, mass) => Math.max(largest, mass), 0));
  masses.forEach((mass, c) => {
    const factor = 1 / mass;
    const row = sums.row(c);
    if (mass > 0) for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) * factor;
  });
  masses.forEach((mass, c) => {
    if (!(mass > 0)) sums.row(c).set(sums.row(heaviest));
  });
}
