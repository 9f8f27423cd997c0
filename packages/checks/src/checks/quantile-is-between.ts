import { invalidCheck } from "../internal/define/invalid-check.ts";
import { oneOf } from "@mlsys/core/basics";
import type { QuantileMethod } from "../aggregates/aggregate.ts";
import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck, notNumbers } from "../internal/define/figure-check.ts";
import { quantilesRequest } from "../internal/memory/accumulators/quantiles.ts";
/** Options of {@link quantileIsBetween}. */
export interface QuantileIsBetweenOptions extends CheckOptions, BoundOptions {
  /** How to read a quantile that falls between two values; numpy's names, `discrete` being SQL's percentile_disc. Default `"linear"`. */
  readonly method?: QuantileMethod | undefined;
}

/**
 * A quantile of the present values must lie between bounds. It is exact: all numbers are kept, 8 bytes each.
 *
 * @param column - the column; a value that is no number makes the outcome an error.
 * @param probability - which quantile, 0 to 1.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`, `method`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, quantileIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [quantileIsBetween("x", 0.75, { min: 0 })]).run({ x: [1, 2, 3, 10] });
 * report.results[0].observedValue; // => 4.75
 * ```
 */
export function quantileIsBetween(column: string, probability: number, options: QuantileIsBetweenOptions): Check {
  const name = columnName("quantileIsBetween", column);
  requireShare(probability);
  const parsed = parseFigureOptions("quantileIsBetween", options, {
    ...numberBoundSpecs,
    method: {
      rule: oneOf("linear", "discrete", "nearest", "lower", "higher", "midpoint"),
      default: "linear",
    },
  });
  const bounds = parseBounds<number>("quantileIsBetween", parsed);
  const { method } = parsed;
  return figureCheck({
    check: "quantileIsBetween",
    columns: [name],
    parameters: { probability, ...boundParameters(bounds), method },
    sentence: `the ${probability} quantile of ${name} must be ${boundsInWords(bounds)}`,
    needs: { quantiles: { ...quantilesRequest, column: name, probabilities: [probability], method } },
    options: parsed,
    find: ({ quantiles }) => {
      const observed = quantiles.values?.[0] ?? null;
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        invalid: notNumbers(name, quantiles),
        ...countsOf(quantiles),
      };
    },
  });
}

function requireShare(probability: unknown): void {
  if (typeof probability === "number" && probability >= 0 && probability <= 1) return;
  throw invalidCheck("quantileIsBetween", "the probability is out of range", probability, "give a number from 0 to 1");
}
