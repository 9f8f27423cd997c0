import type { StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { TreeNodes } from "../tree/tree-nodes.ts";

type Vector = Int32Array | Float64Array | Uint8Array;

/** All trees of a forest as one set of arrays, tree after tree. */
export function packTrees(trees: readonly TreeNodes[]): { readonly [key: string]: StateValue } {
  const joined = <Numbers extends Vector>(make: (length: number) => Numbers, part: (tree: TreeNodes) => Numbers) => {
    const all = make(trees.reduce((length, tree) => length + part(tree).length, 0));
    let at = 0;
    for (const tree of trees) {
      all.set(part(tree), at);
      at += part(tree).length;
    }
    return all;
  };
  const whole = (length: number) => new Int32Array(length);
  const double = (length: number) => new Float64Array(length);
  return {
    nodeCounts: Int32Array.from(trees, (tree) => tree.nodeCount),
    childrenLeft: joined(whole, (tree) => tree.childrenLeft),
    childrenRight: joined(whole, (tree) => tree.childrenRight),
    feature: joined(whole, (tree) => tree.feature),
    threshold: joined(double, (tree) => tree.threshold),
    missingGoToLeft: joined(
      (length) => new Uint8Array(length),
      (tree) => tree.missingGoToLeft,
    ),
    impurity: joined(double, (tree) => tree.impurity),
    nNodeSamples: joined(whole, (tree) => tree.nNodeSamples),
    weightedNNodeSamples: joined(double, (tree) => tree.weightedNNodeSamples),
    value: joined(double, (tree) => tree.value),
  };
}

/** Reads what {@link packTrees} gave. */
export function unpackTrees(kind: string, state: { readonly [key: string]: StateValue }): readonly TreeNodes[] {
  const read = new StateReader({ kind, version: 1, state });
  const counts = read.integers("nodeCounts");
  const n = counts.reduce((sum, count) => sum + count, 0);
  const all = new TreeNodes({
    childrenLeft: read.integers("childrenLeft", n),
    childrenRight: read.integers("childrenRight", n),
    feature: read.integers("feature", n),
    threshold: read.vector("threshold", n),
    missingGoToLeft: read.bytes("missingGoToLeft", n),
    impurity: read.vector("impurity", n),
    nNodeSamples: read.integers("nNodeSamples", n),
    weightedNNodeSamples: read.vector("weightedNNodeSamples", n),
    value: read.vector("value"),
  });
  const trees: TreeNodes[] = [];
  let at = 0;
  for (const count of counts) {
    trees.push(slice(all, at, at + count));
    at += count;
  }
  return trees;
}

function slice(all: TreeNodes, from: number, to: number): TreeNodes {
  return new TreeNodes({
    childrenLeft: all.childrenLeft.subarray(from, to),
    childrenRight: all.childrenRight.subarray(from, to),
    feature: all.feature.subarray(from, to),
    threshold: all.threshold.subarray(from, to),
    missingGoToLeft: all.missingGoToLeft.subarray(from, to),
    impurity: all.impurity.subarray(from, to),
    nNodeSamples: all.nNodeSamples.subarray(from, to),
    weightedNNodeSamples: all.weightedNNodeSamples.subarray(from, to),
    value: all.value.subarray(from * all.width, to * all.width),
  });
}
