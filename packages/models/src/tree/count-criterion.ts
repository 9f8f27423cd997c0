import { glibcLog } from "@mlsys/core";
import { Criterion } from "./criterion.ts";
import type { TargetRows } from "./criterion.ts";

/** Criteria of classification: they look at the weights of the classes, output after output. */
export abstract class CountCriterion extends Criterion {
  readonly width: number;
  readonly total: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;

  constructor(rows: TargetRows) {
    super(rows);
    this.width = rows.outputs * rows.places;
    this.total = new Float64Array(this.width);
    this.left = new Float64Array(this.width);
    this.right = new Float64Array(this.width);
  }

  /** The impurity of rows of these class weights, the mean over the outputs. */
  protected abstract impurity(counts: Float64Array, weight: number): number;

  init(start: number, end: number): void {
    this.start = start;
    this.end = end;
    this.total.fill(0);
    this.weightedNode = this.count(this.total, 0, start, end, 1, 1);
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
    const { left, total, right } = this;
    if (pos - this.pos <= this.end - pos) {
      this.weightedLeft = this.count(left, this.weightedLeft, this.pos, pos, 1, 1);
    } else {
      left.set(total);
      this.weightedLeft = this.count(left, this.weightedNode, this.end - 1, pos - 1, -1, -1);
    }
    this.weightedRight = this.weightedNode - this.weightedLeft;
    for (let at = 0; at < this.width; at++) right[at] = (total[at] as number) - (left[at] as number);
    this.pos = pos;
  }

  /** Adds rows to counts (or takes them away, by the sign), and their weights to a sum, which it returns. */
  private count(counts: Float64Array, initial: number, from: number, to: number, step: 1 | -1, sign: 1 | -1): number {
    const { y, outputs, weights, samples } = this.rows;
    let sum = initial;
    for (let p = from; p !== to; p += step) {
      const row = samples[p] as number;
      const weight = weights === undefined ? sign : sign * (weights[row] as number);
      for (let at = row * outputs; at < (row + 1) * outputs; at++) {
        const place = y[at] as number;
        counts[place] = (counts[place] as number) + weight;
      }
      sum += weight;
    }
    return sum;
  }

  nodeImpurity(): number {
    return this.impurity(this.total, this.weightedNode);
  }

  childrenImpurity(): void {
    this.impurityLeft = this.impurity(this.left, this.weightedLeft);
    this.impurityRight = this.impurity(this.right, this.weightedRight);
  }

  nodeValue(into: Float64Array, at: number): void {
    for (let place = 0; place < this.width; place++) {
      into[at + place] = (this.total[place] as number) / this.weightedNode;
    }
  }

  // A monotonic constraint, of one output and two classes only, rules the probability of the first.
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
    const { outputs, places } = this.rows;
    let gini = 0;
    for (let from = 0; from < counts.length; from += places) {
      let squares = 0;
      for (let at = from; at < from + places; at++) squares += (counts[at] as number) * (counts[at] as number);
      gini += 1 - squares / (weight * weight);
    }
    return gini / outputs;
  }
}

/** -Σ share · log₂ share. */
export class EntropyCriterion extends CountCriterion {
  protected impurity(counts: Float64Array, weight: number): number {
    let entropy = 0;
    for (let at = 0; at < counts.length; at++) {
      if (!((counts[at] as number) > 0)) continue;
      const share = (counts[at] as number) / weight;
      entropy -= share * (glibcLog(share) / Math.LN2);
    }
    return entropy / this.rows.outputs;
  }
}
