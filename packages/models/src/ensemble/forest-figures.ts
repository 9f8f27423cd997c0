import type { Matrix } from "@mlsys/core";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import type { TreeNodes } from "../tree/tree-nodes.ts";
import { drawCounts } from "./bootstrap-rows.ts";
import type { RowDraws } from "./bootstrap-rows.ts";

/** The values of the leaves that each row ends in, averaged over the trees: rows × width. */
export function averageValues(trees: readonly TreeNodes[], X: Matrix, width: number): Float64Array {
  const sums = new Float64Array(X.rows * width);
  for (const tree of trees) {
    for (let i = 0; i < X.rows; i++) addValue(tree, X, i, sums, width);
  }
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] as number) / trees.length;
  return sums;
}

function addValue(tree: TreeNodes, X: Matrix, row: number, sums: Float64Array, width: number): void {
  const from = tree.leafOf(X, row) * width;
  for (let c = 0; c < width; c++) {
    sums[row * width + c] = (sums[row * width + c] as number) + (tree.value[from + c] as number);
  }
}

/** How much of the impurity each feature took away, averaged over the trees that have a split. */
export function averageImportances(trees: readonly TreeNodes[], nFeatures: number): Float64Array {
  const grown = trees.filter((tree) => tree.nodeCount > 1);
  const sums = new Float64Array(nFeatures);
  for (const tree of grown) {
    const own = tree.importances(nFeatures);
    for (let j = 0; j < nFeatures; j++) sums[j] = (sums[j] as number) + (own[j] as number);
  }
  if (grown.length === 0) return sums;
  const means = sums.map((sum) => sum / grown.length);
  const total = means.reduce((sum, each) => sum + each, 0);
  return means.map((each) => each / total);
}

/** The same average for each row of the fit, over the trees that were not grown on it. */
export function outOfBag(
  trees: readonly TreeNodes[],
  seeds: readonly number[],
  draws: RowDraws,
  X: Matrix,
  width: number,
): { readonly values: Float64Array; readonly never: number } {
  const sums = new Float64Array(X.rows * width);
  const times = new Int32Array(X.rows);
  trees.forEach((tree, t) => {
    const counts = drawCounts(draws, seeds[t] as number);
    for (let i = 0; i < X.rows; i++) {
      if (counts[i] !== 0) continue;
      addValue(tree, X, i, sums, width);
      times[i] = (times[i] as number) + 1;
    }
  });
  for (let at = 0; at < sums.length; at++) {
    sums[at] = (sums[at] as number) / Math.max(1, times[Math.floor(at / width)] as number);
  }
  return { values: sums, never: times.reduce((count, each) => count + (each === 0 ? 1 : 0), 0) };
}

export function outOfBagWarnings(
  owner: string,
  never: number,
  logger: Parameters<typeof warn>[0],
): readonly ModelWarning[] {
  if (never === 0) return [];
  const message = `${owner}: ${never} rows were drawn for every tree and have no out-of-bag prediction; grow more trees`;
  return [warn(logger, { code: "rowsNeverLeftOut", message, details: { rows: never } })];
}
