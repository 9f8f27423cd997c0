import type { Matrix } from "@mlsys/core";
import { limitKey, orderKey } from "./order-keys.ts";
import type { TreeNodes } from "./tree-nodes.ts";

/** Trees of more nodes a row than this are looked at where they are. */
const MOST_NODES = 4;
/** Whole numbers of a node: the place of its feature, the limit of the left, and where its children are; a leaf is its own child. */
const [LIMIT, LEFT, SIZE] = [1, 2, 4];

/** Finds the leaves that rows end in, tree after tree. */
export class LeafFinder {
  private readonly X: Matrix;
  private readonly leaves: Int32Array;
  /** The keys of the numbers in single precision; undefined where some are missing. */
  private keys: Int32Array | undefined;
  private isRead = false;
  private nodes = new Int32Array(0);

  constructor(X: Matrix) {
    this.X = X;
    this.leaves = new Int32Array(X.rows);
  }

  /** The leaf of a tree that each row ends in: an array that the next tree overwrites. */
  leavesOf(tree: TreeNodes): Int32Array {
    const { X, leaves } = this;
    const isWorthCopying = tree.nodeCount <= MOST_NODES * X.rows;
    if (isWorthCopying && !this.isRead) this.readKeys();
    if (isWorthCopying && this.keys !== undefined) {
      this.copyNodes(tree);
      this.descend(this.keys);
    } else for (let i = 0; i < leaves.length; i++) leaves[i] = tree.leafOf(X, i);
    return leaves;
  }

  private readKeys(): void {
    this.isRead = true;
    const singles = new Float32Array(this.X.data);
    const keys = new Int32Array(singles.buffer);
    let check = 0;
    for (let at = 0; at < keys.length; at++) {
      const single = singles[at] as number;
      check |= Number(single !== single);
      keys[at] = orderKey(keys[at] as number);
    }
    if (check === 0) this.keys = keys;
  }

  private copyNodes({ childrenLeft, childrenRight, feature, threshold, nodeCount }: TreeNodes): void {
    if (this.nodes.length < nodeCount * SIZE) this.nodes = new Int32Array(nodeCount * SIZE);
    const { nodes } = this;
    for (let node = 0, at = 0; node < nodeCount; node++, at += SIZE) {
      const left = childrenLeft[node] as number;
      const isLeaf = left < 0;
      nodes[at] = isLeaf ? 0 : (feature[node] as number);
      nodes[at + LIMIT] = limitKey(threshold[node] as number);
      nodes[at + LEFT] = isLeaf ? at : left * SIZE;
      nodes[at + LEFT + 1] = isLeaf ? at : (childrenRight[node] as number) * SIZE;
    }
  }

  /** Follows four rows at a time: while one waits for memory, others go on. Where a row goes is no branch to guess wrong. */
  private descend(keys: Int32Array): void {
    const { nodes, leaves } = this;
    const { rows, cols } = this.X;
    const follow = (at: number, row: number): number =>
      nodes[
        at + LEFT + Number((keys[row + (nodes[at] as number)] as number) > (nodes[at + LIMIT] as number))
      ] as number;
    for (let i = 0; i < rows; i += 4) {
      // Behind the last row it is followed once more.
      const [i1, i2, i3] = [Math.min(i + 1, rows - 1), Math.min(i + 2, rows - 1), Math.min(i + 3, rows - 1)];
      const [r0, r1, r2, r3] = [i * cols, i1 * cols, i2 * cols, i3 * cols];
      let [n0, n1, n2, n3, moved] = [0, 0, 0, 0, 1];
      while (moved !== 0) {
        const m0 = follow(n0, r0);
        const m1 = follow(n1, r1);
        const m2 = follow(n2, r2);
        const m3 = follow(n3, r3);
        // Two steps at a time: most rows have not arrived after one.
        n0 = follow(m0, r0);
        n1 = follow(m1, r1);
        n2 = follow(m2, r2);
        n3 = follow(m3, r3);
        moved = (m0 ^ n0) | (m1 ^ n1) | (m2 ^ n2) | (m3 ^ n3);
      }
      leaves[i] = n0 / SIZE;
      leaves[i1] = n1 / SIZE;
      leaves[i2] = n2 / SIZE;
      leaves[i3] = n3 / SIZE;
    }
  }
}
