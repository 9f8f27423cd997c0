import type { BoostedArrays } from "./boosted-tree.ts";

/** Trees laid out for walks without branches. */
export interface BoostedSteps {
  /** Per node, the node to the right and the one to the left, counted from the first of all; a leaf leads to itself. */
  readonly next: Int32Array;
  /** Per node, the feature that it asks for; a leaf asks for the first one, and does not heed it. */
  readonly feature: Int32Array;
  /** Steps to the farthest leaf of each tree; -1 where a tree has nodes with categories. */
  readonly depths: Int32Array;
}

export function boostedSteps(arrays: BoostedArrays, starts: Int32Array): BoostedSteps {
  const { nodeCounts, childrenLeft, childrenRight, categoryIndex } = arrays;
  const next = new Int32Array(2 * childrenLeft.length);
  const levels = new Int32Array(childrenLeft.length);
  const depths = starts.map((start, tree) => {
    let depth = 0;
    const end = start + (nodeCounts[tree] as number);
    // Children come after their parents.
    for (let node = start; node < end; node++) {
      const left = childrenLeft[node] as number;
      const level = levels[node] as number;
      next[2 * node] = left < 0 ? node : start + (childrenRight[node] as number);
      next[2 * node + 1] = left < 0 ? node : start + left;
      if (left >= 0) levels[next[2 * node] as number] = levels[next[2 * node + 1] as number] = level + 1;
      depth = Math.max(depth, level);
    }
    return categoryIndex.subarray(start, end).some((index) => index >= 0) ? -1 : depth;
  });
  return { next, feature: arrays.feature.map((feature) => Math.max(0, feature)), depths };
}

/** Adds what a tree says of one row to each. */
type AddRows = (first: number, end: number) => void;

/**
 * Adds what a tree says of rows, four at a time, so that no step waits for the guess of a branch. The last ones go to `addRows`,
 * and all where nodes have categories.
 */
export function walkTogether(
  { next, feature, depths }: BoostedSteps,
  { threshold, missingGoToLeft, value }: Pick<BoostedArrays, "threshold" | "missingGoToLeft" | "value">,
  [tree, start]: readonly [number, number],
  values: Float64Array,
  stride: number,
  out: Float64Array,
  addRows: AddRows,
): void {
  const depth = depths[tree] as number;
  const together = depth < 0 ? 0 : out.length & ~3;
  for (let i = 0, row = 0; i < together; i += 4, row += 4 * stride) {
    const [rowB, rowC, rowD] = [row + stride, row + 2 * stride, row + 3 * stride];
    let [a, b, c, d] = [start, start, start, start];
    for (let step = 0; step < depth; step++) {
      const xA = values[row + (feature[a] as number)] as number;
      const xB = values[rowB + (feature[b] as number)] as number;
      const xC = values[rowC + (feature[c] as number)] as number;
      const xD = values[rowD + (feature[d] as number)] as number;
      a = next[
        2 * a + (Number(xA <= (threshold[a] as number)) | (Number(xA !== xA) & (missingGoToLeft[a] as number)))
      ] as number;
      b = next[
        2 * b + (Number(xB <= (threshold[b] as number)) | (Number(xB !== xB) & (missingGoToLeft[b] as number)))
      ] as number;
      c = next[
        2 * c + (Number(xC <= (threshold[c] as number)) | (Number(xC !== xC) & (missingGoToLeft[c] as number)))
      ] as number;
      d = next[
        2 * d + (Number(xD <= (threshold[d] as number)) | (Number(xD !== xD) & (missingGoToLeft[d] as number)))
      ] as number;
    }
    out[i] = (out[i] as number) + (value[a] as number);
    out[i + 1] = (out[i + 1] as number) + (value[b] as number);
    out[i + 2] = (out[i + 2] as number) + (value[c] as number);
    out[i + 3] = (out[i + 3] as number) + (value[d] as number);
  }
  addRows(together, out.length);
}
