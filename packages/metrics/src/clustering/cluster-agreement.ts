import { encodeLabels, oneOf, parseOptions } from "@mlsys/core";
import type { LabelArray } from "@mlsys/core";
import { checkNotEmpty, checkSameLength } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";

/** Options of {@link normalizedMutualInfoScore}. */
export interface NormalizedMutualInfoOptions {
  /** The mean of both entropies that normalises. Default `"arithmetic"`. */
  readonly averageMethod?: "arithmetic" | "geometric" | "min" | "max" | undefined;
}

/**
 * The adjusted Rand index: how far two clusterings agree on pairs of rows, beyond chance. 1 is the same clustering.
 *
 * @param labelsTrue - clusters of one clustering.
 * @param labelsPred - clusters of the other; their names do not matter.
 * @returns the figure, at most 1.
 * @throws {@link MetricsError} `lengthMismatch`, `emptyInput`, `invalidInput`.
 * @see Hubert and Arabie, "Comparing partitions" (1985); scikit-learn's `adjusted_rand_score`.
 *
 * @example
 * ```ts
 * import { adjustedRandScore } from "@mlsys/metrics";
 *
 * adjustedRandScore([0, 0, 1, 1], ["b", "b", "a", "a"]); // => 1
 * adjustedRandScore([0, 0, 1, 2], [0, 0, 1, 1]); // => 0.5714285714285714
 * ```
 */
export function adjustedRandScore(labelsTrue: LabelArray, labelsPred: LabelArray): number {
  const { n, rows, columns, cells } = contingency("adjustedRandScore", labelsTrue, labelsPred);
  const squares = [...cells.values()].reduce((total, { count }) => total + count ** 2, 0);
  const both = squares - n;
  const onlyPred = [...cells.values()].reduce((total, { count, j }) => total + count * (columns[j] ?? 0), 0) - squares;
  const onlyTrue = [...cells.values()].reduce((total, { count, i }) => total + count * (rows[i] ?? 0), 0) - squares;
  const neither = n ** 2 - onlyPred - onlyTrue - squares;
  if (onlyTrue === 0 && onlyPred === 0) return 1;
  const expected = (both + onlyTrue) * (onlyTrue + neither) + (both + onlyPred) * (onlyPred + neither);
  return (2 * (both * neither - onlyTrue * onlyPred)) / expected;
}

/**
 * Mutual information of two clusterings, relative to their entropies: 1 is the same clustering, 0 none of it.
 *
 * @param labelsTrue - clusters of one clustering.
 * @param labelsPred - clusters of the other; their names do not matter.
 * @param options - which mean of the entropies normalises.
 * @returns the figure, from 0 to 1.
 * @throws {@link MetricsError} `lengthMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `normalized_mutual_info_score`.
 *
 * @example
 * ```ts
 * import { normalizedMutualInfoScore } from "@mlsys/metrics";
 *
 * normalizedMutualInfoScore([0, 0, 1, 1], [1, 1, 0, 0]); // => 1
 * normalizedMutualInfoScore([0, 0, 0, 0], [0, 1, 2, 3]); // => 0
 * ```
 */
export function normalizedMutualInfoScore(
  labelsTrue: LabelArray,
  labelsPred: LabelArray,
  options?: NormalizedMutualInfoOptions,
): number {
  const owner = "normalizedMutualInfoScore";
  const rule = oneOf("arithmetic", "geometric", "min", "max");
  const specs = { averageMethod: { rule, default: "arithmetic" as const } };
  const averageMethod: string = parseOptions(owner, options, specs, MetricsError).averageMethod;
  const { n, rows, columns, cells } = contingency(owner, labelsTrue, labelsPred);
  if (rows.length === columns.length && rows.length <= 1) return 1;
  const shared = [...cells.values()].reduce((total, { count, i, j }) => {
    const outer = Math.log((rows[i] ?? 0) * (columns[j] ?? 0));
    const term = (count / n) * (Math.log(count) - Math.log(n)) + (count / n) * (2 * Math.log(n) - outer);
    return total + (Math.abs(term) < Number.EPSILON ? 0 : term);
  }, 0);
  if (rows.length === 1 || columns.length === 1 || shared <= 0) return 0;
  const [u, v] = [entropy(rows, n), entropy(columns, n)];
  if (averageMethod === "min") return shared / Math.min(u, v);
  if (averageMethod === "max") return shared / Math.max(u, v);
  return shared / (averageMethod === "geometric" ? Math.sqrt(u * v) : (u + v) / 2);
}

interface Contingency {
  readonly n: number;
  readonly rows: number[];
  readonly columns: number[];
  readonly cells: ReadonlyMap<number, { readonly i: number; readonly j: number; readonly count: number }>;
}

/** How often each pair of clusters occurs. */
function contingency(owner: string, labelsTrue: LabelArray, labelsPred: LabelArray): Contingency {
  const truth = encodeLabels(owner, { labelsTrue }, MetricsError);
  const predicted = encodeLabels(owner, { labelsPred }, MetricsError);
  const n = truth.codes.labelsTrue.length;
  checkNotEmpty(owner, "labelsTrue", n);
  checkSameLength(owner, "labelsPred", predicted.codes.labelsPred.length, n);
  const rows = new Array<number>(truth.classes.length).fill(0);
  const columns = new Array<number>(predicted.classes.length).fill(0);
  const cells = new Map<number, { i: number; j: number; count: number }>();
  for (let row = 0; row < n; row++) {
    const [i = 0, j = 0] = [truth.codes.labelsTrue[row], predicted.codes.labelsPred[row]];
    rows[i] = (rows[i] ?? 0) + 1;
    columns[j] = (columns[j] ?? 0) + 1;
    const cell = cells.get(i * columns.length + j);
    if (cell === undefined) cells.set(i * columns.length + j, { i, j, count: 1 });
    else cell.count += 1;
  }
  return { n, rows, columns, cells };
}

function entropy(counts: readonly number[], n: number): number {
  return -counts.reduce((total, count) => total + (count / n) * (Math.log(count) - Math.log(n)), 0);
}
