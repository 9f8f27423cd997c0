import { randomState as generator } from "@mlsys/core";
import { checkEnough, parseFoldOptions } from "./internal/fold-options.ts";
import type { FoldOptions, ParsedFoldOptions } from "./internal/fold-options.ts";
import { eachFold } from "./internal/folds.ts";
import { codeClasses, codeLabels, keptLabels } from "./internal/labels.ts";
import type { CodedLabels } from "./internal/labels.ts";
import { pairwiseSum, standardDeviation } from "./internal/numpy-sums.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { Splitter } from "./splitter.ts";
import { checkClassSizes } from "./internal/stratified-folds.ts";

/** Options of {@link stratifiedGroupKFold}. */
export type StratifiedGroupKFoldOptions = FoldOptions;

/**
 * K-fold cross-validation that keeps every group whole and the class proportions as near to the whole's as groups allow.
 * `split` needs `{ y, groups }`. The most unbalanced groups are dealt out first, each to the fold where it evens out most.
 *
 * @param options - number of folds, shuffle (the order among groups that are alike), seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `missingLabels`, `missingGroups`, `tooFewSamples` when there
 * are fewer groups than folds or every class has fewer rows than there are folds, `invalidInput`.
 * @see scikit-learn's `StratifiedGroupKFold`.
 *
 * @example
 * ```ts
 * import { stratifiedGroupKFold } from "@mlsys/split";
 *
 * const inputs = { y: [0, 0, 1, 1, 0, 1], groups: [1, 1, 2, 2, 3, 3] };
 * const tests = Array.from(stratifiedGroupKFold({ nSplits: 2 }).split(6, inputs), ({ test }) => Array.from(test));
 * tests; // => [[0, 1, 4, 5], [2, 3]]
 * ```
 */
export function stratifiedGroupKFold(options?: StratifiedGroupKFoldOptions): Splitter {
  const parsed = parseFoldOptions("stratifiedGroupKFold", options);
  const { nSplits } = parsed;
  return makeSplitter({
    kind: "stratifiedGroupKFold",
    options: { ...parsed },
    needsY: true,
    needsGroups: true,
    plan: ({ n, y, groups, logger }) => {
      checkEnough("stratifiedGroupKFold", nSplits, n, "rows");
      const classes = keptLabels(codeClasses("stratifiedGroupKFold", y), y);
      checkClassSizes("stratifiedGroupKFold", nSplits, classes, logger);
      const grouped = keptLabels(codeLabels("stratifiedGroupKFold", "groups", groups), groups);
      checkEnough("stratifiedGroupKFold", nSplits, grouped.counts.length, "groups");
      return () => {
        const folds = foldsOfGroups(classes, grouped, parsed);
        return eachFold(
          grouped.codes.map((code) => folds[code] ?? 0),
          nSplits,
        );
      };
    },
    countSplits: () => nSplits,
  });
}

function foldsOfGroups(classes: CodedLabels, groups: CodedLabels, options: ParsedFoldOptions): Int32Array {
  const { nSplits, shuffle, randomState } = options;
  const nGroups = groups.counts.length;
  const width = classes.counts.length;
  const order = shuffle
    ? generator(randomState).permutation(nGroups)
    : Int32Array.from({ length: nGroups }, (_, i) => i);
  const table = countsOfGroups(classes, groups);
  const spread = Float64Array.from(order, (group) => standardDeviation(table, group * width, width));
  const widest = Array.from(spread.keys()).sort((a, b) => (spread[b] ?? 0) - (spread[a] ?? 0) || a - b);
  const folds = new Int32Array(nGroups);
  const dealer = new Dealer(nSplits, classes.counts);
  for (const place of widest) {
    const group = order[place] ?? 0;
    folds[group] = dealer.deal(table.subarray(group * width, (group + 1) * width));
  }
  return folds;
}

/** Groups × classes: how many rows. */
function countsOfGroups(classes: CodedLabels, groups: CodedLabels): Float64Array {
  const width = classes.counts.length;
  const table = new Float64Array(groups.counts.length * width);
  for (let i = 0; i < classes.codes.length; i++) {
    const cell = (groups.codes[i] ?? 0) * width + (classes.codes[i] ?? 0);
    table[cell] = (table[cell] ?? 0) + 1;
  }
  return table;
}

/** Deals groups out to folds and remembers what each fold holds. */
class Dealer {
  private readonly nSplits: number;
  private readonly totals: Int32Array;
  /** Folds × classes: how many rows. */
  private readonly held: Float64Array;
  private readonly shares: Float64Array;
  private readonly spreads: Float64Array;

  constructor(nSplits: number, totals: Int32Array) {
    this.nSplits = nSplits;
    this.totals = totals;
    this.held = new Float64Array(nSplits * totals.length);
    this.shares = new Float64Array(this.held.length);
    this.spreads = new Float64Array(totals.length);
  }

  /** The fold in which the classes become most even; among nearly equal ones the one with the fewest rows. */
  deal(counts: Float64Array): number {
    let [best, least, fewest] = [0, Infinity, Infinity];
    for (let fold = 0; fold < this.nSplits; fold++) {
      const unevenness = this.unevennessWith(fold, counts);
      const rows = this.rowsOf(fold);
      if (unevenness < least || (isClose(unevenness, least) && rows < fewest)) {
        [best, least, fewest] = [fold, unevenness, rows];
      }
    }
    this.add(best, counts, 1);
    return best;
  }

  private unevennessWith(fold: number, counts: Float64Array): number {
    this.add(fold, counts, 1);
    const width = this.totals.length;
    for (let i = 0; i < this.held.length; i++) this.shares[i] = (this.held[i] ?? 0) / (this.totals[i % width] ?? 1);
    this.add(fold, counts, -1);
    for (let j = 0; j < width; j++) this.spreads[j] = this.spreadOfClass(j);
    return pairwiseSum(this.spreads, 0, width) / width;
  }

  /** Over the folds NumPy adds row by row, and pairwise only where there is a single class. */
  private spreadOfClass(j: number): number {
    const { nSplits, shares } = this;
    const width = this.totals.length;
    if (width === 1) return standardDeviation(shares, 0, nSplits);
    let sum = 0;
    for (let fold = 0; fold < nSplits; fold++) sum += shares[fold * width + j] ?? 0;
    const mean = sum / nSplits;
    let squares = 0;
    for (let fold = 0; fold < nSplits; fold++) squares += ((shares[fold * width + j] ?? 0) - mean) ** 2;
    return Math.sqrt(squares / nSplits);
  }

  private rowsOf(fold: number): number {
    const width = this.totals.length;
    return this.held.subarray(fold * width, (fold + 1) * width).reduce((sum, count) => sum + count, 0);
  }

  private add(fold: number, counts: Float64Array, sign: 1 | -1): void {
    const width = this.totals.length;
    for (let j = 0; j < width; j++) {
      const cell = fold * width + j;
      this.held[cell] = (this.held[cell] ?? 0) + sign * (counts[j] ?? 0);
    }
  }
}

/** `numpy.isclose` with its default tolerances; nothing finite is close to infinity. */
function isClose(a: number, b: number): boolean {
  return b !== Infinity && Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);
}
