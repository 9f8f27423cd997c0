import { invalidCheck } from "../internal/define/invalid-check.ts";
import { real } from "@mlsys/core/basics";
import type { Moments } from "../aggregates/aggregate.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { flag, parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { fenceCheck } from "../internal/define/fence-check.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link zScoreIsBelow}. */
export interface ZScoreIsBelowOptions extends RowCheckOptions {
  /** Whether values far below the mean fail too. Default true. */
  readonly doubleSided?: boolean | undefined;
}

/**
 * Every number must be less than some sample standard deviations (divided by n - 1) away from the mean. Where all numbers are equal,
 * or there is one only, all pass. It takes a second pass, so that a stream cannot be judged.
 *
 * @param column - the column; values that are no numbers fail.
 * @param threshold - the number of standard deviations, above 0.
 * @param options - `doubleSided`; tolerance, condition, severity, name.
 * @returns the check; `details` holds the bounds that the data gave.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, zScoreIsBelow } from "@mlsys/checks";
 *
 * const report = await checkSuite("payments", [zScoreIsBelow("amount", 2)]).run({ amount: [1, 2, 1, 2, 1, 2, 1, 40] });
 * report.results[0].unexpectedExamples; // => [40]
 * ```
 */
export function zScoreIsBelow(column: string, threshold: number, options: ZScoreIsBelowOptions = {}): Check {
  const name = columnName("zScoreIsBelow", column);
  if (!real({ above: 0 }).accepts(threshold)) {
    throw invalidCheck("zScoreIsBelow", "the threshold is out of range", threshold, "give a number above 0");
  }
  const parsed = parseRowOptions("zScoreIsBelow", options, { doubleSided: flag(true) });
  const { doubleSided } = parsed;
  return fenceCheck({
    check: "zScoreIsBelow",
    column: name,
    parameters: { threshold, doubleSided },
    sentence: `${name} must be less than ${threshold} standard deviations ${doubleSided ? "from" : "above"} its mean`,
    figures: { ...momentsRequest, column: name, powers: 2 },
    fences: ({ count, mean, m2 }: Moments) => {
      const reach = threshold * Math.sqrt(m2 / (count - 1));
      if (!(reach > 0)) return undefined;
      return { ...(doubleSided ? { min: mean - reach } : {}), max: mean + reach, exclusive: true };
    },
    options: parsed,
  });
}
