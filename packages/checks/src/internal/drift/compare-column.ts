import type { DriftMethod } from "../../drift/drift-report.ts";
import { countBins, quantileEdges } from "../../drift/statistics/bins.ts";
import { ChecksError } from "../../checks-error.ts";
import { newCategories, poolRare } from "./categories.ts";
import type { ColumnPair } from "./column-pair.ts";
import type { MethodContext, Tested } from "./method.ts";
import { METHODS } from "./methods/index.ts";

/** Bins of equally many reference values that numbers are counted in for methods of counts. */
const BINS = 10;

/** What was found in one column, before the correction over all of them. */
export interface Compared {
  readonly method: DriftMethod;
  readonly minEffect: number | null;
  readonly tested: Tested;
  readonly pooled: number;
  readonly newCategories: readonly string[];
}

/**
 * Compares one column by a method.
 *
 * @throws {ChecksError} `invalidOption` when the method is for numbers and the column has none.
 */
export function compareColumn(
  name: string,
  pair: Exclude<ColumnPair, { readonly kind: "other" }>,
  wanted: DriftMethod | undefined,
  context: MethodContext,
): Compared {
  const method = wanted ?? (pair.kind === "numeric" ? "kolmogorovSmirnov" : "chiSquared");
  const { minEffect } = METHODS[method];
  if (pair.kind === "categorical") {
    const { reference, current, pooled } = poolRare(pair);
    const tested = testCounts(name, method, reference, current, context);
    return { method, minEffect, tested, pooled, newCategories: newCategories(pair) };
  }
  const tested = testNumbers(method, pair.reference, pair.current, context);
  return { method, minEffect, tested, pooled: 0, newCategories: [] };
}

function testNumbers(
  method: DriftMethod,
  reference: Float64Array,
  current: Float64Array,
  context: MethodContext,
): Tested {
  const own = METHODS[method];
  if (own.of === "numbers") return own.test(reference, current, context);
  const edges = quantileEdges(reference, BINS);
  return own.test(countBins(reference, edges), countBins(current, edges), context);
}

function testCounts(
  name: string,
  method: DriftMethod,
  reference: readonly number[],
  current: readonly number[],
  context: MethodContext,
): Tested {
  const own = METHODS[method];
  if (own.of === "counts") return own.test(reference, current, context);
  throw new ChecksError({
    code: "invalidOption",
    what: `the method ${method} compares numbers`,
    where: `detectDrift, column ${JSON.stringify(name)}`,
    found: "categories",
    fix: "give method a record with a method for this column, such as chiSquared",
  });
}
