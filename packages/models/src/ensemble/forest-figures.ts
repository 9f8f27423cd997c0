import { Matrix } from "@mlsys/core";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import type { TreeNodes } from "../tree/tree-nodes.ts";
import { drawCounts } from "./bootstrap-rows.ts";
import type { RowDraws } from "./bootstrap-rows.ts";

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

/** The values of the leaves that each row of the fit ends in, averaged over the trees that were not grown on it. */
export function outOfBag(
  trees: readonly TreeNodes[],
  seeds: readonly number[],
  draws: RowDraws,
  X: Matrix,
): { readonly values: Matrix; readonly never: number } {
  const values = new Matrix(X.rows, trees[0]?.width ?? 0);
  const { data: sums, cols: width } = values;
  const times = new Int32Array(X.rows);
  trees.forEach((tree, t) => {
    const counts = drawCounts(draws, seeds[t] as number);
    for (let i = 0; i < X.rows; i++) {
      if (counts[i] !== 0) continue;
      tree.addValue(X, i, sums);
      times[i] = (times[i] as number) + 1;
    }
  });
  for (let at = 0; at < sums.length; at++) {
    sums[at] = (sums[at] as number) / Math.max(1, times[Math.floor(at / width)] as number);
  }
  return { values, never: times.reduce((count, each) => count + (each === 0 ? 1 : 0), 0) };
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
