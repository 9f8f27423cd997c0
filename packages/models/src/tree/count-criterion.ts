import { glibcLog } from "@mlsys/core";
import { Criterion } from "./criterion.ts";
import type { TargetRows } from "./criterion.ts";

/** Criteria of classification: they look at the weights of the classes. */
export abstract class CountCriterion extends Criterion {
  readonly width: number;
  readonly total: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;

  constructor(rows: TargetRows, nClasses: number) {
    super(rows);
    this.width = nClasses;
    this.total = new Float64Array(nClasses);
    this.left = new Float64Array(nClasses);
    this.right = new Float64Array(nClasses);
  }

  /** The impurity of rows of these class weights. */
  protected abstract impurity(counts: Float64Array, weight: number): number;

  init(start: number, end: number): void {
    const { y, weights, samples } = this.rows;
    const { total } = this;
    this.start = start;
    this.end = end;
    total.fill(0);
    let sum = 0;
    for (let p = start; p < end; p++) {
      const row = samples[p] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      const code = y[row] as number;
      total[code] = (total[code] as number) + weight;
      sum += weight;
    }
    this.weightedNode = sum;
    this.reset();
  }

  reset(): void {
    this.pos = this.start;
    this.left.fill(0);
    this.right.set(this.total);
    this.weightedLeft = 0;
    this.weightedRight = this.weightedNode;
  }

  update(pos: number): void {
    if (pos - this.pos <= this.end - pos) this.add(this.pos, pos);
    else {
      this.left.set(this.total);
      this.weightedLeft = this.weightedNode;
      this.remove(pos);
    }
    this.weightedRight = this.weightedNode - this.weightedLeft;
    for (let c = 0; c < this.width; c++) this.right[c] = (this.total[c] as number) - (this.left[c] as number);
    this.pos = pos;
  }

  private add(from: number, to: number): void {
    const { y, weights, samples } = this.rows;
    const { left } = this;
    for (let p = from; p < to; p++) {
      const row = samples[p] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      const code = y[row] as number;
      left[code] = (left[code] as number) + weight;
      this.weightedLeft += weight;
    }
  }

  private remove(to: number): void {
    const { y, weights, samples } = this.rows;
    const { left } = this;
    for (let p = this.end - 1; p >= to; p--) {
      const row = samples[p] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      const code = y[row] as number;
      left[code] = (left[code] as number) - weight;
      this.weightedLeft -= weight;
    }
  }

  nodeImpurity(): number {
    return this.impurity(this.total, this.weightedNode);
  }

  childrenImpurity(): void {
    this.impurityLeft = this.impurity(this.left, this.weightedLeft);
    this.impurityRight = this.impurity(this.right, this.weightedRight);
  }

  nodeValue(into: Float64Array, at: number): void {
    for (let c = 0; c < this.width; c++) into[at + c] = (this.total[c] as number) / this.weightedNode;
  }

  // A monotonic constraint, of two classes only, rules the probability of the first.
  protected leftValue(): number {
    return (this.left[0] as number) / this.weightedLeft;
  }

  protected rightValue(): number {
    return (this.right[0] as number) / this.weightedRight;
  }

  middleValue(): number {
    return (this.left[0] as number) / (2 * this.weightedLeft) + (this.right[0] as number) / (2 * this.weightedRight);
  }

  override clip(into: Float64Array, at: number, lower: number, upper: number): void {
    super.clip(into, at, lower, upper);
    into[at + 1] = 1 - (into[at] as number);
  }
}

/** 1 - Σ share². */
export class GiniCriterion extends CountCriterion {
  protected impurity(counts: Float64Array, weight: number): number {
    let squares = 0;
    for (let c = 0; c < counts.length; c++) squares += (counts[c] as number) * (counts[c] as number);
    return 1 - squares / (weight * weight);
  }
}

/** -Σ share · log₂ share. */
export class EntropyCriterion extends CountCriterion {
  protected impurity(counts: Float64Array, weight: number): number {
    let entropy = 0;
    for (let c = 0; c < counts.length; c++) {
      if (!((counts[c] as number) > 0)) continue;
      const share = (counts[c] as number) / weight;
      entropy -= share * (glibcLog(share) / Math.LN2);
    }
    return entropy;
  }
}
