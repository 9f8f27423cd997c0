import type { Matrix, MatrixLike } from "@mlsys/core";
import { allFinite } from "../internal/all-finite.ts";
import { assertFinite, featuresToUse } from "../internal/features.ts";
import type { KnownFeatures } from "../internal/features.ts";
import { toDense } from "../internal/to-dense.ts";
import { floatOf, limitKey } from "./order-keys.ts";
import type { TreeNodes } from "./tree-nodes.ts";

/** Numbers of rows that are looked at twice while they are near. */
const AT_ONCE = 1 << 14;
/** Trees of more nodes a row than this are looked at where they are. */
const MOST_NODES = 4;
/** Numbers of a node: the place of its feature, the limit of the left, and where its children are; a leaf is its own child. */
const [LIMIT, LEFT, SIZE] = [1, 2, 4];

/**
 * The leaf of a single tree that each row of an X of a method ends in: rows stay as they are, and only those of their numbers that are asked for
 * are rounded.
 */
export function leavesOfOne(owner: string, tree: TreeNodes, input: MatrixLike, known: KnownFeatures): Int32Array {
  const features = featuresToUse(owner, input, known, { isCheckedLater: true });
  const X = toDense(owner, features);
  const leaves = new Int32Array(X.rows);
  const nodes = tree.nodeCount <= MOST_NODES * X.rows ? nodesOf(tree) : undefined;
  const block = Math.max(4, Math.floor(AT_ONCE / X.cols));
  let isChecked = false;
  for (let start = 0; start < X.rows; start += block) {
    const end = Math.min(X.rows, start + block);
    const isFinite = allFinite(X.data.subarray(start * X.cols, end * X.cols));
    if (!isFinite && !isChecked) {
      assertFinite(features, `${owner}, X`, { allowNaN: true });
      isChecked = true;
    }
    // What is missing goes where its node says.
    if (isFinite && nodes !== undefined) descend(nodes, X, start, end, leaves);
    else for (let i = start; i < end; i++) leaves[i] = tree.leafOf(X, i);
  }
  return leaves;
}

/** Whole numbers and, in the same memory, limits in single precision. */
interface Nodes {
  readonly whole: Int32Array;
  readonly limits: Float32Array;
}

function nodesOf({ childrenLeft, childrenRight, feature, threshold, nodeCount }: TreeNodes): Nodes {
  const whole = new Int32Array(nodeCount * SIZE);
  const limits = new Float32Array(whole.buffer);
  for (let node = 0, at = 0; node < nodeCount; node++, at += SIZE) {
    const left = childrenLeft[node] as number;
    const isLeaf = left < 0;
    whole[at] = isLeaf ? 0 : (feature[node] as number);
    limits[at + LIMIT] = floatOf(limitKey(threshold[node] as number));
    whole[at + LEFT] = isLeaf ? at : left * SIZE;
    whole[at + LEFT + 1] = isLeaf ? at : (childrenRight[node] as number) * SIZE;
  }
  return { whole, limits };
}

/**
 * Follows four rows at a time: while one waits for memory, others go on. Where a row goes is no branch to guess wrong. LeafFinder has the same
 * loop over keys: one loop for both, which met two kinds of numbers, took twice the time.
 */
function descend(
  { whole, limits }: Nodes,
  { data, cols }: Matrix,
  start: number,
  end: number,
  leaves: Int32Array,
): void {
  const follow = (at: number, row: number): number => {
    const value = Math.fround(data[row + (whole[at] as number)] as number);
    return whole[at + LEFT + Number(value > (limits[at + LIMIT] as number))] as number;
  };
  for (let i = start; i < end; i += 4) {
    // Behind the last row it is followed once more.
    const [i1, i2, i3] = [Math.min(i + 1, end - 1), Math.min(i + 2, end - 1), Math.min(i + 3, end - 1)];
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
