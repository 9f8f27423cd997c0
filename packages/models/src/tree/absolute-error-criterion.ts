import { Criterion } from "./criterion.ts";
import type { TargetRows } from "./criterion.ts";
import { introsort } from "./introsort.ts";
import { WeightedMedianSums } from "./weighted-median-sums.ts";

/** The mean distance from the weighted median, summed up over the outputs; for each place of a split, worked out once an order. */
export class AbsoluteErrorCriterion extends Criterion {
  readonly width: number;
  private readonly sums: WeightedMedianSums;
  private readonly sorted: Float64Array;
  private readonly sortedIds: Int32Array;
  private readonly ranks: Int32Array;
  private readonly leftErrors: Float64Array;
  private readonly rightErrors: Float64Array;
  private readonly leftMedians: Float64Array;
  private readonly rightMedians: Float64Array;
  private readonly nodeMedians: Float64Array;

  constructor(rows: TargetRows) {
    super(rows);
    const n = rows.samples.length;
    this.width = rows.outputs;
    this.sums = new WeightedMedianSums(n);
    this.sorted = new Float64Array(n);
    this.sortedIds = new Int32Array(n);
    this.ranks = new Int32Array(n);
    this.leftErrors = new Float64Array(n);
    this.rightErrors = new Float64Array(n);
    this.leftMedians = new Float64Array(n);
    this.rightMedians = new Float64Array(n);
    this.nodeMedians = new Float64Array(this.width);
  }

  init(start: number, end: number): void {
    this.start = start;
    this.end = end;
    this.weightedNode = this.weightOf(start, end, 0);
    this.reset();
  }

  reset(): void {
    const { start, end } = this;
    this.pos = start;
    this.weightedLeft = 0;
    this.weightedRight = this.weightedNode;
    this.leftErrors.fill(0, start, end);
    this.rightErrors.fill(0, start, end);
    for (let k = 0; k < this.width; k++) {
      this.rank(k);
      this.pass(start, end, 1, this.leftErrors, this.leftMedians);
      this.pass(end - 1, start - 1, -1, this.rightErrors, this.rightMedians);
      this.nodeMedians[k] = this.rightMedians[start] as number;
    }
  }

  private rank(output: number): void {
    const { y, outputs, samples } = this.rows;
    const n = this.end - this.start;
    for (let i = 0; i < n; i++) {
      this.sorted[i] = y[(samples[this.start + i] as number) * outputs + output] as number;
      this.sortedIds[i] = i;
    }
    introsort(this.sorted, this.sortedIds, 0, n);
    for (let i = 0; i < n; i++) this.ranks[this.start + (this.sortedIds[i] as number)] = i;
  }

  private pass(from: number, to: number, step: number, errors: Float64Array, medians: Float64Array): void {
    const { weights, samples } = this.rows;
    const { sums, sorted } = this;
    sums.reset(this.end - this.start);
    for (let p = from; p !== to; p += step) {
      const rank = this.ranks[p] as number;
      const weight = weights === undefined ? 1 : (weights[samples[p] as number] as number);
      sums.add(rank, sorted[rank] as number, weight);
      sums.search();
      const above = sorted[sums.rank] as number;
      const median = sums.rank === sums.rankBefore ? above : ((sorted[sums.rankBefore] as number) + above) / 2;
      const weightAbove = sums.totalWeight - sums.weightBelow;
      const valueAbove = sums.totalValue - sums.valueBelow;
      medians[p] = median;
      const error = valueAbove - median * weightAbove + (median * sums.weightBelow - sums.valueBelow);
      errors[p] = (errors[p] as number) + error;
    }
  }

  update(pos: number): void {
    this.weightedLeft = this.weightOf(this.pos, pos, this.weightedLeft);
    this.weightedRight = this.weightedNode - this.weightedLeft;
    this.pos = pos;
  }

  private weightOf(from: number, to: number, initial: number): number {
    const { weights, samples } = this.rows;
    let sum = initial;
    for (let p = from; p < to; p++) sum += weights === undefined ? 1 : (weights[samples[p] as number] as number);
    return sum;
  }

  nodeImpurity(): number {
    return (this.rightErrors[this.start] as number) / (this.weightedNode * this.width);
  }

  childrenImpurity(): void {
    const left = this.pos > this.start ? (this.leftErrors[this.pos - 1] as number) : 0;
    const right = this.pos < this.end ? (this.rightErrors[this.pos] as number) : 0;
    this.impurityLeft = left / (this.weightedLeft * this.width);
    this.impurityRight = right / (this.weightedRight * this.width);
  }

  nodeValue(into: Float64Array, at: number): void {
    into.set(this.nodeMedians, at);
  }

  // A monotonic constraint is of one output only, so that the last medians are those that count.
  protected leftValue(): number {
    return this.leftMedians[this.pos - 1] as number;
  }

  protected rightValue(): number {
    return this.rightMedians[this.pos] as number;
  }

  middleValue(): number {
    return (this.leftValue() + this.rightValue()) / 2;
  }
}
