import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";

/** Weights as a scale times a vector, so that shrinking them all costs nothing; with their averages over the steps. */
export class SgdWeights {
  /** The squared norm, as far as the reference keeps track of it. */
  squaredNorm: number;
  /** The sum of absolute values, as far as the reference keeps track of it. */
  l1Norm: number;
  private readonly values: Float64Array;
  private readonly averages: Float64Array | undefined;
  private readonly data: Float64Array;
  private readonly indices: Int32Array | undefined;
  private readonly indptr: Int32Array | undefined;
  private readonly cols: number;
  /** How much L1 penalty each weight has had. */
  private readonly penalties: Float64Array | undefined;
  private scale = 1;
  private averageA = 0;
  private averageB = 1;

  constructor(X: Matrix | CsrMatrix, values: Float64Array, averages: Float64Array | undefined, hasL1: boolean) {
    this.values = values;
    this.averages = averages;
    this.data = X.data;
    this.cols = X.cols;
    this.indices = isCsrMatrix(X) ? X.indices : undefined;
    this.indptr = isCsrMatrix(X) ? X.indptr : undefined;
    this.penalties = hasL1 ? new Float64Array(values.length) : undefined;
    let [squares, sum] = [0, 0];
    for (const value of values) {
      squares += value * value;
      sum += Math.abs(value);
    }
    this.squaredNorm = squares;
    this.l1Norm = sum;
  }

  /** The product of a row and the weights. */
  dot(i: number): number {
    const { values, data, indices, indptr, cols } = this;
    let sum = 0;
    if (indices === undefined || indptr === undefined) {
      const start = i * cols;
      for (let j = 0; j < cols; j++) sum += (values[j] as number) * (data[start + j] as number);
    } else {
      const end = indptr[i + 1] as number;
      for (let at = indptr[i] as number; at < end; at++) {
        sum += (values[indices[at] as number] as number) * (data[at] as number);
      }
    }
    return sum * this.scale;
  }

  /** The squared length of a row. */
  squaredRow(i: number): number {
    const [start, end] = this.bounds(i);
    let sum = 0;
    for (let at = start; at < end; at++) sum += (this.data[at] as number) * (this.data[at] as number);
    return sum;
  }

  /** Adds a multiple of a row. */
  add(i: number, factor: number): void {
    const { values, data, indices, indptr, cols, scale } = this;
    const step = factor / scale;
    let [squares, sum] = [0, 0];
    if (indices === undefined || indptr === undefined) {
      const start = i * cols;
      for (let j = 0; j < cols; j++) {
        const value = (values[j] as number) + (data[start + j] as number) * step;
        values[j] = value;
        squares += value * value;
        sum += Math.abs(value);
      }
    } else {
      const end = indptr[i + 1] as number;
      for (let at = indptr[i] as number; at < end; at++) {
        const j = indices[at] as number;
        const value = (values[j] as number) + (data[at] as number) * step;
        values[j] = value;
        squares += value * value;
        sum += Math.abs(value);
      }
    }
    // The norms of the row's weights alone stand for those of all: the reference's shortcut, which decides when it stops.
    this.squaredNorm = squares * scale * scale;
    this.l1Norm = sum * scale;
  }

  /** Multiplies all weights. */
  scaleBy(factor: number): void {
    this.scale *= factor;
    this.squaredNorm *= factor * factor;
    this.l1Norm *= Math.abs(factor);
    if (this.scale < 1e-9) this.finish();
  }

  /** Counts the weights in the averages, at a cost that only depends on the row. */
  addAverage(i: number, factor: number, count: number): void {
    const { averages, data, indices, indptr, cols, averageA, scale } = this;
    if (averages === undefined) return;
    if (factor !== 0) {
      const step = -factor / scale;
      if (indices === undefined || indptr === undefined) {
        const start = i * cols;
        for (let j = 0; j < cols; j++) {
          averages[j] = (averages[j] as number) + averageA * (data[start + j] as number) * step;
        }
      } else {
        const end = indptr[i + 1] as number;
        for (let at = indptr[i] as number; at < end; at++) {
          const j = indices[at] as number;
          averages[j] = (averages[j] as number) + averageA * (data[at] as number) * step;
        }
      }
    }
    const share = 1 / count;
    if (count > 1) this.averageB /= 1 - share;
    this.averageA += share * this.averageB * scale;
  }

  /** Moves the weights of a row towards 0 by what is missing of the L1 penalty up to now. */
  shrink(i: number, total: number): void {
    const { values, penalties, scale } = this;
    if (penalties === undefined) return;
    const [start, end] = this.bounds(i);
    for (let at = start; at < end; at++) {
      const j = this.indices === undefined ? at - start : (this.indices[at] as number);
      const before = values[j] as number;
      const had = penalties[j] as number;
      let after = before;
      if (scale * before > 0) after = Math.max(0, before - (total + had) / scale);
      else if (scale * before < 0) after = Math.min(0, before + (total - had) / scale);
      values[j] = after;
      penalties[j] = had + scale * (after - before);
    }
  }

  /** Makes the scale 1, so that values and averages are what they stand for. */
  finish(): void {
    const { values, averages, scale } = this;
    if (averages !== undefined) {
      for (let j = 0; j < averages.length; j++) {
        averages[j] = ((averages[j] as number) + this.averageA * (values[j] as number)) * (1 / this.averageB);
      }
      this.averageA = 0;
      this.averageB = 1;
    }
    for (let j = 0; j < values.length; j++) values[j] = (values[j] as number) * scale;
    this.scale = 1;
  }

  private bounds(i: number): readonly [start: number, end: number] {
    const { indptr, cols } = this;
    return indptr === undefined ? [i * cols, (i + 1) * cols] : [indptr[i] as number, indptr[i + 1] as number];
  }
}
