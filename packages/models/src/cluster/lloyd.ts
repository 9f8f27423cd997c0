import { Matrix } from "@mlsys/core";
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
  readonly labels: Int32Array;
  centers: Matrix;
  private readonly X: Matrix;
  private readonly weights: Float64Array;
  /** At least the distance of each row from its own center; at most that from any other. */
  private readonly upper: Float64Array;
  private readonly lower: Float64Array;
  private isFirst = true;

  constructor(X: Matrix, weights: Float64Array, start: Matrix) {
    this.X = X;
    this.weights = weights;
    this.centers = start;
    this.labels = new Int32Array(X.rows).fill(-1);
    this.upper = new Float64Array(X.rows);
    this.lower = new Float64Array(X.rows);
  }

  /** Gives each row the label of the nearest center; the number of labels that changed. */
  assign(): number {
    const { labels, upper, lower } = this;
    const { rows, cols, data } = this.X;
    const half = this.isFirst ? undefined : this.halfDistances();
    let changed = 0;
    for (let i = 0; i < rows; i++) {
      const label = labels[i] as number;
      if (half !== undefined) {
        const bound = Math.max(half[label] as number, lower[i] as number);
        if ((upper[i] as number) < bound) continue;
        upper[i] = Math.sqrt(squaredDistance(data, i * cols, this.centers.data, label * cols, cols));
        if ((upper[i] as number) < bound) continue;
      }
      if (this.search(i) !== label) changed += 1;
    }
    this.isFirst = false;
    return changed;
  }

  private search(row: number): number {
    const { data, cols } = this.X;
    const { centers } = this;
    let [nearest, second, label] = [Infinity, Infinity, 0];
    for (let c = 0; c < centers.rows; c++) {
      const squares = squaredDistance(data, row * cols, centers.data, c * cols, cols);
      if (squares < nearest) {
        second = nearest;
        nearest = squares;
        label = c;
      } else if (squares < second) second = squares;
    }
    this.labels[row] = label;
    this.upper[row] = Math.sqrt(nearest);
    this.lower[row] = Math.sqrt(second);
    return label;
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
    const { centers, labels, weights, X } = this;
    const { cols } = X;
    const sums = new Matrix(centers.rows, cols);
    const masses = new Float64Array(centers.rows);
    addRows(X, labels, weights, sums.data, masses);
    relocateEmpty({ X, labels, weights, centers, sums, masses });
    const heaviest = masses.indexOf(masses.reduce((largest, mass) => Math.max(largest, mass), 0));
    const factors = masses.map((mass) => 1 / mass);
    for (let c = 0; c < centers.rows; c++) {
      if (!((masses[c] as number) > 0)) continue;
      for (let j = 0; j < cols; j++)
        sums.data[c * cols + j] = (sums.data[c * cols + j] as number) * (factors[c] as number);
    }
    for (let c = 0; c < centers.rows; c++) if (!((masses[c] as number) > 0)) sums.row(c).set(sums.row(heaviest));
    const shifts = Float64Array.from(masses, (_, c) =>
      squaredDistance(sums.data, c * cols, centers.data, c * cols, cols),
    );
    this.centers = sums;
    this.widenBounds(shifts.map(Math.sqrt));
    return shifts.reduce((sum, shift) => sum + shift, 0);
  }

  private widenBounds(moved: Float64Array): void {
    const { labels, upper, lower } = this;
    const farthest = moved.reduce((largest, each) => Math.max(largest, each), 0);
    for (let i = 0; i < labels.length; i++) {
      upper[i] = (upper[i] as number) + (moved[labels[i] as number] as number);
      lower[i] = (lower[i] as number) - farthest;
    }
  }

  inertia(): number {
    const { labels, weights, centers, X } = this;
    let sum = 0;
    for (let i = 0; i < labels.length; i++) {
      const own = (labels[i] as number) * X.cols;
      sum += squaredDistance(X.data, i * X.cols, centers.data, own, X.cols) * (weights[i] as number);
    }
    return sum;
  }
}

function addRows(
  { rows, cols, data }: Matrix,
  labels: Int32Array,
  weights: Float64Array,
  sums: Float64Array,
  masses: Float64Array,
): void {
  for (let i = 0, at = 0; i < rows; i++) {
    const label = labels[i] as number;
    const weight = weights[i] as number;
    masses[label] = (masses[label] as number) + weight;
    for (let j = label * cols, end = j + cols; j < end; j++, at++) {
      sums[j] = (sums[j] as number) + (data[at] as number) * weight;
    }
  }
}
