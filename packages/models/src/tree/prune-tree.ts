import { NodeList } from "./node-list.ts";
import type { TreeNodes } from "./tree-nodes.ts";

/**
 * Minimal cost-complexity pruning: cuts the weakest branch, as long as what it saves a leaf is at most alpha.
 *
 * @see Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984, section 3.3.
 */
export function pruneTree(tree: TreeNodes, alpha: number): TreeNodes {
  if (alpha === 0) return tree;
  const pruning = new Pruning(tree);
  pruning.cutUntil(alpha);
  return copyUntil(tree, pruning.isLeaf);
}

/** What the weights of the size of a tree do to it: each prunes one more branch. */
export interface PruningPath {
  /** The weights, from 0 to that which leaves the root alone. */
  readonly ccpAlphas: Float64Array;
  /** The impurity of the leaves that each of them leaves, added up by their shares of the rows. */
  readonly impurities: Float64Array;
}

/** All prunings of a tree, the weakest branch first. */
export function pruningPath(tree: TreeNodes): PruningPath {
  const pruning = new Pruning(tree);
  const alphas = [0];
  const impurities = [pruning.impurity];
  pruning.cutUntil(Infinity, (link) => {
    alphas.push(link);
    impurities.push(pruning.impurity);
  });
  return { ccpAlphas: Float64Array.from(alphas), impurities: Float64Array.from(impurities) };
}

class Pruning {
  readonly isLeaf: Uint8Array;
  private readonly tree: TreeNodes;
  private readonly parents: Int32Array;
  private readonly nodeRisk: Float64Array;
  private readonly branchRisk: Float64Array;
  private readonly leaves: Int32Array;
  private readonly isBranch: Uint8Array;

  constructor(tree: TreeNodes) {
    const n = tree.nodeCount;
    this.tree = tree;
    this.isLeaf = new Uint8Array(n);
    this.parents = new Int32Array(n).fill(-1);
    this.branchRisk = new Float64Array(n);
    this.leaves = new Int32Array(n);
    this.isBranch = new Uint8Array(n);
    const total = tree.weightedNNodeSamples[0] as number;
    this.nodeRisk = tree.impurity.map((impurity, i) => ((tree.weightedNNodeSamples[i] as number) * impurity) / total);
    this.measure();
  }

  /** The impurity of the leaves that are left. */
  get impurity(): number {
    return this.branchRisk[0] as number;
  }

  /** Cuts the weakest branch as long as it saves at most alpha a leaf, and tells how much that was. */
  cutUntil(alpha: number, tell?: (link: number) => void): void {
    while (this.isBranch[0] === 1) {
      const [weakest, link] = this.weakestLink();
      if (alpha < link) break;
      this.cut(weakest);
      tell?.(link);
    }
  }

  private measure(): void {
    const { childrenLeft, childrenRight } = this.tree;
    for (let node = 0; node < this.isLeaf.length; node++) {
      const left = childrenLeft[node] as number;
      this.isLeaf[node] = left < 0 ? 1 : 0;
      this.isBranch[node] = left < 0 ? 0 : 1;
      if (left < 0) continue;
      this.parents[left] = node;
      this.parents[childrenRight[node] as number] = node;
    }
    for (let leaf = 0; leaf < this.isLeaf.length; leaf++) {
      if (this.isLeaf[leaf] === 0) continue;
      const risk = this.nodeRisk[leaf] as number;
      this.branchRisk[leaf] = risk;
      this.addUpwards(leaf, 1, risk);
    }
  }

  private weakestLink(): readonly [node: number, link: number] {
    let [weakest, smallest] = [0, Number.MAX_VALUE];
    for (let node = 0; node < this.isBranch.length; node++) {
      if (this.isBranch[node] === 0) continue;
      const saved = (this.nodeRisk[node] as number) - (this.branchRisk[node] as number);
      const link = saved / ((this.leaves[node] as number) - 1);
      if (link < smallest) [weakest, smallest] = [node, link];
    }
    return [weakest, smallest];
  }

  private cut(branch: number): void {
    const stack = [branch];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      this.isBranch[node] = 0;
      this.isLeaf[node] = 0;
      const left = this.tree.childrenLeft[node] as number;
      if (left >= 0) stack.push(left, this.tree.childrenRight[node] as number);
    }
    this.isLeaf[branch] = 1;
    const risk = this.nodeRisk[branch] as number;
    const [leaves, more] = [(this.leaves[branch] as number) - 1, risk - (this.branchRisk[branch] as number)];
    this.leaves[branch] = 0;
    this.branchRisk[branch] = risk;
    this.addUpwards(branch, -leaves, more);
  }

  private addUpwards(from: number, leaves: number, risk: number): void {
    for (let node = this.parents[from] as number; node >= 0; node = this.parents[node] as number) {
      this.leaves[node] = (this.leaves[node] as number) + leaves;
      this.branchRisk[node] = (this.branchRisk[node] as number) + risk;
    }
  }
}

function copyUntil(tree: TreeNodes, isLeaf: Uint8Array): TreeNodes {
  const { width } = tree;
  const nodes = new NodeList(width);
  const stack = [{ from: 0, parent: -1, isLeft: false }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { from, parent, isLeft } = next;
    const ends = isLeaf[from] === 1;
    const node = nodes.add({
      parent,
      isLeft,
      feature: ends ? -2 : (tree.feature[from] as number),
      threshold: ends ? -2 : (tree.threshold[from] as number),
      missingLeft: !ends && tree.missingGoToLeft[from] === 1,
      impurity: tree.impurity[from] as number,
      count: tree.nNodeSamples[from] as number,
      weight: tree.weightedNNodeSamples[from] as number,
    });
    nodes.value.set(tree.value.subarray(from * width, (from + 1) * width), node * width);
    if (ends) continue;
    stack.push({ from: tree.childrenRight[from] as number, parent: node, isLeft: false });
    stack.push({ from: tree.childrenLeft[from] as number, parent: node, isLeft: true });
  }
  return nodes.toTree();
}
