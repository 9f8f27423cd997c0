import { Matrix } from "@mlsys/core";
import type { HeldRows } from "./held-rows.ts";
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

/** In between, sums of rows follow what changed: rounding grows little, and masses of rows that all weigh 1 are exact. */
const EXACT_EVERY = 16;

/**
 * Assigns rows to the nearest center and moves centers to the mean of their rows, until no label changes or the centers hardly move.
 * Bounds on the distances spare most of the comparisons.
 *
 * @see Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (2), 1982.
 * @see Hamerly, "Making k-means even faster", SDM 2010.
 */
export class Lloyd {
  private readonly held: HeldRows;
  private readonly labels: Int32Array;
  private readonly half: Float64Array;
  private readonly moved: Float64Array;
  private readonly turned: Float64Array;
  private readonly squares: Float64Array;
  /** What each block adds up. */
  private readonly sums: Float64Array;
  private readonly masses: Float64Array;
  private centers = new Matrix(0, 0);
  private farthest = 0;
  private hasBounds = false;
  private passes = 0;
  private readonly isUnweighted: boolean;

  constructor(held: HeldRows, k: number) {
    const { arena, X, blocks } = held;
    const width = (k + 7) & ~7;
    this.held = held;
    this.isUnweighted = held.weights.every((weight) => weight === 1);
    this.labels = arena.whole(X.rows);
    this.half = arena.doubles(k);
    this.moved = arena.doubles(k);
    // Where there is no center, it is infinitely far.
    this.turned = arena.doubles(width * X.cols).fill(Infinity);
    this.squares = arena.doubles(width * blocks);
    this.sums = arena.doubles(blocks * k * X.cols);
    this.masses = arena.doubles(blocks * k);
  }

  run(start: Matrix, maxIter: number, tol: number): Clustering {
    this.centers = start;
    this.labels.fill(-1);
    this.hasBounds = false;
    this.passes = 0;
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

  /** Gives each row the label of the nearest center, and adds rows up by label; the number of labels that changed. */
  private assign(): number {
    const { held, centers, half, turned, labels } = this;
    const { X, block, blocks, weights } = held;
    const [upper, lower] = held.spare;
    const { rows: k, cols: p } = centers;
    const width = turned.length / p;
    for (let c = 0; c < k; c++) {
      for (let j = 0; j < p; j++) turned[j * width + c] = centers.data[c * p + j] as number;
    }
    if (this.hasBounds) half.set(this.halfDistances());
    held.arena.run(
      "assignRows",
      blocks,
      X.rows * k * p,
      block,
      X.data.byteOffset,
      X.rows,
      p,
      turned.byteOffset,
      k,
      this.hasBounds ? half.byteOffset : 0,
      this.moved.byteOffset,
      this.farthest,
      labels.byteOffset,
      upper.byteOffset,
      lower.byteOffset,
      weights.byteOffset,
      this.squares.byteOffset,
      this.sums.byteOffset,
      this.masses.byteOffset,
      held.perBlock.byteOffset,
      this.passes % EXACT_EVERY === 0 || !this.isUnweighted ? 1 : 0,
    );
    this.hasBounds = true;
    this.passes += 1;
    return held.perBlock.reduce((sum, each) => sum + each, 0);
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
  private moveCenters(): number {
    const { centers, labels } = this;
    const { X, weights } = this.held;
    const { rows: k, cols } = centers;
    const sums = new Matrix(k, cols, addedUp(this.sums, k * cols));
    const masses = addedUp(this.masses, k);
    relocateEmpty({ X, labels, weights, centers, sums, masses });
    averageSums(sums, masses);
    const shifts = Float64Array.from(masses, (_, c) =>
      squaredDistance(sums.data, c * cols, centers.data, c * cols, cols),
    );
    this.centers = sums;
    this.moved.set(shifts.map(Math.sqrt));
    this.farthest = this.moved.reduce((largest, each) => Math.max(largest, each), 0);
    return shifts.reduce((sum, shift) => sum + shift, 0);
  }

  private inertia(): number {
    const { labels, centers, held } = this;
    const { X, weights } = held;
    let sum = 0;
    for (let i = 0; i < X.rows; i++) {
      const own = (labels[i] as number) * X.cols;
      sum += squaredDistance(X.data, i * X.cols, centers.data, own, X.cols) * (weights[i] as number);
    }
    return sum;
  }
}

/** The sums of all blocks, in their order. */
function addedUp(blocks: Float64Array, length: number): Float64Array {
  const total = new Float64Array(length);
  for (let from = 0; from < blocks.length; from += length) {
    for (let at = 0; at < length; at++) total[at] = (total[at] as number) + (blocks[from + at] as number);
  }
  return total;
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
