import { Criterion } from "./criterion.ts";
import type { TargetRows } from "./criterion.ts";
import { isTied } from "./feature-columns.ts";
import { MedianErrors } from "./median-errors.ts";
import { NodeRanks } from "./node-ranks.ts";
import type { SplitRules } from "./splitter.ts";

/** The mean distance from the weighted median, summed up over the outputs; for each place of a split, worked out once an order. */
export class AbsoluteErrorCriterion extends Criterion {
  readonly width: number;
  private readonly nodeRanks: NodeRanks;
  private readonly errors: MedianErrors;
  private readonly leftErrors: Float64Array;
  private readonly rightErrors: Float64Array;
  private readonly leftMedians: Float64Array;
  private readonly rightMedians: Float64Array;
  private readonly nodeMedians: Float64Array;

  constructor(rows: TargetRows) {
    super(rows);
    const n = rows.samples.length;
    this.width = rows.outputs;
    this.nodeRanks = new NodeRanks(rows);
    this.errors = new MedianErrors(rows, this.nodeRanks);
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
    this.nodeRanks.init(start, end);
    this.reset();
  }

  reset(): void {
    const { start, end, errors } = this;
    this.pos = start;
    this.weightedLeft = 0;
    this.weightedRight = this.weightedNode;
    this.leftErrors.fill(0, start, end);
    this.rightErrors.fill(0, start, end);
    for (let k = 0; k < this.width; k++) {
      this.nodeRanks.read(k, start, end);
      errors.add(start, end, 1, this.leftErrors, this.leftMedians);
      errors.add(end - 1, start - 1, -1, this.rightErrors, this.rightMedians);
      this.nodeMedians[k] = this.rightMedians[start] as number;
    }
  }

  override bestPlace(values: Float32Array, { minSamplesLeaf, minWeightLeaf }: SplitRules, above: number): number {
    const { start, end, weightedNode, leftErrors, rightErrors, width } = this;
    const { weights, samples } = this.rows;
    this.reset();
    let [weightedLeft, done, best, bestProxy] = [0, start, -1, above];
    const last = end - Math.max(1, minSamplesLeaf);
    for (let place = start + Math.max(1, minSamplesLeaf); place <= last; place++) {
      if (isTied(values[place] as number, values[place - 1] as number)) continue;
      for (; done < place; done++)
        weightedLeft += weights === undefined ? 1 : (weights[samples[done] as number] as number);
      const weightedRight = weightedNode - weightedLeft;
      if (weightedLeft < minWeightLeaf || weightedRight < minWeightLeaf) continue;
      const left = (leftErrors[place - 1] as number) / (weightedLeft * width);
      const right = (rightErrors[place] as number) / (weightedRight * width);
      const proxy = -weightedRight * right - weightedLeft * left;
      if (proxy > bestProxy) [best, bestProxy] = [place, proxy];
    }
    this.bestProxy = bestProxy;
    return best;
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
