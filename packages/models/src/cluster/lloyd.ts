import { Matrix } from "@mlsys/core";
import { rowKernel } from "../internal/row-kernels/row-kernel.ts";
import type { ClusteredRows, RowKernel } from "../internal/row-kernels/row-kernel-contract.ts";
import { squaredDistance } from "./nearest-centers.ts";
import { relocateEmpty } from "./relocate-empty.ts";

/** One run of k-means. */
export interface Clustering {
  readonly centers: Matrix;
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly nIter: number;
}

/**
 * Assigns rows to the nearest center and moves centers to the mean of their rows, until no label changes or the centers hardly move.
 * Bounds on the distances spare most of the comparisons.
 *
 * @see Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (2), 1982.
 * @see Hamerly, "Making k-means even faster", SDM 2010.
 */
export function lloyd(X: Matrix, weights: Float64Array, start: Matrix, maxIter: number, tol: number): Clustering {
  const run = new LloydRun(X, weights, start);
  let nIter = 0;
  let isStable = false;
  while (nIter < maxIter) {
    nIter += 1;
    const changed = run.assign();
    const moved = run.moveCenters();
    if (changed === 0) {
      isStable = true;
      break;
    }
    if (moved <= tol) break;
  }
  if (!isStable) run.assign();
  return { centers: run.centers, labels: run.labels, inertia: run.inertia(), nIter };
}

class LloydRun {
  private readonly X: Matrix;
  private readonly kernel: RowKernel;
  private readonly rows: ClusteredRows;
  private readonly weights: Float64Array;
  private readonly half: Float64Array;
  private readonly sums: Float64Array;
  private readonly masses: Float64Array;
  private readonly moved: Float64Array;
  /** The centers, and the same where the loops find them. */
  centers: Matrix;
  private readonly held: Float64Array;
  private isFirst = true;

  constructor(X: Matrix, weights: Float64Array, start: Matrix) {
    const { rows: n, cols: p } = X;
    const k = start.rows;
    this.X = X;
    this.kernel = rowKernel((n * (p + 3) + k * (2 * p + 3)) * 8 + n * 4);
    const [copy, upper, lower] = [this.kernel.doubles(n * p), this.kernel.doubles(n), this.kernel.doubles(n)];
    copy.set(X.data);
    const labels = this.kernel.whole(n).fill(-1);
    this.rows = { X: copy, p, labels, upper, lower };
    this.weights = this.kernel.doubles(n);
    this.weights.set(weights);
    this.held = this.kernel.doubles(k * p);
    this.sums = this.kernel.doubles(k * p);
    this.half = this.kernel.doubles(k);
    this.masses = this.kernel.doubles(k);
    this.moved = this.kernel.doubles(k);
    this.centers = start;
    this.held.set(start.data);
  }

  /** The cluster of each row. */
  get labels(): Int32Array {
    return this.rows.labels.slice();
  }

  /** Gives each row the label of the nearest center; the number of labels that changed. */
  assign(): number {
    if (!this.isFirst) this.half.set(this.halfDistances());
    const half = this.isFirst ? undefined : this.half;
    this.isFirst = false;
    return this.kernel.assign(this.rows, this.held, this.centers.rows, half);
  }

  /** Half the distance of each center from the next. A row that near has no nearer one; equality is left to the search. */
  private halfDistances(): Float64Array {
    const { rows, cols, data } = this.centers;
    const half = new Float64Array(rows).fill(Infinity);
    for (let a = 0; a < rows; a++) {
      for (let b = 0; b < a; b++) {
        const distance = Math.sqrt(squaredDistance(data, a * cols, data, b * cols, cols)) / 2;
        half[a] = Math.min(distance, half[a] as number);
        half[b] = Math.min(distance, half[b] as number);
      }
    }
    return half;
  }

  /** Moves each center to the mean of its rows; the sum of the squares of how far they moved. */
  moveCenters(): number {
    const { centers, rows, weights, masses, X } = this;
    const { cols } = X;
    this.sums.fill(0);
    masses.fill(0);
    this.kernel.addByLabel(rows, weights, this.sums, masses);
    const sums = new Matrix(centers.rows, cols, this.sums.slice());
    relocateEmpty({ X, labels: rows.labels, weights, centers, sums, masses });
    averageSums(sums, masses);
    const shifts = Float64Array.from(masses, (_, c) =>
      squaredDistance(sums.data, c * cols, centers.data, c * cols, cols),
    );
    this.centers = sums;
    this.held.set(sums.data);
    this.moved.set(shifts.map(Math.sqrt));
    this.kernel.widen(
      rows,
      this.moved,
      this.moved.reduce((largest, each) => Math.max(largest, each), 0),
    );
    return shifts.reduce((sum, shift) => sum + shift, 0);
  }

  inertia(): number {
    const { rows, weights, centers, X } = this;
    let sum = 0;
    for (let i = 0; i < X.rows; i++) {
      const own = (rows.labels[i] as number) * X.cols;
      sum += squaredDistance(X.data, i * X.cols, centers.data, own, X.cols) * (weights[i] as number);
    }
    return sum;
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
