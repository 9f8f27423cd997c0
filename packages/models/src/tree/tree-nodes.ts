import { CsrMatrix } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import type { StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";

/** The arrays of a tree, one element a node. */
export interface TreeArrays {
  readonly childrenLeft: Int32Array;
  readonly childrenRight: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly missingGoToLeft: Uint8Array;
  readonly impurity: Float64Array;
  readonly nNodeSamples: Int32Array;
  readonly weightedNNodeSamples: Float64Array;
  readonly value: Float64Array;
}

/**
 * A grown tree as flat arrays, one element a node; node 0 is the root, and children come after their parent. A leaf has the children
 * -1 and the feature -2.
 */
export class TreeNodes implements TreeArrays {
  /** The node of the rows whose feature is at most the threshold; -1 for a leaf. */
  readonly childrenLeft: Int32Array;
  /** The node of the other rows. */
  readonly childrenRight: Int32Array;
  /** The feature that is looked at; -2 for a leaf. */
  readonly feature: Int32Array;
  /** What it is compared with, in single precision on the side of the rows. */
  readonly threshold: Float64Array;
  /** 1 where rows whose feature is missing go to the left. */
  readonly missingGoToLeft: Uint8Array;
  /** The criterion on the node's rows. */
  readonly impurity: Float64Array;
  /** Rows of the node. */
  readonly nNodeSamples: Int32Array;
  /** Their weight. */
  readonly weightedNNodeSamples: Float64Array;
  /** nodes × width: the shares of the classes, or the predictions; output after output, each of the most classes that one has. */
  readonly value: Float64Array;
  /** Numbers of a node's value. */
  readonly width: number;

  constructor(arrays: TreeArrays) {
    this.childrenLeft = arrays.childrenLeft;
    this.childrenRight = arrays.childrenRight;
    this.feature = arrays.feature;
    this.threshold = arrays.threshold;
    this.missingGoToLeft = arrays.missingGoToLeft;
    this.impurity = arrays.impurity;
    this.nNodeSamples = arrays.nNodeSamples;
    this.weightedNNodeSamples = arrays.weightedNNodeSamples;
    this.value = arrays.value;
    this.width = this.value.length / this.feature.length;
  }

  /** Number of nodes. */
  get nodeCount(): number {
    return this.feature.length;
  }

  /** Number of leaves. */
  get nLeaves(): number {
    return this.childrenLeft.reduce((count, child) => count + (child < 0 ? 1 : 0), 0);
  }

  /** The longest way from the root to a leaf. */
  get maxDepth(): number {
    return this.depths().reduce((largest, depth) => Math.max(largest, depth), 0);
  }

  /** How far each node is from the root. */
  depths(): Int32Array {
    const depths = new Int32Array(this.nodeCount);
    for (let node = 0; node < this.nodeCount; node++) {
      const left = this.childrenLeft[node] as number;
      if (left < 0) continue;
      depths[left] = (depths[node] as number) + 1;
      depths[this.childrenRight[node] as number] = (depths[node] as number) + 1;
    }
    return depths;
  }

  /** The leaf that a row of X ends in. */
  leafOf(X: Matrix, row: number): number {
    const { childrenLeft, childrenRight, feature, threshold, missingGoToLeft } = this;
    const { data } = X;
    const offset = row * X.cols;
    let node = 0;
    let left = childrenLeft[0] as number;
    while (left >= 0) {
      const value = Math.fround(data[offset + (feature[node] as number)] as number);
      const goesLeft = value <= (threshold[node] as number) || (value !== value && missingGoToLeft[node] === 1);
      node = goesLeft ? left : (childrenRight[node] as number);
      left = childrenLeft[node] as number;
    }
    return node;
  }

  /** Adds the value of the leaf that a row of X ends in to that row of sums, rows × width. */
  addValue(X: Matrix, row: number, sums: Float64Array): void {
    const { value, width } = this;
    const from = this.leafOf(X, row) * width;
    const to = row * width;
    for (let c = 0; c < width; c++) sums[to + c] = (sums[to + c] as number) + (value[from + c] as number);
  }

  /** The nodes that each row of X passes, the root and its leaf included: 1 in rows × nodes. */
  decisionPath(X: Matrix): CsrMatrix {
    const depths = this.depths();
    const leaves = Int32Array.from({ length: X.rows }, (_, row) => this.leafOf(X, row));
    const indptr = new Int32Array(X.rows + 1);
    leaves.forEach((leaf, row) => (indptr[row + 1] = (indptr[row] as number) + (depths[leaf] as number) + 1));
    const indices = new Int32Array(indptr[X.rows] as number);
    const parents = this.parents();
    // From the leaf up: nodes come after their parent, so that they ascend from the root down.
    leaves.forEach((leaf, row) => {
      let at = indptr[row + 1] as number;
      for (let node = leaf; node >= 0; node = parents[node] as number) indices[--at] = node;
    });
    return new CsrMatrix(X.rows, this.nodeCount, new Float64Array(indices.length).fill(1), indices, indptr);
  }

  /** The parent of each node; -1 for the root. */
  parents(): Int32Array {
    const parents = new Int32Array(this.nodeCount).fill(-1);
    for (let node = 0; node < this.nodeCount; node++) {
      const left = this.childrenLeft[node] as number;
      if (left < 0) continue;
      parents[left] = node;
      parents[this.childrenRight[node] as number] = node;
    }
    return parents;
  }

  /** How much of the impurity each feature took away, adding up to 1 (or all 0). */
  importances(nFeatures: number, normalize = true): Float64Array {
    const sums = new Float64Array(nFeatures);
    const mass = (node: number) => (this.weightedNNodeSamples[node] as number) * (this.impurity[node] as number);
    for (let node = 0; node < this.nodeCount; node++) {
      const left = this.childrenLeft[node] as number;
      if (left < 0) continue;
      const feature = this.feature[node] as number;
      sums[feature] = (sums[feature] as number) + (mass(node) - mass(left) - mass(this.childrenRight[node] as number));
    }
    const weight = this.weightedNNodeSamples[0] as number;
    for (let j = 0; j < nFeatures; j++) sums[j] = (sums[j] as number) / weight;
    const total = sums.reduce((sum, each) => sum + each, 0);
    return normalize && total > 0 ? sums.map((each) => each / total) : sums;
  }

  /** The arrays, to be saved. */
  toState(): { readonly [key: string]: StateValue } {
    return {
      childrenLeft: this.childrenLeft,
      childrenRight: this.childrenRight,
      feature: this.feature,
      threshold: this.threshold,
      missingGoToLeft: this.missingGoToLeft,
      impurity: this.impurity,
      nNodeSamples: this.nNodeSamples,
      weightedNNodeSamples: this.weightedNNodeSamples,
      value: this.value,
    };
  }
}

/** Reads a tree that {@link TreeNodes.toState} gave. */
export function treeFromState(kind: string, state: { readonly [key: string]: StateValue }): TreeNodes {
  const read = new StateReader({ kind, version: 1, state });
  const feature = read.integers("feature");
  const n = feature.length;
  return new TreeNodes({
    childrenLeft: read.integers("childrenLeft", n),
    childrenRight: read.integers("childrenRight", n),
    feature,
    threshold: read.vector("threshold", n),
    missingGoToLeft: read.bytes("missingGoToLeft", n),
    impurity: read.vector("impurity", n),
    nNodeSamples: read.integers("nNodeSamples", n),
    weightedNNodeSamples: read.vector("weightedNNodeSamples", n),
    value: read.vector("value"),
  });
}
