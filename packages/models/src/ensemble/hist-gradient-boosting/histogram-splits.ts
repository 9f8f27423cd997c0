import { SLOTS } from "../../internal/row-loops/boosting-layout.ts";
import { leafValue } from "../../internal/row-loops/scan-feature.ts";
import type { Histograms } from "./histogram-store.ts";

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

/**
 * The best split of a node: of those that the loops found by feature, and of categories.
 *
 * @param results - gain, bin, whether missing numbers go left, gradients, hessians and rows of the left, by feature.
 * @param histograms - those of the node.
 * @param node - its rows and their derivatives.
 * @param rules - what is fixed for all splits.
 * @param features - the features that may be split by.
 */
export function bestSplit(
  results: Float64Array,
  histograms: () => Histograms,
  node: SplitNode,
  rules: HistogramRules,
  features: Int32Array,
): HistogramSplit {
  let best = noSplit(features[0] ?? 0);
  for (const feature of features) {
    if (rules.isCategorical[feature] === 1) {
      const own = noSplit(feature);
      scanCategories(histograms(), node, rules, own);
      if (own.gain > best.gain) best = own;
    } else if ((results[6 * feature] as number) > best.gain) {
      const [gain = 0, bin = 0, missing, gradientsLeft = 0, hessiansLeft = 0, countLeft = 0] = results.subarray(
        6 * feature,
        6 * feature + 6,
      );
      const missingLeft = missing === 1;
      best = { gain, feature, bin, missingLeft, gradientsLeft, hessiansLeft, countLeft, categories: undefined };
    }
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
    const gain = gainOf(gradients, hessians, node, rules);
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

/** How much less loss two leaves have than one. */
function gainOf(
  gradients: number,
  hessians: number,
  { value, sumGradients, sumHessians, lower, upper }: SplitNode,
  { l2 }: HistogramRules,
): number {
  const [gradientsRight, hessiansRight] = [sumGradients - gradients, sumHessians - hessians];
  const left = leafValue(gradients, hessians, lower, upper, l2);
  const right = leafValue(gradientsRight, hessiansRight, lower, upper, l2);
  return sumGradients * value - gradients * left - gradientsRight * right;
}
