import { glibcLog } from "@mlsys/core";
import { Criterion } from "./criterion.ts";

/** Ten times the distance from 1 to the next double: sums that are no larger count as 0. */
const TINY = 10 * Number.EPSILON;

/** Criteria of regression whose prediction is the mean. */
export abstract class MeanCriterion extends Criterion {
  readonly width = 1;
  protected sum = 0;
  protected sumLeft = 0;
  protected sumRight = 0;
  protected squares = 0;

  init(start: number, end: number): void {
    const { y, weights, samples } = this.rows;
    this.start = start;
    this.end = end;
    let [total, sum, squares] = [0, 0, 0];
    for (let p = start; p < end; p++) {
      const row = samples[p] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      const value = y[row] as number;
      sum += weight * value;
      squares += weight * value * value;
      total += weight;
    }
    this.weightedNode = total;
    this.sum = sum;
    this.squares = squares;
    this.reset();
  }

  reset(): void {
    this.pos = this.start;
    this.sumLeft = 0;
    this.sumRight = this.sum;
    this.weightedLeft = 0;
    this.weightedRight = this.weightedNode;
  }

  update(pos: number): void {
    const { y, weights, samples } = this.rows;
    let left = this.sumLeft;
    let weighted = this.weightedLeft;
    if (pos - this.pos <= this.end - pos) {
      for (let p = this.pos; p < pos; p++) {
        const row = samples[p] as number;
        const weight = weights === undefined ? 1 : (weights[row] as number);
        left += weight * (y[row] as number);
        weighted += weight;
      }
    } else {
      left = this.sum;
      weighted = this.weightedNode;
      for (let p = this.end - 1; p >= pos; p--) {
        const row = samples[p] as number;
        const weight = weights === undefined ? 1 : (weights[row] as number);
        left -= weight * (y[row] as number);
        weighted -= weight;
      }
    }
    this.sumLeft = left;
    this.weightedLeft = weighted;
    this.weightedRight = this.weightedNode - weighted;
    this.sumRight = this.sum - left;
    this.pos = pos;
  }

  nodeValue(into: Float64Array, at: number): void {
    into[at] = this.sum / this.weightedNode;
  }

  protected leftValue(): number {
    return this.sumLeft / this.weightedLeft;
  }

  protected rightValue(): number {
    return this.sumRight / this.weightedRight;
  }

  middleValue(): number {
    return this.sumLeft / (2 * this.weightedLeft) + this.sumRight / (2 * this.weightedRight);
  }
}

/** The variance within the children. */
export class SquaredErrorCriterion extends MeanCriterion {
  nodeImpurity(): number {
    return this.squares / this.weightedNode - (this.sum / this.weightedNode) ** 2;
  }

  override proxy(): number {
    return (this.sumLeft * this.sumLeft) / this.weightedLeft + (this.sumRight * this.sumRight) / this.weightedRight;
  }

  childrenImpurity(): void {
    const { y, weights, samples } = this.rows;
    let squares = 0;
    for (let p = this.start; p < this.pos; p++) {
      const row = samples[p] as number;
      const value = y[row] as number;
      squares += (weights === undefined ? 1 : (weights[row] as number)) * value * value;
    }
    const [left, right] = [this.leftValue(), this.rightValue()];
    this.impurityLeft = squares / this.weightedLeft - left * left;
    this.impurityRight = (this.squares - squares) / this.weightedRight - right * right;
  }
}

/** Half the Poisson deviance from the mean. */
export class PoissonCriterion extends MeanCriterion {
  nodeImpurity(): number {
    return this.deviance(this.start, this.end, this.sum, this.weightedNode);
  }

  override proxy(): number {
    if (this.sumLeft <= TINY || this.sumRight <= TINY) return -Infinity;
    const left = this.sumLeft * (glibcLog(this.leftValue()) / Math.LN2);
    return left + this.sumRight * (glibcLog(this.rightValue()) / Math.LN2);
  }

  childrenImpurity(): void {
    this.impurityLeft = this.deviance(this.start, this.pos, this.sumLeft, this.weightedLeft);
    this.impurityRight = this.deviance(this.pos, this.end, this.sumRight, this.weightedRight);
  }

  private deviance(from: number, to: number, sum: number, weight: number): number {
    if (sum <= TINY) return Infinity;
    const { y, weights, samples } = this.rows;
    const mean = sum / weight;
    let loss = 0;
    for (let p = from; p < to; p++) {
      const row = samples[p] as number;
      const value = y[row] as number;
      if (value === 0) continue;
      loss += (weights === undefined ? 1 : (weights[row] as number)) * (value * glibcLog(value / mean));
    }
    return loss / weight;
  }
}
