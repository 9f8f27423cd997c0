import type { RowCheckOptions } from "../../definition/check-options.ts";
import type { Check } from "../../definition/check.ts";
import { parseRowOptions } from "../define/check-options.ts";
import { columnName } from "../define/columns.ts";
import { rowCheck } from "../define/row-check.ts";
import { isoInstant } from "../values/iso-instant.ts";

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? /;
const TIME = /[ ,t]+\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?$/;
const IN_NUMBERS = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})$/;
const IN_WORDS = /^(?:(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]+)|([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?),?[- ](\d{4})$/;

/**
 * Texts that are dates in the widespread forms that Python's dateutil reads: ISO 8601, numbers with slashes, points or hyphens, months in
 * English, with or without a time. What dateutil guesses beyond that, such as a lone number for a day, is no date here.
 */
export function isDateutilDate(column: string, options: RowCheckOptions): Check {
  const name = columnName("isDateutilDate", column);
  return rowCheck({
    check: "expect_column_values_to_be_dateutil_parseable",
    columns: [name],
    sentence: `${name} must be dates`,
    rows: { op: "test", columns: [name], test: isDate, missing: "skip", pure: true },
    accepts: ["string"],
    options: parseRowOptions("isDateutilDate", options, {}),
  });
}

function isDate(value: unknown): boolean {
  if (typeof value !== "string") return false;
  if (isoInstant(value) !== undefined) return true;
  const day = value.trim().toLowerCase().replace(WEEKDAY, "").replace(TIME, "");
  const [, first = "", , second = "", third = ""] = IN_NUMBERS.exec(day) ?? [];
  if (third !== "") return inNumbers([first, second, third].map(Number));
  const [, before, monthAfter, monthBefore, after, year] = IN_WORDS.exec(day) ?? [];
  const month = MONTHS.indexOf((monthAfter ?? monthBefore ?? "").slice(0, 3)) + 1;
  return year !== undefined && month > 0 && exists(Number(year), month, Number(before ?? after));
}

/** Month first, where that cannot be day first, or the year in front. */
function inNumbers([first = 0, second = 0, third = 0]: readonly number[]): boolean {
  if (first > 31) return exists(first, second, third);
  return exists(third, first, second) || exists(third, second, first);
}

function exists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
