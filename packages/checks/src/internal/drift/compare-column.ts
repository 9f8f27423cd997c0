import type { DriftMethod } from "../../drift/drift-report.ts";
import { countBins } from "../../drift/statistics/bins.ts";
import { ChecksError } from "../../checks-error.ts";
import { newCategories, newCategoryShare, poolRare } from "./categories.ts";
import { asText } from "./column-sample.ts";
import type { ColumnPair } from "./column-pair.ts";
import type { CountMethod, MethodContext, NumericMethod, Tested, TextMethod } from "./method.ts";
import { METHODS } from "./methods/index.ts";

/** What was found in one column, before the correction over all of them. */
export interface Compared {
  readonly method: DriftMethod;
  readonly minEffect: number | null;
  readonly tested: Tested;
  readonly pooled: number;
  readonly newCategories: readonly string[];
  readonly newCategoryShare: number | null;
}

/** A column that can be compared. */
export type ComparablePair = Exclude<ColumnPair, { readonly kind: "other" }>;

const DEFAULTS = { numeric: "kolmogorovSmirnov", categorical: "chiSquared", text: "text" } as const;

/**
 * Compares one column by a method.
 *
 * @throws {ChecksError} `invalidOption` when the method is for other columns. Free text is compared as text whatever the method for all is.
 */
export function compareColumn(
  name: string,
  pair: ComparablePair,
  wanted: { readonly method: DriftMethod | undefined; readonly isOwn: boolean },
  context: MethodContext,
): Compared {
  const chosen = pair.kind === "text" && !wanted.isOwn ? "text" : (wanted.method ?? DEFAULTS[pair.kind]);
  const method = METHODS[chosen];
  const plain = { method: chosen, minEffect: method.minEffect, pooled: 0, newCategories: [], newCategoryShare: null };
  if (pair.kind === "categorical" && method.of === "counts") {
    const { reference, current, pooled } = method.keepsRare === true ? { ...pair, pooled: 0 } : poolRare(pair);
    const tested = method.test(reference, current, context);
    return { ...plain, tested, pooled, newCategories: newCategories(pair), newCategoryShare: newCategoryShare(pair) };
  }
  return { ...plain, tested: testPair(name, chosen, method, pair, context) };
}

function testPair(
  name: string,
  chosen: DriftMethod,
  method: NumericMethod | CountMethod | TextMethod,
  pair: ComparablePair,
  context: MethodContext,
): Tested {
  if (pair.kind === "numeric") {
    if (method.of === "numbers") return method.test(pair.reference, pair.current, context);
    if (method.of === "counts") {
      const { edges, counts } = pair.reference.bins();
      return method.test(counts, countBins(pair.current.values, edges), context);
    }
  } else if (method.of === "text") {
    if (pair.kind === "text") return method.test(pair.reference, pair.current, context);
    const side = (counts: readonly number[]): ReturnType<typeof asText> =>
      asText({ kind: "categorical", counts: new Map(pair.categories.map((each, i) => [each, counts[i] ?? 0])) });
    return method.test(side(pair.reference), side(pair.current), context);
  }
  throw new ChecksError({
    code: "invalidOption",
    what: `the method ${chosen} compares ${method.of === "counts" ? "categories" : method.of}`,
    where: `detectDrift, column ${JSON.stringify(name)}`,
    found: { numeric: "numbers", categorical: "categories", text: "free text" }[pair.kind],
    fix: `give method a record with a method for this column, such as ${DEFAULTS[pair.kind]}`,
  });
}
