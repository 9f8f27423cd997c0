import { glibcLog } from "@mlsys/core";
import { CloseCalls } from "./close-calls.ts";
import { Criterion } from "./criterion.ts";
import type { TargetRows } from "./criterion.ts";
import { isTied } from "./feature-columns.ts";
import { limitKey, MISSING } from "./order-keys.ts";
import type { SplitRules } from "./splitter.ts";

/** Sums of whole weights below this are exact. */
const LARGEST = 2 ** 53;

/** Criteria of classification: they look at the weights of the classes, output after output. */
export abstract class CountCriterion extends Criterion {
  readonly width: number;
  readonly total: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Whether sums are exact in any order of the rows. */
  readonly isExact: boolean;
  /** Whether there are two classes, and all weights are 1. */
  private readonly isPlainPair: boolean;
  private readonly close: CloseCalls;

  constructor(rows: TargetRows) {
    super(rows);
    this.isPlainPair = rows.outputs === 1 && rows.places === 2 && rows.weights === undefined;
    this.width = rows.outputs * rows.places;
    this.total = new Float64Array(this.width);
    this.left = new Float64Array(this.width);
    this.right = new Float64Array(this.width);
    this.isExact = rows.totalWeight < LARGEST && (rows.weights?.every(Number.isInteger) ?? true);
    this.close = new CloseCalls(this.width + 1);
  }

  /** The proxy, maybe a little off. */
  protected abstract quickProxy(): number;
  /** At least twice by how much it is. */
  protected abstract margin(): number;

  override bestPlace(values: Float32Array, { minSamplesLeaf, minWeightLeaf }: SplitRules, above: number): number {
    const { start, end, close, left, width } = this;
    const margin = this.margin();
    this.reset();
    close.begin(above);
    const last = end - Math.max(1, minSamplesLeaf);
    for (let place = start + Math.max(1, minSamplesLeaf); place <= last; place++) {
      if (isTied(values[place] as number, values[place - 1] as number)) continue;
      this.update(place);
      if (this.weightedLeft < minWeightLeaf || this.weightedRight < minWeightLeaf) continue;
      const slot = close.offer(place, this.quickProxy(), margin);
      if (slot < 0) continue;
      const from = slot * (width + 1);
      for (let at = 0; at < width; at++) close.kept[from + at] = left[at] as number;
      close.kept[from + width] = this.weightedLeft;
    }
    return this.decide(above);
  }

  /** The best of the places that were too close to call. */
  private decide(above: number): number {
    const { close, left, right, total, width } = this;
    let [best, bestProxy] = [-1, above];
    for (let slot = 0; slot < close.count; slot++) {
      const from = slot * (width + 1);
      for (let at = 0; at < width; at++) {
        left[at] = close.kept[from + at] as number;
        right[at] = (total[at] as number) - (left[at] as number);
      }
      this.weightedLeft = close.kept[from + width] as number;
      this.weightedRight = this.weightedNode - this.weightedLeft;
      const proxy = this.proxy();
      if (proxy > bestProxy) [best, bestProxy] = [close.places[slot] as number, proxy];
    }
    this.bestProxy = bestProxy;
    return best;
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
    const { left, right, total, width } = this;
    // Of a few elements, a loop is faster than fill and set.
    for (let at = 0; at < width; at++) {
      left[at] = 0;
      right[at] = total[at] as number;
    }
    this.weightedLeft = 0;
    this.weightedRight = this.weightedNode;
  }

  update(pos: number): void {
    const { left, total, right } = this;
    if (pos - this.pos <= this.end - pos) {
      this.weightedLeft = this.count(left, this.weightedLeft, this.pos, pos, 1, 1);
    } else {
      for (let at = 0; at < this.width; at++) left[at] = total[at] as number;
      this.weightedLeft = this.count(left, this.weightedNode, this.end - 1, pos - 1, -1, -1);
    }
    this.weightedRight = this.weightedNode - this.weightedLeft;
    for (let at = 0; at < this.width; at++) right[at] = (total[at] as number) - (left[at] as number);
    this.pos = pos;
  }

  /** Counts rows to the left by their keys, wherever they are; how many they are. Of use where sums are exact. */
  splitAt(keys: Int32Array, threshold: number, missingLeft: boolean): number {
    const { y, outputs, weights, samples } = this.rows;
    const { start, end, left, right, total } = this;
    if (this.isPlainPair) return this.splitPairAt(keys, threshold, missingLeft);
    const limit = limitKey(threshold);
    const missing = Number(missingLeft);
    let [count, weighted] = [0, 0];
    for (let at = 0; at < this.width; at++) left[at] = 0;
    for (let p = start; p < end; p++) {
      const key = keys[p] as number;
      // Numbers of comparisons, where a choice would be a branch to guess wrong every other time.
      const isLeft = Number(key <= limit) | (missing & Number(key === MISSING));
      const row = samples[p] as number;
      const weight = weights === undefined ? isLeft : isLeft * (weights[row] as number);
      for (let at = row * outputs; at < (row + 1) * outputs; at++) {
        const place = y[at] as number;
        left[place] = (left[place] as number) + weight;
      }
      weighted += weight;
      count += isLeft;
    }
    this.weightedLeft = weighted;
    this.weightedRight = this.weightedNode - weighted;
    for (let at = 0; at < this.width; at++) right[at] = (total[at] as number) - (left[at] as number);
    return count;
  }

  /** The same of two classes, all weights 1: sums that need not go through memory. */
  private splitPairAt(keys: Int32Array, threshold: number, missingLeft: boolean): number {
    const { y, samples } = this.rows;
    const { start, end, left, right, total } = this;
    const limit = limitKey(threshold);
    const missing = Number(missingLeft);
    let [count, second] = [0, 0];
    for (let p = start; p < end; p++) {
      const key = keys[p] as number;
      const isLeft = Number(key <= limit) | (missing & Number(key === MISSING));
      second = (second + (-isLeft & (y[samples[p] as number] as number))) | 0;
      count = (count + isLeft) | 0;
    }
    this.weightedLeft = count;
    this.weightedRight = this.weightedNode - count;
    left[0] = count - second;
    left[1] = second;
    right[0] = (total[0] as number) - left[0];
    right[1] = (total[1] as number) - second;
    return count;
  }

  /** Adds rows to counts (or takes them away, by the sign), and their weights to a sum, which it returns. */
  private count(counts: Float64Array, initial: number, from: number, to: number, step: 1 | -1, sign: 1 | -1): number {
    const { y, outputs, weights, samples } = this.rows;
    if (this.isPlainPair) {
      let second = 0;
      for (let p = from; p !== to; p += step) second += y[samples[p] as number] as number;
      const rows = (to - from) * step;
      counts[0] = (counts[0] as number) + sign * (rows - second);
      counts[1] = (counts[1] as number) + sign * second;
      return initial + sign * rows;
    }
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

  protected quickProxy(): number {
    return this.proxy();
  }

  protected margin(): number {
    return 0;
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

  // The sum of n · log₂ n over classes and children, less that of the children's weights.
  protected quickProxy(): number {
    const { left, right, width } = this;
    const { outputs } = this.rows;
    let sum = -outputs * (weighted(this.weightedLeft) + weighted(this.weightedRight));
    for (let at = 0; at < width; at++) sum += weighted(left[at] as number) + weighted(right[at] as number);
    return sum / outputs;
  }

  protected margin(): number {
    const largest = this.weightedNode * Math.abs(Math.log2(this.weightedNode)) + 1;
    return 64 * Number.EPSILON * (this.width + 1) * largest;
  }
}

const LARGEST_PRODUCT = 1 << 15;
/** n · log₂ n of small whole numbers; made at the first call. */
let products: Float64Array | undefined;

function weighted(n: number): number {
  products ??= new Float64Array(LARGEST_PRODUCT).map((_, k) => (k === 0 ? 0 : k * Math.log2(k)));
  if (n < LARGEST_PRODUCT && Math.floor(n) === n) return products[n] as number;
  return n > 0 ? n * Math.log2(n) : 0;
}
