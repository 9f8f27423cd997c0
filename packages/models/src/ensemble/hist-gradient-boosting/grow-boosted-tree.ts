import { leafValue } from "../../internal/row-loops/scan-feature.ts";
import { pairwiseSum } from "../../internal/sums.ts";
import type { BoostingMemory } from "./boosting-memory.ts";
import type { StoredHistograms } from "./histogram-store.ts";
import { bestSplit } from "./histogram-splits.ts";
import type { HistogramRules, HistogramSplit } from "./histogram-splits.ts";
import { SplitQueue } from "./split-queue.ts";

/** When a boosted tree stops growing, and what its values are. */
export interface BoostedTreeRules extends HistogramRules {
  readonly maxLeafNodes: number;
  readonly maxDepth: number;
  readonly learningRate: number;
  /** Groups of features that may meet on a way; undefined when all may. */
  readonly interactions: readonly Int32Array[] | undefined;
  /** Draws the features that a node may be split by; undefined for all. */
  readonly drawFeatures: ((features: Int32Array) => Int32Array) | undefined;
}

/** A node of a growing tree. */
export interface BoostedNode {
  readonly depth: number;
  /** Its rows are at the places from `start` to `end` of the samples. */
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly sumGradients: number;
  readonly sumHessians: number;
  value: number;
  lower: number;
  upper: number;
  gain: number;
  features: Int32Array;
  /** Which groups of features still may meet. */
  groups: readonly number[];
  histograms: StoredHistograms | undefined;
  split: HistogramSplit | undefined;
  left: BoostedNode | undefined;
  right: BoostedNode | undefined;
}

/** Grows trees on the same binned rows, the node of the largest gain first. */
export class BoostedTreeGrower {
  private readonly memory: BoostingMemory;
  private readonly rules: BoostedTreeRules;
  private readonly allFeatures: Int32Array;

  constructor(memory: BoostingMemory, rules: BoostedTreeRules) {
    this.memory = memory;
    this.rules = rules;
    this.allFeatures = Int32Array.from({ length: memory.cols }, (_, j) => j);
    memory.setRules(rules);
  }

  get learningRate(): number {
    return this.rules.learningRate;
  }

  /** Grows a tree on the derivatives of one of the trees of an iteration; its root and its leaves. */
  grow(tree: number) {
    const growth = new Growth(tree);
    const root = this.makeRoot(growth);
    if (root.count < 2 * this.rules.minSamplesLeaf || root.sumHessians < 1e-3) this.finish(growth, root);
    else {
      this.memory.splitFeatures(root.features, 0, 0, [root.histograms as number, 0], [root, undefined]);
      this.queue(growth, root, 0);
    }
    for (let node = growth.queue.pop(); node !== undefined; node = growth.queue.pop()) {
      this.splitNode(growth, node);
    }
    for (const leaf of growth.leaves) leaf.value *= this.rules.learningRate;
    return { root, leaves: growth.leaves };
  }

  private makeRoot({ tree }: Growth): BoostedNode {
    const { memory, rules } = this;
    const { rows, store } = memory;
    const histograms = store.take();
    memory.countRows(tree, this.allFeatures, histograms);
    const { sums } = store.at(histograms);
    const sum = (offset: number) => pairwiseSum(sums, offset, rules.missingBin + 1, 2);
    return {
      ...newNode(0, 0, rows),
      sumGradients: sum(0),
      sumHessians: sum(1),
      features: this.allFeatures,
      groups: rules.interactions?.map((_, group) => group) ?? [],
      histograms,
    };
  }

  /** Takes the split of a node that was looked at as the first or the second of two. */
  private queue(growth: Growth, node: BoostedNode, side: number): void {
    const { store, results, cols } = this.memory;
    const address = node.histograms as number;
    const found = results.subarray(side * cols * 6, (side + 1) * cols * 6);
    const features = this.rules.drawFeatures?.(node.features) ?? node.features;
    node.split = bestSplit(found, () => store.at(address), node, this.rules, features);
    node.gain = node.split.gain;
    if (node.gain <= 0) this.finish(growth, node);
    else {
      node.histograms = store.keep(address);
      growth.queue.push(node);
    }
  }

  private finish(growth: Growth, node: BoostedNode): void {
    node.split = undefined;
    this.memory.store.release(node.histograms);
    node.histograms = undefined;
    growth.leaves.push(node);
  }

  private splitNode(growth: Growth, node: BoostedNode): void {
    const { split } = node;
    if (split === undefined) return;
    const leaves = growth.leaves.length + growth.queue.size + 2;
    const [left, right] = this.makeChildren(node, split);
    node.left = left;
    node.right = right;
    const isFull = leaves === this.rules.maxLeafNodes;
    const isLast = isFull || left.depth === this.rules.maxDepth;
    const isOpen = ({ count }: BoostedNode) => !isLast && count >= 2 * this.rules.minSamplesLeaf;
    const smaller = left.count < right.count ? left : right;
    const needsHistograms = isOpen(left) || isOpen(right);
    this.divide(growth.tree, node, split, needsHistograms ? (smaller === left ? 1 : 2) : 0);
    for (const child of [left, right]) if (!isOpen(child)) this.finish(growth, child);
    if (isFull) for (const leaf of growth.queue.drain()) this.finish(growth, leaf);
    if (needsHistograms) this.fillHistograms(growth, node, smaller, isOpen);
    else this.memory.store.release(node.histograms);
    node.histograms = undefined;
  }

  /** Counts the smaller child, takes it from the parent for the larger, and looks for the splits of those that are open. */
  private fillHistograms(
    growth: Growth,
    node: BoostedNode,
    smaller: BoostedNode,
    isOpen: (child: BoostedNode) => boolean,
  ): void {
    const { left, right } = node;
    if (left === undefined || right === undefined || node.histograms === undefined) return;
    const { memory } = this;
    const larger = smaller === left ? right : left;
    const addresses = [memory.store.take(), memory.store.find(node.histograms)] as const;
    const open = [smaller, larger].map((child) => (isOpen(child) ? child : undefined));
    memory.splitFeatures(smaller.features, smaller.start, smaller.count, addresses, [open[0], open[1]]);
    [smaller.histograms, larger.histograms] = addresses;
    for (const child of [left, right]) {
      if (isOpen(child)) this.queue(growth, child, child === smaller ? 0 : 1);
      else {
        memory.store.release(child.histograms);
        child.histograms = undefined;
      }
    }
  }

  private makeChildren(node: BoostedNode, split: HistogramSplit): readonly [BoostedNode, BoostedNode] {
    const { l2 } = this.rules;
    const { lower, upper } = node;
    const [gradients, hessians] = [node.sumGradients - split.gradientsLeft, node.sumHessians - split.hessiansLeft];
    const allowed = this.allowedAfter(node, split.feature);
    const { rows } = this.memory;
    // Samples go to and fro between two places; all rows stay in a third.
    const start = (node.start % rows) + (node.depth % 2 === 0 ? rows : 2 * rows);
    const middle = start + split.countLeft;
    const left: BoostedNode = {
      ...newNode(node.depth + 1, start, middle),
      ...allowed,
      sumGradients: split.gradientsLeft,
      sumHessians: split.hessiansLeft,
      value: leafValue(split.gradientsLeft, split.hessiansLeft, lower, upper, l2),
    };
    const right: BoostedNode = {
      ...newNode(node.depth + 1, middle, start + node.count),
      ...allowed,
      sumGradients: gradients,
      sumHessians: hessians,
      value: leafValue(gradients, hessians, lower, upper, l2),
    };
    if (this.rules.hasMissing[split.feature] === 0) split.missingLeft = left.count > right.count;
    this.setBounds(node, split.feature, left, right);
    return [left, right];
  }

  private setBounds(node: BoostedNode, feature: number, left: BoostedNode, right: BoostedNode): void {
    const constraint = this.rules.monotonic[feature] as number;
    const middle = (left.value + right.value) / 2;
    left.lower = constraint < 0 ? middle : node.lower;
    left.upper = constraint > 0 ? middle : node.upper;
    right.lower = constraint > 0 ? middle : node.lower;
    right.upper = constraint < 0 ? middle : node.upper;
  }

  /** The features that may follow on a way that has met one more. */
  private allowedAfter(node: BoostedNode, feature: number) {
    const { interactions } = this.rules;
    if (interactions === undefined) return { features: node.features, groups: node.groups };
    const groups = node.groups.filter((group) => interactions[group]?.includes(feature));
    const features = new Set(groups.flatMap((group) => [...(interactions[group] ?? [])]));
    return { groups, features: Int32Array.from(features).sort() };
  }

  /** Parts the rows of a node, both sides in their order, and writes the derivatives of one of them. */
  private divide(tree: number, node: BoostedNode, split: HistogramSplit, side: 0 | 1 | 2): void {
    const { feature, bin, categories, missingLeft } = split;
    const { isLeft } = this.memory;
    if (categories === undefined) isLeft.fill(1, 0, bin + 1).fill(0, bin + 1);
    else isLeft.set(categories);
    isLeft[this.rules.missingBin] = missingLeft ? 1 : 0;
    if (node.left !== undefined) this.memory.divideRows(tree, node, node.left, feature, side);
  }
}

/** What changes while a tree grows. */
class Growth {
  readonly queue = new SplitQueue<BoostedNode>();
  readonly leaves: BoostedNode[] = [];
  /** Which tree of the iteration. */
  readonly tree: number;

  constructor(tree: number) {
    this.tree = tree;
  }
}

function newNode(depth: number, start: number, end: number): BoostedNode {
  return {
    depth,
    start,
    end,
    count: end - start,
    sumGradients: 0,
    sumHessians: 0,
    value: 0,
    lower: -Infinity,
    upper: Infinity,
    gain: 0,
    features: new Int32Array(0),
    groups: [],
    histograms: undefined,
    split: undefined,
    left: undefined,
    right: undefined,
  };
}
