import { invalidCheck } from "../internal/define/invalid-check.ts";
import { oneOf } from "@mlsys/core/basics";
import type { QuantileMethod } from "../aggregates/aggregate.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { boundParameters, boundsInWords, isWithin, parseBounds } from "../internal/define/bounds.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName, inWords } from "../internal/define/columns.ts";
import { countsOf, figureCheck, notNumbers } from "../internal/define/figure-check.ts";
import { quantilesRequest } from "../internal/memory/accumulators/quantiles.ts";

/** A quantile and the bounds that it must lie between. */
export interface QuantileBounds extends BoundOptions {
  /** Which quantile, 0 to 1. */
  readonly probability: number;
}

/** Options of {@link quantilesAreBetween}. */
export interface QuantilesAreBetweenOptions extends CheckOptions {
  /** How to read a quantile that falls between two values; numpy's names, `discrete` being SQL's percentile_disc. Default `"linear"`. */
  readonly method?: QuantileMethod | undefined;
}

/**
 * Several quantiles of the present values must each lie between bounds. They are exact: all numbers are kept, 8 bytes each.
 *
 * @param column - the column; a value that is no number makes the outcome an error.
 * @param quantiles - the quantiles with their bounds, at least one.
 * @param options - `method`; condition, severity, name.
 * @returns the check; its observed value is the list of quantiles.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, quantilesAreBetween } from "@mlsys/checks";
 *
 * const quartiles = quantilesAreBetween("x", [{ probability: 0.25, min: 1 }, { probability: 0.75, max: 4 }]);
 * const report = await checkSuite("figures", [quartiles]).run({ x: [1, 2, 3, 10] });
 * report.results[0].observedValue; // => [1.75, 4.75]
 * report.passed; // => false
 * ```
 */
export function quantilesAreBetween(
  column: string,
  quantiles: readonly QuantileBounds[],
  options: QuantilesAreBetweenOptions = {},
): Check {
  const name = columnName("quantilesAreBetween", column);
  const probabilities = probabilitiesOf(quantiles);
  const bounds = quantiles.map((each) => parseBounds<number>("quantilesAreBetween", each));
  const parsed = parseFigureOptions("quantilesAreBetween", options, {
    method: { rule: oneOf("linear", "discrete", "nearest", "lower", "higher", "midpoint"), default: "linear" },
  });
  const { method } = parsed;
  const demands = bounds.map((each, i) => `the ${probabilities[i] ?? ""} quantile ${boundsInWords(each)}`);
  return figureCheck({
    check: "quantilesAreBetween",
    columns: [name],
    parameters: {
      quantiles: bounds.map((each, i) => ({ probability: probabilities[i], ...boundParameters(each) })),
      method,
    },
    sentence: `of ${name}, ${inWords(demands)} must hold`,
    needs: { quantiles: { ...quantilesRequest, column: name, probabilities, method } },
    options: parsed,
    find: ({ quantiles: found }) => ({
      observed: found.values,
      holds: found.values !== null && bounds.every((each, i) => isWithin(found.values?.[i] ?? NaN, each)),
      words: `they are ${(found.values ?? []).join(", ")}`,
      invalid: notNumbers(name, found),
      ...countsOf(found),
    }),
  });
}

function probabilitiesOf(quantiles: unknown): number[] {
  const list = Array.isArray(quantiles) ? (quantiles as readonly (QuantileBounds | null)[]) : [];
  const probabilities = list.map((each) => each?.probability ?? NaN);
  if (list.length > 0 && probabilities.every((each) => each >= 0 && each <= 1)) return probabilities;
  throw invalidCheck(
    "quantilesAreBetween",
    "the quantiles are not named",
    quantiles,
    "give an array of { probability, min, max } with probabilities from 0 to 1",
  );
}
