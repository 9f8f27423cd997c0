import type { BinMapper } from "./bin-rows.ts";
import { BoostedTrees } from "./boosted-tree.ts";
import type { BoostedNode } from "./grow-boosted-tree.ts";

/** Collects grown trees into flat arrays. */
export class BoostedTreePacker {
  private readonly mapper: BinMapper;
  private readonly nodeCounts: number[] = [];
  private readonly nodes: PackedNode[] = [];
  private readonly categories: Uint8Array[] = [];

  constructor(mapper: BinMapper) {
    this.mapper = mapper;
  }

  /** Adds a tree, node before children, left before right. */
  add(root: BoostedNode): void {
    const start = this.nodes.length;
    this.addNode(root, start);
    this.nodeCounts.push(this.nodes.length - start);
  }

  /** The last tree alone. */
  last(): BoostedTrees {
    const count = this.nodeCounts.at(-1) ?? 0;
    return packed([count], this.nodes.slice(-count), this.categories);
  }

  toTrees(): BoostedTrees {
    return packed(this.nodeCounts, this.nodes, this.categories);
  }

  private addNode(node: BoostedNode, start: number): number {
    const at = this.nodes.length;
    const own: PackedNode = {
      left: -1,
      right: -1,
      feature: -2,
      threshold: 0,
      missingLeft: false,
      value: node.value,
      gain: node.split?.gain ?? -1,
      count: node.count,
      categoryIndex: -1,
    };
    this.nodes.push(own);
    const { split, left, right } = node;
    if (split === undefined || left === undefined || right === undefined) return at - start;
    own.feature = split.feature;
    own.missingLeft = split.missingLeft;
    if (split.categories === undefined) {
      const isLast = split.bin === (this.mapper.counts[split.feature] as number) - 1;
      own.threshold = isLast ? Infinity : (this.mapper.thresholds[split.feature]?.[split.bin] ?? Infinity);
    } else {
      own.categoryIndex = this.categories.length;
      this.categories.push(split.categories);
    }
    own.left = this.addNode(left, start);
    own.right = this.addNode(right, start);
    return at - start;
  }
}

interface PackedNode {
  left: number;
  right: number;
  feature: number;
  threshold: number;
  missingLeft: boolean;
  readonly value: number;
  readonly gain: number;
  readonly count: number;
  categoryIndex: number;
}

function packed(counts: readonly number[], nodes: readonly PackedNode[], sets: readonly Uint8Array[]): BoostedTrees {
  const categories = new Uint8Array(256 * sets.length);
  sets.forEach((set, i) => categories.set(set, 256 * i));
  return new BoostedTrees({
    nodeCounts: Int32Array.from(counts),
    childrenLeft: Int32Array.from(nodes, (node) => node.left),
    childrenRight: Int32Array.from(nodes, (node) => node.right),
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float64Array.from(nodes, (node) => node.threshold),
    missingGoToLeft: Uint8Array.from(nodes, (node) => (node.missingLeft ? 1 : 0)),
    value: Float64Array.from(nodes, (node) => node.value),
    gain: Float64Array.from(nodes, (node) => node.gain),
    count: Int32Array.from(nodes, (node) => node.count),
    categoryIndex: Int32Array.from(nodes, (node) => node.categoryIndex),
    categories,
  });
}
