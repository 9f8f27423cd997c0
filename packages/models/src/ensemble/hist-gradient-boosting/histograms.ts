import type { BinnedRows } from "./bin-mapper.ts";

/** Slots of a feature's histogram: there are at most 256 bins. */
export const SLOTS = 256;

/** For each feature and bin the sums of the derivatives of the rows in it, and their number. */
export interface Histograms {
  /** The sum of gradients of bin b of feature j is at 2 · (256 j + b), that of hessians behind it. */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

/** Makes histograms, over and over in the same memory. */
export class HistogramMaker {
  private readonly X: BinnedRows;
  private readonly spare: Histograms[] = [];
  /** The derivatives of a node's rows, in their order, pair by pair. */
  private readonly ordered: Float64Array;

  constructor(X: BinnedRows) {
    this.X = X;
    this.ordered = new Float64Array(2 * X.rows);
  }

  /** Those of the rows at the places from `start` to `end`. */
  make(
    samples: Int32Array,
    start: number,
    end: number,
    gradients: Float32Array,
    hessians: Float32Array | undefined,
    features: Int32Array,
  ): Histograms {
    const made = this.take();
    const { ordered } = this;
    for (let p = start, at = 0; p < end; p++) {
      const row = samples[p] as number;
      ordered[at++] = gradients[row] as number;
      ordered[at++] = hessians === undefined ? 1 : (hessians[row] as number);
    }
    for (const feature of features) this.fill(made, feature, samples, start, end);
    return made;
  }

  private fill({ sums, counts }: Histograms, feature: number, samples: Int32Array, start: number, end: number): void {
    const { data, rows } = this.X;
    const { ordered } = this;
    const column = feature * rows;
    const offset = feature * SLOTS;
    for (let p = start, at = 0; p < end; p++, at += 2) {
      const slot = offset + (data[column + (samples[p] as number)] as number);
      counts[slot] = (counts[slot] as number) + 1;
      sums[2 * slot] = (sums[2 * slot] as number) + (ordered[at] as number);
      sums[2 * slot + 1] = (sums[2 * slot + 1] as number) + (ordered[at + 1] as number);
    }
  }

  /** Turns the histograms of a node into those of one child, given those of the other. */
  subtract(parent: Histograms, child: Histograms): Histograms {
    for (let at = 0; at < parent.sums.length; at++) {
      parent.sums[at] = (parent.sums[at] as number) - (child.sums[at] as number);
    }
    for (let at = 0; at < parent.counts.length; at++) {
      parent.counts[at] = (parent.counts[at] as number) - (child.counts[at] as number);
    }
    return parent;
  }

  /** Takes histograms back that nobody needs any more. */
  release(histograms: Histograms | undefined): void {
    if (histograms !== undefined) this.spare.push(histograms);
  }

  private take(): Histograms {
    const spare = this.spare.pop();
    if (spare === undefined) {
      const size = this.X.cols * SLOTS;
      return { sums: new Float64Array(2 * size), counts: new Int32Array(size) };
    }
    spare.sums.fill(0);
    spare.counts.fill(0);
    return spare;
  }
}
