import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { duration, inTime, milliseconds } from "../internal/define/duration.ts";
import { countsOf, figureCheck } from "../internal/define/figure-check.ts";
import { isoInstant } from "../internal/values/iso-instant.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link hasNoGaps}. */
export interface HasNoGapsOptions extends CheckOptions {
  /** The longest step from a value to the next greater one: for instants milliseconds or a text such as `"1 d"`, for numbers a number. */
  readonly longest: number | string;
}

/** How many gaps `details` lists. */
const LISTED = 10;

/**
 * Between the least and the greatest value of a column no gap may be longer than some step: a day that is missing in a series of days, a
 * number that is missing in a sequence. The order of the rows does not matter; text must be ISO 8601.
 *
 * @param column - the column of instants or numbers.
 * @param options - `longest`; condition, group, severity, name.
 * @returns the check; the observed value is the longest step, `details` lists the gaps.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, hasNoGaps } from "@mlsys/checks";
 *
 * const days = ["2024-02-27", "2024-02-28", "2024-03-02"].map((day) => new Date(day));
 * const suite = checkSuite("sales", [hasNoGaps("day", { longest: "1 d" }), hasNoGaps("id", { longest: 1 })]);
 * const report = await suite.run({ day: days, id: [3, 1, 2] });
 * report.results[0]?.message; // => "between neighbours of day there must be at most 1 d: the longest gap is 3 d, after 2024-02-28T00:00:00.000Z"
 * report.results[1]?.success; // => true
 * ```
 */
export function hasNoGaps(column: string, options: HasNoGapsOptions): Check {
  const name = columnName("hasNoGaps", column);
  const parsed = parseFigureOptions("hasNoGaps", options, { longest: { rule: duration(), required: true } });
  const longest = milliseconds(parsed.longest);
  return figureCheck({
    check: "hasNoGaps",
    columns: [name],
    parameters: { longest: parsed.longest },
    sentence: `between neighbours of ${name} there must be at most ${typeof parsed.longest === "string" ? inTime(longest) : longest}`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values }) => {
      const list = values.list().map(({ value }) => placeOf(value));
      const odd = list.filter((place) => place === undefined).length;
      const sorted = list.filter((place) => place !== undefined).sort((a, b) => a.at - b.at);
      const steps = sorted.slice(1).map((place, i) => ({ step: place.at - (sorted[i]?.at ?? 0), after: sorted[i] }));
      const gaps = steps.filter(({ step }) => step > longest).sort((a, b) => b.step - a.step);
      const [worst] = gaps;
      const shown = (step: number): string => (sorted[0]?.isInstant === true ? inTime(step) : String(step));
      return {
        observed: sorted.length === 0 ? null : steps.reduce((most, { step }) => Math.max(most, step), 0),
        holds: worst === undefined,
        words:
          worst === undefined
            ? "there is no gap"
            : `the longest gap is ${shown(worst.step)}, after ${inWords(worst.after?.value)}`,
        invalid: { count: odd, because: `${name} holds values that are neither instants nor numbers` },
        ...countsOf(values),
        details: { gaps: gaps.slice(0, LISTED).map(({ step, after }) => ({ after: after?.value, step })) },
      };
    },
  });
}

interface Place {
  readonly at: number;
  readonly value: unknown;
  readonly isInstant: boolean;
}

function placeOf(value: unknown): Place | undefined {
  if (typeof value === "number" || typeof value === "bigint") return { at: Number(value), value, isInstant: false };
  const at = value instanceof Date ? value.getTime() : typeof value === "string" ? isoInstant(value) : undefined;
  return at === undefined ? undefined : { at, value, isInstant: true };
}

function inWords(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
