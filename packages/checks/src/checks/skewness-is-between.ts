import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { flag } from "../internal/define/check-options.ts";
import { skewnessOf } from "../internal/define/standardised-moments.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link skewnessIsBetween}. */
export interface SkewnessIsBetweenOptions extends CheckOptions, BoundOptions {
  /** Whether the moment of the sample itself is meant, uncorrected for its size. Default true. */
  readonly bias?: boolean | undefined;
}

/**
 * The skewness of the present values must lie between bounds: the third standardised moment, g1, or with `bias: false` its
 * correction G1. Where all values are equal it is undefined and not evaluated.
 *
 * @param column - the column; a value that is no number makes the outcome an error.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`, `bias`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.skew.html
 *
 * @example
 * ```ts
 * import { checkSuite, skewnessIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [skewnessIsBetween("x", { max: 3 })]).run({ x: [2, 4, 4, 4, 5, 5, 7, 9, 30] });
 * Math.abs(Number(report.results[0].observedValue) - 2.2281442409722576) < 1e-14; // => true
 * ```
 */
export function skewnessIsBetween(column: string, options: SkewnessIsBetweenOptions): Check {
  return boundedFigure("skewnessIsBetween", column, options, {
    figure: (name) => `the skewness of ${name}`,
    request: momentsRequest,
    of: (moments, { bias }) => skewnessOf(moments, bias),
    own: { bias: flag(true) },
  });
}
