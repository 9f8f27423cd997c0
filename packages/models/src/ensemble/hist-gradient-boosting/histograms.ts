import { rowKernel } from "../../internal/row-kernels/row-kernel.ts";
import type { RowKernel } from "../../internal/row-kernels/row-kernel-contract.ts";
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
  private readonly cols: number;
  private readonly rows: number;
  private readonly spare: Histograms[] = [];
  private readonly kernel: RowKernel;
  private readonly binned: Uint8Array;
  private readonly samples: Int32Array;
  private readonly gradients: Float32Array;
  private readonly hessians: Float32Array;
  /** The derivatives of a node's rows, in their order, pair by pair. */
  private readonly pairs: Float64Array;
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;
  private hasHessians = false;

  constructor({ rows, cols, data }: BinnedRows) {
    this.rows = rows;
    this.cols = cols;
    this.kernel = rowKernel(rows * (cols + 28) + cols * SLOTS * 20);
    this.binned = this.kernel.bytes(rows * cols);
    this.binned.set(data);
    this.samples = this.kernel.whole(rows);
    this.gradients = this.kernel.singles(rows);
    this.hessians = this.kernel.singles(rows);
    this.pairs = this.kernel.doubles(2 * rows);
    this.sums = this.kernel.doubles(2 * cols * SLOTS);
    this.counts = this.kernel.whole(cols * SLOTS);
  }

  /** Takes the derivatives that the next histograms are of; without hessians, 1. */
  begin(gradients: Float32Array, hessians: Float32Array | undefined): void {
    this.gradients.set(gradients);
    this.hasHessians = hessians !== undefined;
    if (hessians !== undefined) this.hessians.set(hessians);
  }

  /** Those of some rows. */
  make(samples: Int32Array, features: Int32Array): Histograms {
    const { kernel, sums, counts, rows } = this;
    const own = this.samples.subarray(0, samples.length);
    own.set(samples);
    kernel.gatherPairs(own, this.gradients, this.hasHessians ? this.hessians : undefined, this.pairs);
    sums.fill(0);
    counts.fill(0);
    kernel.addToBins(own, this.pairs, features, { columns: this.binned, rows, sums, counts });
    const made = this.spare.pop() ?? {
      sums: new Float64Array(2 * this.cols * SLOTS),
      counts: new Int32Array(this.cols * SLOTS),
    };
    made.sums.set(sums);
    made.counts.set(counts);
    return made;
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
}
