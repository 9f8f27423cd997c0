import { glibcLog } from "@mlsys/core";
import { CloseCalls } from "./close-calls.ts";
import { Criterion } from "./criterion.ts";
import type { TargetRows } from "./criterion.ts";
import { isTied } from "./feature-columns.ts";
import type { SplitRules } from "./splitter.ts";

/** Ten times the distance from 1 to the next double: sums that are no larger count as 0. */
const TINY = 10 * Number.EPSILON;

/** Criteria of regression whose prediction is the mean; one sum an output. */
export abstract class MeanCriterion extends Criterion {
  readonly width: number;
  protected readonly sum: Float64Array;
  protected readonly sumLeft: Float64Array;
  protected readonly sumRight: Float64Array;
  protected squares = 0;
  protected margin = 0;
  private readonly close = new CloseCalls(2);

  constructor(rows: TargetRows) {
    super(rows);
    this.width = rows.outputs;
    this.sum = new Float64Array(this.width);
    this.sumLeft = new Float64Array(this.width);
    this.sumRight = new Float64Array(this.width);
  }

  init(start: number, end: number): void {
    const { y, outputs, weights, samples } = this.rows;
    this.start = start;
    this.end = end;
    this.sum.fill(0);
    this.weightedNode = this.move(this.sum, 0, start, end, 1);
    let squares = 0;
    for (let p = start; p < end; p++) {
      const row = samples[p] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      for (let at = row * outputs; at < (row + 1) * outputs; at++) {
        const value = y[at] as number;
        squares += weight * value * value;
      }
    }
    this.squares = squares;
    this.reset();
  }

  /** The sum of the first output. */
  get total(): number {
    return this.sum[0] as number;
  }

  reset(): void {
    this.pos = this.start;
    // Of one or a few elements, loops are faster than fill and set.
    for (let k = 0; k < this.width; k++) {
      this.sumLeft[k] = 0;
      this.sumRight[k] = this.sum[k] as number;
    }
    this.weightedLeft = 0;
    this.weightedRight = this.weightedNode;
  }

  update(pos: number): void {
    const { sum, sumLeft, sumRight } = this;
    if (pos - this.pos <= this.end - pos) this.weightedLeft = this.move(sumLeft, this.weightedLeft, this.pos, pos, 1);
    else {
      for (let k = 0; k < this.width; k++) sumLeft[k] = sum[k] as number;
      this.weightedLeft = this.move(sumLeft, this.weightedNode, this.end - 1, pos - 1, -1);
    }
    this.weightedRight = this.weightedNode - this.weightedLeft;
    for (let k = 0; k < this.width; k++) sumRight[k] = (sum[k] as number) - (sumLeft[k] as number);
    this.pos = pos;
  }

  /** Adds rows to sums going forwards, or takes them away going backwards; so with their weights and `initial`, which it returns. */
  private move(sums: Float64Array, initial: number, from: number, to: number, step: 1 | -1): number {
    const { y, outputs, weights, samples } = this.rows;
    for (let k = 0; k < outputs; k++) {
      let sum = sums[k] as number;
      for (let p = from; p !== to; p += step) {
        const row = samples[p] as number;
        const weight = weights === undefined ? step : step * (weights[row] as number);
        sum += weight * (y[row * outputs + k] as number);
      }
      sums[k] = sum;
    }
    if (weights === undefined) return initial + to - from;
    let weighted = initial;
    for (let p = from; p !== to; p += step) weighted += step * (weights[samples[p] as number] as number);
    return weighted;
  }

  /** The proxy of one output, maybe a little off; sets `margin` to at least twice by how much. */
  protected abstract quickProxy(left: number, weightedLeft: number, right: number, weightedRight: number): number;

  override bestPlace(values: Float32Array, { minSamplesLeaf, minWeightLeaf }: SplitRules, above: number) {
    if (this.width > 1) return undefined;
    const { y, weights, samples } = this.rows;
    const { start, end, weightedNode, close } = this;
    const sum = this.sum[0] as number;
    let [left, weightedLeft, done] = [0, 0, start];
    close.begin(above);
    this.margin = 0;
    const last = end - Math.max(1, minSamplesLeaf);
    for (let place = start + Math.max(1, minSamplesLeaf); place <= last; place++) {
      if (isTied(values[place] as number, values[place - 1] as number)) continue;
      if (place - done > end - place) {
        left = sum;
        weightedLeft = weightedNode;
        for (let p = end - 1; p >= place; p--) {
          const row = samples[p] as number;
          const weight = weights === undefined ? 1 : (weights[row] as number);
          left -= weight * (y[row] as number);
          weightedLeft -= weight;
        }
        done = place;
      }
      for (; done < place; done++) {
        const row = samples[done] as number;
        const weight = weights === undefined ? 1 : (weights[row] as number);
        left += weight * (y[row] as number);
        weightedLeft += weight;
      }
      const weightedRight = weightedNode - weightedLeft;
      if (weightedLeft < minWeightLeaf || weightedRight < minWeightLeaf) continue;
      const slot = close.offer(place, this.quickProxy(left, weightedLeft, sum - left, weightedRight), this.margin);
      if (slot < 0) continue;
      close.kept[2 * slot] = left;
      close.kept[2 * slot + 1] = weightedLeft;
    }
    return this.decide(above);
  }

  /** The best of the places that were too close to call. */
  private decide(above: number): number {
    const { close, sum, sumLeft, sumRight } = this;
    let [best, bestProxy] = [-1, above];
    for (let slot = 0; slot < close.count; slot++) {
      sumLeft[0] = close.kept[2 * slot] as number;
      sumRight[0] = (sum[0] as number) - sumLeft[0];
      this.weightedLeft = close.kept[2 * slot + 1] as number;
      this.weightedRight = this.weightedNode - this.weightedLeft;
      const proxy = this.proxy();
      if (proxy > bestProxy) [best, bestProxy] = [close.places[slot] as number, proxy];
    }
    this.bestProxy = bestProxy;
    return best;
  }

  nodeValue(into: Float64Array, at: number): void {
    for (let k = 0; k < this.width; k++) into[at + k] = (this.sum[k] as number) / this.weightedNode;
  }

  // A monotonic constraint is of one output only.
  protected leftValue(): number {
    return (this.sumLeft[0] as number) / this.weightedLeft;
  }

  protected rightValue(): number {
    return (this.sumRight[0] as number) / this.weightedRight;
  }

  middleValue(): number {
    return (
      (this.sumLeft[0] as number) / (2 * this.weightedLeft) + (this.sumRight[0] as number) / (2 * this.weightedRight)
    );
  }
}

/** The variance within the children. */
export class SquaredErrorCriterion extends MeanCriterion {
  nodeImpurity(): number {
    return this.variance(this.squares, this.sum, this.weightedNode);
  }

  override proxy(): number {
    return sumOfSquares(this.sumLeft) / this.weightedLeft + sumOfSquares(this.sumRight) / this.weightedRight;
  }

  protected quickProxy(left: number, weightedLeft: number, right: number, weightedRight: number): number {
    return (left * left) / weightedLeft + (right * right) / weightedRight;
  }

  childrenImpurity(): void {
    const { y, outputs, weights, samples } = this.rows;
    let squares = 0;
    for (let p = this.start; p < this.pos; p++) {
      const row = samples[p] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      for (let at = row * outputs; at < (row + 1) * outputs; at++) {
        const value = y[at] as number;
        squares += weight * value * value;
      }
    }
    this.impurityLeft = this.variance(squares, this.sumLeft, this.weightedLeft);
    this.impurityRight = this.variance(this.squares - squares, this.sumRight, this.weightedRight);
  }

  private variance(squares: number, sums: Float64Array, weight: number): number {
    let variance = squares / weight;
    for (let k = 0; k < sums.length; k++) {
      const mean = (sums[k] as number) / weight;
      variance -= mean * mean;
    }
    return variance / sums.length;
  }
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += (values[k] as number) * (values[k] as number);
  return sum;
}

/** Half the Poisson deviance from the mean. */
export class PoissonCriterion extends MeanCriterion {
  nodeImpurity(): number {
    return this.deviance(this.start, this.end, this.sum, this.weightedNode);
  }

  override proxy(): number {
    let [left, right] = [0, 0];
    for (let k = 0; k < this.width; k++) {
      const [sumLeft, sumRight] = [this.sumLeft[k] as number, this.sumRight[k] as number];
      if (sumLeft <= TINY || sumRight <= TINY) return -Infinity;
      left += sumLeft * (glibcLog(sumLeft / this.weightedLeft) / Math.LN2);
      right += sumRight * (glibcLog(sumRight / this.weightedRight) / Math.LN2);
    }
    return left + right;
  }

  protected quickProxy(left: number, weightedLeft: number, right: number, weightedRight: number): number {
    if (left <= TINY || right <= TINY) return -Infinity;
    const ofLeft = left * Math.log2(left / weightedLeft);
    const ofRight = right * Math.log2(right / weightedRight);
    this.margin = Math.max(this.margin, 64 * Number.EPSILON * (Math.abs(ofLeft) + Math.abs(ofRight) + left + right));
    return ofLeft + ofRight;
  }

  childrenImpurity(): void {
    this.impurityLeft = this.deviance(this.start, this.pos, this.sumLeft, this.weightedLeft);
    this.impurityRight = this.deviance(this.pos, this.end, this.sumRight, this.weightedRight);
  }

  private deviance(from: number, to: number, sums: Float64Array, weight: number): number {
    const { y, outputs, weights, samples } = this.rows;
    let loss = 0;
    for (let k = 0; k < outputs; k++) {
      const sum = sums[k] as number;
      if (sum <= TINY) return Infinity;
      const mean = sum / weight;
      for (let p = from; p < to; p++) {
        const row = samples[p] as number;
        const value = y[row * outputs + k] as number;
        if (value === 0) continue;
        loss += (weights === undefined ? 1 : (weights[row] as number)) * (value * glibcLog(value / mean));
      }
    }
    return loss / (weight * outputs);
  }
}
