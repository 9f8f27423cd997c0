import { NeighborHeap } from "../../neighbors/neighbor-heap.ts";
import type { Bins, ClusteredRows, Query, RowKernel, SearchedRows } from "./row-kernel-contract.ts";

/** The loops without WebAssembly: twin of kernels/row-kernel.as. */
export class PlainRows implements RowKernel {
  doubles(length: number): Float64Array {
    return new Float64Array(length);
  }

  singles(length: number): Float32Array {
    return new Float32Array(length);
  }

  whole(length: number): Int32Array {
    return new Int32Array(length);
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(length);
  }

  gatherPairs(
    samples: Int32Array,
    gradients: Float32Array,
    hessians: Float32Array | undefined,
    pairs: Float64Array,
  ): void {
    for (let i = 0; i < samples.length; i++) {
      const row = samples[i] as number;
      pairs[2 * i] = gradients[row] as number;
      pairs[2 * i + 1] = hessians === undefined ? 1 : (hessians[row] as number);
    }
  }

  addToBins(
    samples: Int32Array,
    pairs: Float64Array,
    features: Int32Array,
    { columns, rows, sums, counts }: Bins,
  ): void {
    for (const feature of features) {
      for (let i = 0; i < samples.length; i++) {
        const slot = 256 * feature + (columns[feature * rows + (samples[i] as number)] as number);
        counts[slot] = (counts[slot] as number) + 1;
        sums[2 * slot] = (sums[2 * slot] as number) + (pairs[2 * i] as number);
        sums[2 * slot + 1] = (sums[2 * slot + 1] as number) + (pairs[2 * i + 1] as number);
      }
    }
  }

  nearest({ X, rows, p }: SearchedRows, { values }: Query, distances: Float64Array, indices: Int32Array): void {
    const heap = new NeighborHeap(distances, indices);
    for (let i = 0, at = 0; i < rows; i++) {
      let squares = 0;
      for (let j = 0; j < p; j++, at++) {
        const difference = (values[j] as number) - (X[at] as number);
        squares += difference * difference;
      }
      heap.push(squares, i);
    }
  }

  assign(
    { X, p, labels, upper, lower }: ClusteredRows,
    centers: Float64Array,
    k: number,
    half: Float64Array | undefined,
  ): number {
    let changed = 0;
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i] as number;
      if (half !== undefined) {
        const bound = Math.max(half[label] as number, lower[i] as number);
        if ((upper[i] as number) < bound) continue;
        const own = Math.sqrt(pairedDistance(X, i * p, centers, label * p, p));
        upper[i] = own;
        if (own < bound) continue;
      }
      let [first, second, best] = [Infinity, Infinity, 0];
      for (let c = 0; c < k; c++) {
        const squares = pairedDistance(X, i * p, centers, c * p, p);
        if (squares < first) {
          second = first;
          first = squares;
          best = c;
        } else if (squares < second) second = squares;
      }
      labels[i] = best;
      upper[i] = Math.sqrt(first);
      lower[i] = Math.sqrt(second);
      if (best !== label) changed += 1;
    }
    return changed;
  }

  addByLabel({ X, p, labels }: ClusteredRows, weights: Float64Array, sums: Float64Array, masses: Float64Array): void {
    for (let i = 0, at = 0; i < labels.length; i++) {
      const label = labels[i] as number;
      const weight = weights[i] as number;
      masses[label] = (masses[label] as number) + weight;
      for (let j = label * p, end = j + p; j < end; j++, at++) {
        sums[j] = (sums[j] as number) + (X[at] as number) * weight;
      }
    }
  }

  widen({ labels, upper, lower }: ClusteredRows, moved: Float64Array, farthest: number): void {
    for (let i = 0; i < labels.length; i++) {
      upper[i] = (upper[i] as number) + (moved[labels[i] as number] as number);
      lower[i] = (lower[i] as number) - farthest;
    }
  }
}

/** The squared distance of two rows, by the sums of even and of odd places. */
function pairedDistance(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, p: number): number {
  let [even, odd] = [0, 0];
  let j = 0;
  for (; j + 2 <= p; j += 2) {
    const x = (a[aFrom + j] as number) - (b[bFrom + j] as number);
    const y = (a[aFrom + j + 1] as number) - (b[bFrom + j + 1] as number);
    even += x * x;
    odd += y * y;
  }
  if (j < p) {
    const x = (a[aFrom + j] as number) - (b[bFrom + j] as number);
    even += x * x;
  }
  return even + odd;
}
