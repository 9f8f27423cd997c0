import { boostedSteps, walkTogether } from "./boosted-steps.ts";
import type { BoostedSteps } from "./boosted-steps.ts";
import type { StateValue } from "../../persistence/saved-model.ts";
import { StateReader } from "../../persistence/state-reader.ts";

/** The arrays of the trees of a fit, tree after tree, one element a node; children are counted from the tree's first node. */
export interface BoostedArrays {
  /** Nodes of each tree. */
  readonly nodeCounts: Int32Array;
  readonly childrenLeft: Int32Array;
  readonly childrenRight: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly missingGoToLeft: Uint8Array;
  readonly value: Float64Array;
  readonly gain: Float64Array;
  readonly count: Int32Array;
  /** Where the categories of a node are, in 256s; -1 for a node with a threshold. */
  readonly categoryIndex: Int32Array;
  /** 1 for each category that goes to the left. */
  readonly categories: Uint8Array;
}

/** The trees of a fit as flat arrays. A leaf has the children -1. */
export class BoostedTrees {
  /** The arrays, tree after tree. */
  readonly arrays: BoostedArrays;
  private readonly starts: Int32Array;
  private steps: BoostedSteps | undefined;

  constructor(arrays: BoostedArrays) {
    this.arrays = arrays;
    let start = 0;
    this.starts = arrays.nodeCounts.map((count) => (start += count) - count);
  }

  /** Number of trees. */
  get length(): number {
    return this.starts.length;
  }

  /** Adds what a tree says of each row; the values of a row lie `stride` apart from those of the next. */
  addTo(tree: number, values: Float64Array, stride: number, out: Float64Array): void {
    const start = this.starts[tree] as number;
    if (out.length === 1) {
      out[0] = (out[0] as number) + (this.arrays.value[this.leafOf(start, values, 0)] as number);
      return;
    }
    this.steps ??= boostedSteps(this.arrays, this.starts);
    walkTogether(this.steps, this.arrays, [tree, start], values, stride, out, (first, end) => {
      for (let i = first; i < end; i++) {
        out[i] = (out[i] as number) + (this.arrays.value[this.leafOf(start, values, i * stride)] as number);
      }
    });
  }

  private leafOf(start: number, values: Float64Array, row: number): number {
    const { childrenLeft, childrenRight, feature, threshold, missingGoToLeft, categoryIndex, categories } = this.arrays;
    let node = start;
    let left = childrenLeft[node] as number;
    while (left >= 0) {
      const x = values[row + (feature[node] as number)] as number;
      let goesLeft: boolean;
      if (x !== x) goesLeft = missingGoToLeft[node] === 1;
      else if ((categoryIndex[node] as number) < 0) goesLeft = x <= (threshold[node] as number);
      else goesLeft = categories[(categoryIndex[node] as number) * 256 + x] === 1;
      node = start + (goesLeft ? left : (childrenRight[node] as number));
      left = childrenLeft[node] as number;
    }
    return node;
  }

  /** The arrays, to be saved. */
  toState(): { readonly [key: string]: StateValue } {
    return { ...this.arrays };
  }
}

/** Reads what {@link BoostedTrees.toState} gave. */
export function boostedTreesFromState(kind: string, state: { readonly [key: string]: StateValue }): BoostedTrees {
  const read = new StateReader({ kind, version: 1, state });
  const nodeCounts = read.integers("nodeCounts");
  const n = nodeCounts.reduce((sum, count) => sum + count, 0);
  return new BoostedTrees({
    nodeCounts,
    childrenLeft: read.integers("childrenLeft", n),
    childrenRight: read.integers("childrenRight", n),
    feature: read.integers("feature", n),
    threshold: read.vector("threshold", n),
    missingGoToLeft: read.bytes("missingGoToLeft", n),
    value: read.vector("value", n),
    gain: read.vector("gain", n),
    count: read.integers("count", n),
    categoryIndex: read.integers("categoryIndex", n),
    categories: read.bytes("categories"),
  });
}
