import type { CountCriterion } from "./count-criterion.ts";
import type { TargetRows } from "./criterion.ts";
import { isTied } from "./feature-columns.ts";
import type { FeatureDraws } from "./feature-draws.ts";
import type { FeatureRanks } from "./feature-ranks.ts";
import { NodeBlock } from "./node-block.ts";
import { sortKeys } from "./sort-keys.ts";
import { measureSplit, noSplit } from "./splitter.ts";
import type { NodeFacts, Split, SplitRules, Splitter } from "./splitter.ts";

/**
 * The best split by the Gini index where all weights are whole: sums of counts are exact in any order, so that rows are sorted as
 * whole numbers (rank, then class and weight), and squares are kept up to date instead of added up at each place.
 */
export class CountingSplitter implements Splitter {
  readonly criterion: CountCriterion;
  readonly rules: SplitRules;
  readonly nSamples: number;
  private readonly samples: Int32Array;
  private readonly draws: FeatureDraws;
  private readonly features: FeatureRanks;
  private readonly payloads: Payloads;
  private readonly keys: Int32Array;
  private readonly spare: Int32Array;
  private readonly left: Float64Array;
  private readonly block: NodeBlock;
  private bestProxy = -Infinity;
  private bestRank = 0;

  constructor(parts: CountingParts) {
    this.criterion = parts.criterion;
    this.rules = parts.rules;
    this.draws = parts.draws;
    this.samples = parts.samples;
    this.features = parts.features;
    this.payloads = parts.payloads;
    this.nSamples = this.samples.length;
    this.keys = new Int32Array(this.nSamples);
    this.spare = new Int32Array(this.nSamples);
    this.block = new NodeBlock(this.nSamples, this.features.distinct.length);
    this.left = new Float64Array(this.criterion.width);
  }

  split(start: number, end: number, facts: NodeFacts): Split {
    const { draws, keys } = this;
    const { bits } = this.payloads;
    const count = end - start;
    const best = noSplit(end);
    this.bestProxy = -Infinity;
    if (!this.block.holds(start, end)) {
      this.block.take(this.samples, start, end, this.features, this.payloads.payload, bits);
    }
    draws.begin(facts.constants);
    for (let feature = draws.next(); feature >= 0; feature = draws.next()) {
      const values = this.features.distinct[feature] as Float32Array;
      this.readKeys(feature, start, end);
      const [first, last] = [(keys[0] as number) >>> bits, (keys[count - 1] as number) >>> bits];
      if (first === last || isTied(values[last] as number, values[first] as number)) draws.wasConstant();
      else {
        draws.wasVarying();
        this.search(start, count, feature, values, best);
      }
    }
    if (best.pos < end) {
      this.partition(start, end, best.feature);
      measureSplit(this.criterion, best, facts.impurity);
    }
    best.constants = draws.end();
    return best;
  }

  /** Puts the rows up to the best rank in front. Each is written to both sides, and counts on one: no branch to guess wrong. */
  private partition(start: number, end: number, feature: number): void {
    const { samples, spare, bestRank, block } = this;
    if (block.holds(start, end)) {
      this.partitionBlock(start, end, feature);
      return;
    }
    const { ranks } = this.features;
    const column = feature * this.payloads.payload.length;
    let [left, right] = [start, 0];
    for (let p = start; p < end; p++) {
      const row = samples[p] as number;
      const goesLeft = ((ranks[column + row] as number) - bestRank - 1) >>> 31;
      samples[left] = row;
      spare[right] = row;
      left += goesLeft;
      right += 1 - goesLeft;
    }
    samples.set(spare.subarray(0, right), left);
  }

  /** The same of rows in the block, with their places there. */
  private partitionBlock(start: number, end: number, feature: number): void {
    const { samples, spare, bestRank, keys: sparePlaces } = this;
    const { keys, places, most } = this.block;
    const { bits } = this.payloads;
    let [left, right] = [start, 0];
    for (let p = start; p < end; p++) {
      const row = samples[p] as number;
      const place = places[p] as number;
      const goesLeft = (((keys[feature * most + place] as number) >>> bits) - bestRank - 1) >>> 31;
      samples[left] = row;
      places[left] = place;
      spare[right] = row;
      sparePlaces[right] = place;
      left += goesLeft;
      right += 1 - goesLeft;
    }
    // Of a few rows, a loop is faster than set.
    for (let at = 0; at < right; at++) {
      samples[left + at] = spare[at] as number;
      places[left + at] = sparePlaces[at] as number;
    }
  }

  private readKeys(feature: number, start: number, end: number): void {
    const { keys, samples, block } = this;
    const { ranks } = this.features;
    const { payload, bits } = this.payloads;
    if (block.holds(start, end)) {
      const own = feature * block.most;
      const { keys: near, places } = block;
      for (let p = start; p < end; p++) keys[p - start] = near[own + (places[p] as number)] as number;
    } else {
      const column = feature * payload.length;
      for (let p = start; p < end; p++) {
        const row = samples[p] as number;
        keys[p - start] = ((ranks[column + row] as number) << bits) | (payload[row] as number);
      }
    }
    sortKeys(keys, this.spare, end - start, bits);
  }

  private search(start: number, count: number, feature: number, values: Float32Array, best: Split): void {
    const { keys, left, rules } = this;
    const { total, weightedNode } = this.criterion;
    const { bits, classOf, weightOf } = this.payloads;
    const mask = (1 << bits) - 1;
    left.fill(0);
    let [squaresLeft, squaresRight, weightedLeft] = [0, 0, 0];
    for (let c = 0; c < total.length; c++) squaresRight += (total[c] as number) * (total[c] as number);
    let key = keys[0] as number;
    for (let n = 1; n < count; n++) {
      const code = classOf[key & mask] as number;
      const weight = weightOf[key & mask] as number;
      const before = left[code] as number;
      squaresLeft += weight * (2 * before + weight);
      squaresRight -= weight * (2 * ((total[code] as number) - before) - weight);
      left[code] = before + weight;
      weightedLeft += weight;
      const rank = key >>> bits;
      key = keys[n] as number;
      if (key >>> bits === rank) continue;
      const weightedRight = weightedNode - weightedLeft;
      const giniLeft = 1 - squaresLeft / (weightedLeft * weightedLeft);
      const giniRight = 1 - squaresRight / (weightedRight * weightedRight);
      const proxy = -weightedRight * giniRight - weightedLeft * giniLeft;
      if (!(proxy > this.bestProxy)) continue;
      if (n < rules.minSamplesLeaf || count - n < rules.minSamplesLeaf) continue;
      if (weightedLeft < rules.minWeightLeaf || weightedRight < rules.minWeightLeaf) continue;
      const [value, next] = [values[rank] as number, values[key >>> bits] as number];
      if (isTied(next, value)) continue;
      this.bestProxy = proxy;
      this.bestRank = rank;
      best.feature = feature;
      best.threshold = value / 2 + next / 2;
      best.pos = start + n;
      best.missingLeft = n > count - n;
    }
  }
}

/** What a {@link CountingSplitter} works on. */
export interface CountingParts {
  readonly criterion: CountCriterion;
  readonly rules: SplitRules;
  readonly draws: FeatureDraws;
  readonly samples: Int32Array;
  readonly features: FeatureRanks;
  readonly payloads: Payloads;
}

/** What a key says of a row besides its rank: which of the pairs of class and weight it has. */
export interface Payloads {
  readonly payload: Int32Array;
  readonly classOf: Int32Array;
  readonly weightOf: Float64Array;
  readonly bits: number;
}

/** Sums of squares of counts stay exact below this weight. */
const LARGEST_WEIGHT = 2 ** 26;

/** The pairs of class and weight; undefined when weights are not whole, or a key would not fit into 31 bits. */
export function payloadsOf(
  { y, places: nClasses, weights, totalWeight }: TargetRows,
  nRanks: number,
): Payloads | undefined {
  if (totalWeight > LARGEST_WEIGHT) return undefined;
  const pairs = new Map<number, number>();
  const payload = new Int32Array(y.length);
  for (let i = 0; i < y.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (!Number.isInteger(weight)) return undefined;
    const pair = weight * nClasses + (y[i] as number);
    let place = pairs.get(pair);
    if (place === undefined) pairs.set(pair, (place = pairs.size));
    payload[i] = place;
  }
  const bits = 32 - Math.clz32(pairs.size - 1);
  if (32 - Math.clz32(nRanks) + bits > 31) return undefined;
  return {
    payload,
    classOf: Int32Array.from(pairs.keys(), (pair) => pair % nClasses),
    weightOf: Float64Array.from(pairs.keys(), (pair) => Math.floor(pair / nClasses)),
    bits,
  };
}
