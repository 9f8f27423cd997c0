import { SLOTS } from "./histograms.ts";
import type { Histograms } from "./histograms.ts";

/** What is fixed for all splits of a fit. */
export interface HistogramRules {
  /** Bins of each feature, but for that of missing numbers. */
  readonly binCounts: Int32Array;
  readonly missingBin: number;
  readonly hasMissing: Uint8Array;
  readonly isCategorical: Uint8Array;
  readonly monotonic: Int8Array;
  readonly l2: number;
  readonly minSamplesLeaf: number;
}

/** A node, as far as its split depends on it. */
export interface SplitNode {
  readonly count: number;
  readonly sumGradients: number;
  readonly sumHessians: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** The best split of a node; its gain is at most 0 when there is none. */
export interface HistogramSplit {
  gain: number;
  feature: number;
  /** The last bin that goes to the left. */
  bin: number;
  missingLeft: boolean;
  gradientsLeft: number;
  hessiansLeft: number;
  countLeft: number;
  /** 1 for each category that goes to the left; undefined unless the feature has categories. */
  categories: Uint8Array | undefined;
}

const MIN_HESSIAN = 1e-3;
const CATEGORY_SUPPORT = 10;

export function findSplit(
  histograms: Histograms,
  node: SplitNode,
  rules: HistogramRules,
  features: Int32Array,
): HistogramSplit {
  let best = noSplit(features[0] ?? 0);
  for (const feature of features) {
    const own = noSplit(feature);
    if (rules.isCategorical[feature] === 1) scanCategories(histograms, node, rules, own);
    else {
      scanUp(histograms, node, rules, own);
      if (rules.hasMissing[feature] === 1) scanDown(histograms, node, rules, own);
    }
    if (own.gain > best.gain) best = own;
  }
  return best;
}

function noSplit(feature: number): HistogramSplit {
  return {
    gain: -1,
    feature,
    bin: 0,
    missingLeft: false,
    gradientsLeft: 0,
    hessiansLeft: 0,
    countLeft: 0,
    categories: undefined,
  };
}

/** The value of a leaf: a step of Newton's method, within its bounds. */
export function leafValue(gradients: number, hessians: number, lower: number, upper: number, l2: number): number {
  const value = -gradients / (hessians + l2 + 1e-15);
  return value < lower ? lower : value > upper ? upper : value;
}

/** Tries all thresholds from below; missing numbers go to the right. The gain is that of `gainBetween`, written out: it is what costs. */
function scanUp({ sums, counts }: Histograms, node: SplitNode, rules: HistogramRules, best: HistogramSplit): void {
  const { feature } = best;
  const { sumGradients, sumHessians, lower, upper } = node;
  const { minSamplesLeaf, l2 } = rules;
  const constraint = rules.monotonic[feature] as number;
  const loss = sumGradients * node.value;
  const mostLeft = node.count - minSamplesLeaf;
  let slot = feature * SLOTS;
  const start = slot;
  const end = slot + (rules.binCounts[feature] as number) - 1 + (rules.hasMissing[feature] as number);
  let bestGain = Math.max(0, best.gain);
  let [gradients, hessians, count] = [0, 0, 0];
  for (; slot < end; slot++) {
    count += counts[slot] as number;
    gradients += sums[2 * slot] as number;
    hessians += sums[2 * slot + 1] as number;
    if (count < minSamplesLeaf) continue;
    if (count > mostLeft) break;
    if (hessians < MIN_HESSIAN) continue;
    const hessiansRight = sumHessians - hessians;
    if (hessiansRight < MIN_HESSIAN) break;
    const gradientsRight = sumGradients - gradients;
    let left = -gradients / (hessians + l2 + 1e-15);
    let right = -gradientsRight / (hessiansRight + l2 + 1e-15);
    if (left < lower) left = lower;
    else if (left > upper) left = upper;
    if (right < lower) right = lower;
    else if (right > upper) right = upper;
    const gain = loss - gradients * left - gradientsRight * right;
    if (!(gain > bestGain) || (left - right) * constraint > 0) continue;
    bestGain = gain;
    best.gain = gain;
    best.bin = slot - start;
    best.gradientsLeft = gradients;
    best.hessiansLeft = hessians;
    best.countLeft = count;
    best.missingLeft = false;
  }
}

/** Tries all thresholds from above; missing numbers go to the left. */
function scanDown({ sums, counts }: Histograms, node: SplitNode, rules: HistogramRules, best: HistogramSplit): void {
  const { feature } = best;
  const offset = feature * SLOTS;
  let [gradientsRight, hessiansRight, countRight] = [0, 0, 0];
  for (let bin = (rules.binCounts[feature] as number) - 2; bin >= 0; bin--) {
    countRight += counts[offset + bin + 1] as number;
    gradientsRight += sums[2 * (offset + bin + 1)] as number;
    hessiansRight += sums[2 * (offset + bin + 1) + 1] as number;
    const [gradients, hessians] = [node.sumGradients - gradientsRight, node.sumHessians - hessiansRight];
    if (countRight < rules.minSamplesLeaf) continue;
    if (node.count - countRight < rules.minSamplesLeaf) break;
    if (hessiansRight < MIN_HESSIAN) continue;
    if (hessians < MIN_HESSIAN) break;
    const gain = gainBetween(gradients, hessians, gradientsRight, hessiansRight, node, rules, feature);
    if (!(gain > best.gain && gain > 0)) continue;
    best.gain = gain;
    best.bin = bin;
    best.gradientsLeft = gradients;
    best.hessiansLeft = hessians;
    best.countLeft = node.count - countRight;
    best.missingLeft = true;
  }
}

/**
 * Sorts categories by their gradient a weight and tries to cut them in two, from both ends.
 *
 * @see Fisher, "On grouping for maximum homogeneity", Journal of the American Statistical Association 53 (284), 1958.
 */
function scanCategories(histograms: Histograms, node: SplitNode, rules: HistogramRules, best: HistogramSplit): void {
  const order = categoryOrder(histograms, node, rules, best.feature);
  if (order.length <= 1) return;
  const half = (order.length + 1) >> 1;
  scanOrder(histograms, node, rules, best, order, half);
  scanOrder(histograms, node, rules, best, order.toReversed(), half - 1);
}

function categoryOrder({ sums }: Histograms, node: SplitNode, rules: HistogramRules, feature: number): number[] {
  const offset = feature * SLOTS;
  const support = node.count / node.sumHessians;
  const bins = Array.from({ length: rules.binCounts[feature] as number }, (_, bin) => bin);
  if (rules.hasMissing[feature] === 1) bins.push(rules.missingBin);
  const hessian = (bin: number) => sums[2 * (offset + bin) + 1] as number;
  const value = (bin: number) => (sums[2 * (offset + bin)] as number) / (hessian(bin) + CATEGORY_SUPPORT);
  const common = bins.filter((bin) => hessian(bin) * support >= CATEGORY_SUPPORT);
  // Of equal categories the last comes first, as C's sort has it.
  return common.reverse().sort((a, b) => value(a) - value(b));
}

function scanOrder(
  { sums, counts }: Histograms,
  node: SplitNode,
  rules: HistogramRules,
  best: HistogramSplit,
  order: readonly number[],
  end: number,
): void {
  const offset = best.feature * SLOTS;
  let [gradients, hessians, count] = [0, 0, 0];
  for (let i = 0; i < end; i++) {
    const slot = offset + (order[i] as number);
    count += counts[slot] as number;
    gradients += sums[2 * slot] as number;
    hessians += sums[2 * slot + 1] as number;
    if (count < rules.minSamplesLeaf || hessians < MIN_HESSIAN) continue;
    if (node.count - count < rules.minSamplesLeaf || node.sumHessians - hessians < MIN_HESSIAN) break;
    const gain = gainOf(gradients, hessians, node, rules, best.feature);
    if (!(gain > best.gain && gain > 0)) continue;
    const categories = new Uint8Array(SLOTS);
    for (let left = 0; left <= i; left++) categories[order[left] as number] = 1;
    best.gain = gain;
    best.bin = 0;
    best.gradientsLeft = gradients;
    best.hessiansLeft = hessians;
    best.countLeft = count;
    best.categories = categories;
    best.missingLeft = categories[rules.missingBin] === 1;
  }
}

function gainOf(gradients: number, hessians: number, node: SplitNode, rules: HistogramRules, feature: number): number {
  const [gradientsRight, hessiansRight] = [node.sumGradients - gradients, node.sumHessians - hessians];
  return gainBetween(gradients, hessians, gradientsRight, hessiansRight, node, rules, feature);
}

/** How much less loss two leaves have than one; -1 when that breaks a monotonic constraint. */
function gainBetween(
  gradientsLeft: number,
  hessiansLeft: number,
  gradientsRight: number,
  hessiansRight: number,
  { value, sumGradients, lower, upper }: SplitNode,
  { l2, monotonic }: HistogramRules,
  feature: number,
): number {
  const left = leafValue(gradientsLeft, hessiansLeft, lower, upper, l2);
  const right = leafValue(gradientsRight, hessiansRight, lower, upper, l2);
  if ((left - right) * (monotonic[feature] as number) > 0) return -1;
  return sumGradients * value - gradientsLeft * left - gradientsRight * right;
}
