import { glibcLog } from "@mlsys/core";
import { Criterion } from "./criterion.ts";
import type { TargetRows } from "./criterion.ts";

/** Ten times the distance from 1 to the next double: sums that are no larger count as 0. */
const TINY = 10 * Number.EPSILON;

/** Criteria of regression whose prediction is the mean; one sum an output. */
export abstract class MeanCriterion extends Criterion {
  readonly width: number;
  protected readonly sum: Float64Array;
  protected readonly sumLeft: Float64Array;
  protected readonly sumRight: Float64Array;
  protected squares = 0;

  constructor(rows: TargetRows) {
    super(rows);
    this.width = rows.outputs;
    this.sum = new Float64Array(this.width);
    this.sumLeft = new Float64Array(this.width);
    this.sumRight = new Float64Array(this.width);
  }

  init(start: number, end: number): void {
    const { y, outputs, weights, samples } = this.rows;
    const { sum } = this;
    this.start = start;
    this.end = end;
    sum.fill(0);
    let [total, squares] = [0, 0];
    for (let p = start; p < end; p++) {
      const row = samples[p] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      for (let k = 0; k < outputs; k++) {
        const value = y[row * outputs + k] as number;
        sum[k] = (sum[k] as number) + weight * value;
        squares += weight * value * value;
      }
      total += weight;
    }
    this.weightedNode = total;
    this.squares = squares;
    this.reset();
  }

  reset(): void {
    this.pos = this.start;
    this.sumLeft.fill(0);
    this.sumRight.set(this.sum);
    this.weightedLeft = 0;
    this.weightedRight = this.weightedNode;
  }

  update(pos: number): void {
    const { sum, sumLeft, sumRight } = this;
    if (pos - this.pos <= this.end - pos) this.weightedLeft = this.move(this.weightedLeft, this.pos, pos, 1, 1);
    else {
      sumLeft.set(sum);
      this.weightedLeft = this.move(this.weightedNode, this.end - 1, pos - 1, -1, -1);
    }
    this.weightedRight = this.weightedNode - this.weightedLeft;
    for (let k = 0; k < this.width; k++) sumRight[k] = (sum[k] as number) - (sumLeft[k] as number);
    this.pos = pos;
  }

  /** Adds rows to the sums of the left (or takes them away, by the sign), and their weights to a sum, which it returns. */
  private move(initial: number, from: number, to: number, step: 1 | -1, sign: 1 | -1): number {
    const { y, outputs, weights, samples } = this.rows;
    const { sumLeft } = this;
    let weighted = initial;
    for (let p = from; p !== to; p += step) {
      const row = samples[p] as number;
      const weight = weights === undefined ? sign : sign * (weights[row] as number);
      for (let k = 0; k < outputs; k++) {
        sumLeft[k] = (sumLeft[k] as number) + weight * (y[row * outputs + k] as number);
      }
      weighted += weight;
    }
    return weighted;
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
