import type { Matrix } from "@mlsys/core";
import type { StateValue } from "../../persistence/saved-model.ts";
import type { StateReader } from "../../persistence/state-reader.ts";
import type { Boosted } from "./boost.ts";
import { boostedTreesFromState } from "./boosted-tree.ts";
import { encodeRows } from "./category-codes.ts";
import type { CategoryCodes } from "./category-codes.ts";

/** What a fitted boosting is made of. */
export interface BoostedParts extends Boosted {
  readonly codes: CategoryCodes | undefined;
}

/** Whether each feature has categories; undefined where none has. */
export function categoricalMask({ codes }: BoostedParts, nFeatures: number): readonly boolean[] | undefined {
  if (codes === undefined) return undefined;
  const categorical = new Set(codes.order.subarray(0, codes.categories.length));
  return Array.from({ length: nFeatures }, (_, j) => categorical.has(j));
}

/** The raw predictions of rows, an array a tree of an iteration. */
export function rawPredictions({ trees, baseline, codes }: BoostedParts, rows: Matrix): readonly Float64Array[] {
  const X = encodeRows(rows, codes);
  const raw = Array.from(baseline, (value) => new Float64Array(X.rows).fill(value));
  for (let tree = 0; tree < trees.length; tree++) {
    trees.addTo(tree, X.data, X.cols, raw[tree % raw.length] as Float64Array);
  }
  return raw;
}

/** The same after each iteration: arrays of their own each time. */
export function* stagedPredictions(
  { trees, baseline, codes }: BoostedParts,
  rows: Matrix,
): Generator<readonly Float64Array[], void, undefined> {
  const X = encodeRows(rows, codes);
  let raw = Array.from(baseline, (value) => new Float64Array(X.rows).fill(value));
  for (let tree = 0; tree < trees.length; tree++) {
    const place = tree % raw.length;
    if (place === 0) raw = raw.map((each) => each.slice());
    trees.addTo(tree, X.data, X.cols, raw[place] as Float64Array);
    if (place === raw.length - 1) yield raw;
  }
}

/** What becomes of each of several. */
export function* eachOf<Each, Result>(
  all: Iterable<Each>,
  change: (each: Each) => Result,
): Generator<Result, void, undefined> {
  for (const each of all) yield change(each);
}

/** The parts, to be saved. */
export function boostedState(parts: BoostedParts): { readonly [key: string]: StateValue } {
  return {
    trees: parts.trees.toState(),
    baseline: parts.baseline,
    doEarlyStopping: parts.doEarlyStopping,
    trainScore: parts.trainScore,
    validationScore: parts.validationScore,
    categoryOrder: parts.codes?.order ?? null,
    categories: parts.codes?.categories ?? null,
  };
}

/** Reads what {@link boostedState} gave. */
export function readBoosted(kind: string, read: StateReader): BoostedParts {
  const hasCategories = read.value("categories") !== null;
  const categories = hasCategories ? read.list("categories") : [];
  return {
    trees: boostedTreesFromState(kind, read.record("trees")),
    baseline: read.vector("baseline"),
    doEarlyStopping: read.boolean("doEarlyStopping"),
    trainScore: read.vector("trainScore"),
    validationScore: read.vector("validationScore"),
    codes: hasCategories
      ? {
          order: read.integers("categoryOrder"),
          categories: categories.map((each) =>
            each instanceof Float64Array ? each : read.refuse("categories", "vectors"),
          ),
        }
      : undefined,
  };
}
