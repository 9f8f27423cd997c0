import { Matrix } from "@mlsys/core";
import { squaredDistance } from "../internal/squared-distance.ts";
import type { HeldRows } from "./held-rows.ts";
import { LloydRun } from "./lloyd-run.ts";
import type { ClusterSums } from "./lloyd-run.ts";
import { distancesFromCenters } from "./nearest-centers.ts";

/** In between, sums of rows follow what changed: rounding grows little, and masses of rows that all weigh 1 are exact. */
const EXACT_EVERY = 16;

/**
 * Of dense rows. Bounds on the distances spare most of the comparisons.
 *
 * @see Hamerly, "Making k-means even faster", SDM 2010.
 */
export class Lloyd extends LloydRun {
  protected readonly labels: Int32Array;
  protected readonly weights: Float64Array;
  private readonly held: HeldRows;
  private readonly half: Float64Array;
  private readonly moved: Float64Array;
  private readonly turned: Float64Array;
  private readonly squares: Float64Array;
  /** What each block adds up. */
  private readonly sums: Float64Array;
  private readonly masses: Float64Array;
  private farthest = 0;
  private hasBounds = false;
  private passes = 0;
  private readonly isUnweighted: boolean;

  constructor(held: HeldRows, k: number) {
    const { arena, X, blocks } = held;
    const width = (k + 7) & ~7;
    super();
    this.held = held;
    this.weights = held.weights;
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

  protected override begin(): void {
    this.hasBounds = false;
    this.passes = 0;
  }

  /** Rows are added up by label on the way. */
  protected assign(): number {
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

  protected clusterSums(): ClusterSums {
    const { rows: k, cols } = this.centers;
    return { sums: new Matrix(k, cols, addedUp(this.sums, k * cols)), masses: addedUp(this.masses, k) };
  }

  protected override noteMoves(squares: Float64Array): void {
    this.moved.set(squares.map(Math.sqrt));
    this.farthest = this.moved.reduce((largest, each) => Math.max(largest, each), 0);
  }

  protected squaredDistances(): Float64Array {
    return distancesFromCenters(this.held.X, this.centers, this.labels);
  }

  protected row(i: number): Float64Array {
    return this.held.X.row(i);
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
