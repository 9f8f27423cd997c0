import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { flag } from "../internal/define/check-options.ts";
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
  return boundedFigure("kurtosisIsBetween", column, options, {
    figure: (name) => `the excess kurtosis of ${name}`,
    request: momentsRequest,
    of: (moments, { bias }) => kurtosisOf(moments, bias),
    own: { bias: flag(true) },
  });
}
