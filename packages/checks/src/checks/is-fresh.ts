import { either, oneOf, satisfying } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { duration, inTime, milliseconds } from "../internal/define/duration.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { isoInstant } from "../internal/values/iso-instant.ts";
import { extremesRequest } from "../internal/memory/accumulators/extremes.ts";

/** Options of {@link isFresh}. */
export interface IsFreshOptions extends CheckOptions {
  /** The greatest age of the newest value: milliseconds, or a text such as `"90 min"`, `"24 h"`, `"7 d"`. */
  readonly maxAge: number | string;
  /** The present, or a clock. Default: the machine's clock when the check is judged. */
  readonly now?: Date | (() => Date) | undefined;
  /** The outcome when there is nothing to judge. Default `"fail"`: no data is not fresh. */
  readonly onEmpty?: "pass" | "fail" | "skip" | undefined;
}

/**
 * The newest value of a column must be no older than some time: the data must be fresh. With `groupBy`, that of each group. Instants count in
 * UTC; text must be ISO 8601, all of one form, and is UTC where it names no zone. A value in the future is fresh.
 *
 * @param column - the column of instants.
 * @param options - `maxAge`, `now`; condition, group, severity, name.
 * @returns the check; `details` holds the age in milliseconds.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isFresh } from "@mlsys/checks";
 *
 * const suite = checkSuite("events", [isFresh("at", { maxAge: "24 h", now: new Date("2024-03-02T12:00:00Z") })]);
 * const report = await suite.run({ at: [new Date("2024-03-01T00:00:00Z"), null] });
 * report.results[0]?.message; // => "the newest value of at must be at most 1 d old: it is 1.5 d old"
 * ```
 */
export function isFresh(column: string, options: IsFreshOptions): Check {
  const name = columnName("isFresh", column);
  const parsed = parseFigureOptions("isFresh", options, {
    maxAge: { rule: duration(), required: true },
    now: {
      rule: either(
        satisfying("a date", (value): value is Date => value instanceof Date && !Number.isNaN(value.getTime())),
        satisfying("a function that gives a date", (value): value is () => Date => typeof value === "function"),
      ),
    },
    onEmpty: { rule: oneOf("pass", "fail", "skip"), default: "fail" },
  });
  const { now } = parsed;
  const maxAge = milliseconds(parsed.maxAge);
  return figureCheck({
    check: "isFresh",
    columns: [name],
    parameters: { maxAge: parsed.maxAge, ...(now instanceof Date ? { now } : {}) },
    sentence: `the newest value of ${name} must be at most ${inTime(maxAge)} old`,
    needs: { extremes: { ...extremesRequest, column: name } },
    options: parsed,
    find: ({ extremes: { rows, count, max, kinds } }) => {
      const newest = max instanceof Date ? max.getTime() : typeof max === "string" ? isoInstant(max) : undefined;
      const present = now instanceof Date ? now : now === undefined ? new Date() : now();
      const age = newest === undefined ? NaN : present.getTime() - newest;
      const isMixed = kinds.size > 1 || (count > 0 && newest === undefined);
      return {
        observed: max,
        holds: age <= maxAge,
        words: age < 0 ? "it is in the future" : `it is ${inTime(age)} old`,
        invalid: { count: isMixed ? 1 : 0, because: `${name} holds values that are no instants` },
        elementCount: rows,
        missingCount: rows - count,
        details: count === 0 ? {} : { ageMs: age },
      };
    },
  });
}
