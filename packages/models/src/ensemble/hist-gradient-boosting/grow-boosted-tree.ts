import type { BinnedRows } from "./bin-mapper.ts";
import { pairwiseSum } from "../../internal/sums.ts";
import { HistogramMaker, SLOTS } from "./histograms.ts";
import type { Histograms } from "./histograms.ts";
import { findSplit, leafValue } from "./histogram-splits.ts";
import type { HistogramRules, HistogramSplit } from "./histogram-splits.ts";
import { SplitQueue } from "./split-queue.ts";

/** When a boosted tree stops growing, and what its values are. */
export interface BoostedTreeRules extends HistogramRules {
  readonly maxLeafNodes: number;
  readonly maxDepth: number;
  readonly learningRate: number;
  /** Groups of features that may meet on a way; undefined when all may. */
  readonly interactions: readonly Int32Array[] | undefined;
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
  histograms: Histograms | undefined;
  split: HistogramSplit | undefined;
  left: BoostedNode | undefined;
  right: BoostedNode | undefined;
}

/** Grows trees on the same binned rows, the node of the largest gain first. */
export class BoostedTreeGrower {
  /** The rows, in the order of the leaves of the last tree. */
  readonly samples: Int32Array;
  private readonly X: BinnedRows;
  private readonly rules: BoostedTreeRules;
  private readonly maker: HistogramMaker;
  private readonly buffer: Int32Array;
  private readonly allFeatures: Int32Array;

  constructor(X: BinnedRows, rules: BoostedTreeRules) {
    this.X = X;
    this.rules = rules;
    this.maker = new HistogramMaker(X);
    this.samples = new Int32Array(X.rows);
    this.buffer = new Int32Array(X.rows);
    this.allFeatures = Int32Array.from({ length: X.cols }, (_, j) => j);
  }

  get learningRate(): number {
    return this.rules.learningRate;
  }

  /** Grows a tree; its root and its leaves. */
  grow(gradients: Float32Array, hessians: Float32Array | undefined) {
    for (let i = 0; i < this.samples.length; i++) this.samples[i] = i;
    const growth = new Growth();
    this.maker.begin(gradients, hessians);
    const root = this.makeRoot(hessians === undefined);
    if (root.count < 2 * this.rules.minSamplesLeaf || root.sumHessians < 1e-3) this.finish(growth, root);
    else this.queue(growth, root);
    for (let node = growth.queue.pop(); node !== undefined; node = growth.queue.pop()) {
      this.splitNode(growth, node);
    }
    for (const leaf of growth.leaves) leaf.value *= this.rules.learningRate;
    return { root, leaves: growth.leaves };
  }

  private makeRoot(isConstantHessian: boolean): BoostedNode {
    const { interactions } = this.rules;
    const histograms = this.maker.make(this.samples, this.allFeatures);
    const sum = (offset: number) => pairwiseSum(histograms.sums, offset, this.rules.missingBin + 1, 2);
    return {
      ...newNode(0, 0, this.X.rows),
      sumGradients: sum(0),
      sumHessians: isConstantHessian ? this.X.rows : sum(1),
      features: this.allFeatures,
      groups: interactions?.map((_, group) => group) ?? [],
      histograms,
    };
  }

  private queue(growth: Growth, node: BoostedNode): void {
    const { histograms } = node;
    if (histograms !== undefined) node.split = findSplit(histograms, node, this.rules, node.features);
    node.gain = node.split?.gain ?? 0;
    if (node.gain <= 0) this.finish(growth, node);
    else growth.queue.push(node);
  }

  private finish(growth: Growth, node: BoostedNode): void {
    node.split = undefined;
    this.maker.release(node.histograms);
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
    if (isFull || left.depth === this.rules.maxDepth) {
      this.maker.release(node.histograms);
      node.histograms = undefined;
      for (const leaf of isFull ? [left, right, ...growth.queue.drain()] : [left, right]) this.finish(growth, leaf);
      return;
    }
    const least = 2 * this.rules.minSamplesLeaf;
    const open = [left, right].filter((child) => child.count >= least);
    for (const child of [left, right]) if (child.count < least) this.finish(growth, child);
    this.fillHistograms(node, open.length > 0);
    for (const child of open) this.queue(growth, child);
    for (const child of [left, right]) if (!open.includes(child)) this.maker.release(child.histograms);
  }

  /** Counts the smaller child, and takes it from the parent for the larger. */
  private fillHistograms(node: BoostedNode, isNeeded: boolean): void {
    const { left, right, histograms } = node;
    if (left === undefined || right === undefined || histograms === undefined) return;
    node.histograms = undefined;
    if (!isNeeded) {
      this.maker.release(histograms);
      return;
    }
    const [smaller, larger] = left.count < right.count ? [left, right] : [right, left];
    smaller.histograms = this.maker.make(this.samples.subarray(smaller.start, smaller.end), smaller.features);
    larger.histograms = this.maker.subtract(histograms, smaller.histograms);
  }

  private makeChildren(node: BoostedNode, split: HistogramSplit): readonly [BoostedNode, BoostedNode] {
    const middle = this.partition(node, split);
    const { l2 } = this.rules;
    const { lower, upper } = node;
    const [gradients, hessians] = [node.sumGradients - split.gradientsLeft, node.sumHessians - split.hessiansLeft];
    const allowed = this.allowedAfter(node, split.feature);
    const left: BoostedNode = {
      ...newNode(node.depth + 1, node.start, middle),
      ...allowed,
      sumGradients: split.gradientsLeft,
      sumHessians: split.hessiansLeft,
      value: leafValue(split.gradientsLeft, split.hessiansLeft, lower, upper, l2),
    };
    const right: BoostedNode = {
      ...newNode(node.depth + 1, middle, node.end),
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

  /** Puts the rows that go to the left in front, both sides in their order; where the right ones begin. */
  private partition(node: BoostedNode, { feature, bin, categories, missingLeft }: HistogramSplit): number {
    const { samples, buffer } = this;
    const { data, rows } = this.X;
    const { missingBin } = this.rules;
    const column = feature * rows;
    const isLeft = categories ?? new Uint8Array(SLOTS).fill(1, 0, bin + 1);
    isLeft[missingBin] = missingLeft ? 1 : 0;
    let [left, right] = [node.start, 0];
    // Each row is written to both sides, and counts on one: there is no branch to guess wrong.
    for (let p = node.start; p < node.end; p++) {
      const row = samples[p] as number;
      const goesLeft = isLeft[data[column + row] as number] as number;
      samples[left] = row;
      buffer[right] = row;
      left += goesLeft;
      right += 1 - goesLeft;
    }
    samples.set(buffer.subarray(0, right), left);
    return left;
  }
}

/** What changes while a tree grows. */
class Growth {
  readonly queue = new SplitQueue<BoostedNode>();
  readonly leaves: BoostedNode[] = [];
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
