import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import { flag, parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck, notNumbers } from "../internal/define/figure-check.ts";
import { kurtosisOf } from "../internal/define/standardised-moments.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link kurtosisIsBetween}. */
export interface KurtosisIsBetweenOptions extends CheckOptions, BoundOptions {
  /** Whether the moment of the sample itself is meant, uncorrected for its size. Default true. */
  readonly bias?: boolean | undefined;
}

/**
 * The excess kurtosis (0 for a normal distribution) of the present values must lie between bounds: g2, or with `bias: false`
 * its correction G2. Where all values are equal it is undefined and not evaluated.
 *
 * @param column - the column; a value that is no number makes the outcome an error.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`, `bias`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.kurtosis.html
 *
 * @example
 * ```ts
 * import { checkSuite, kurtosisIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [kurtosisIsBetween("x", { max: 3 })]).run({ x: [1, 2, 3, 4, 5] });
 * Math.abs(Number(report.results[0].observedValue) - -1.3) < 1e-14; // => true
 * ```
 */
export function kurtosisIsBetween(column: string, options: KurtosisIsBetweenOptions): Check {
  const name = columnName("kurtosisIsBetween", column);
  const parsed = parseFigureOptions("kurtosisIsBetween", options, { ...numberBoundSpecs, bias: flag(true) });
  const bounds = parseBounds<number>("kurtosisIsBetween", parsed);
  const { bias } = parsed;
  return figureCheck({
    check: "kurtosisIsBetween",
    columns: [name],
    parameters: { ...boundParameters(bounds), bias },
    sentence: `the excess kurtosis of ${name} must be ${boundsInWords(bounds)}`,
    needs: { moments: { ...momentsRequest, column: name } },
    options: parsed,
    find: ({ moments }) => {
      const observed = kurtosisOf(moments, bias);
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        invalid: notNumbers(name, moments),
        elementCount: moments.rows,
        missingCount: moments.rows - moments.count - moments.invalid,
      };
    },
  });
}
