import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";

const MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
const SHORT_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";

/** The directives of strptime that are known, as regular expressions; digits may lack their leading zero, as in Python. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: "(?<year>\\d{4})",
  y: "(?<shortYear>\\d{2})",
  m: "(?<month>1[0-2]|0?[1-9])",
  d: "(?<day>3[01]|[12]\\d|0?[1-9])",
  j: "(?<yearDay>36[0-6]|3[0-5]\\d|[12]\\d{2}|0?\\d{1,2})",
  H: "(?<hour>2[0-3]|[01]?\\d)",
  I: "(?<halfHour>1[0-2]|0?[1-9])",
  M: "(?<minute>[0-5]?\\d)",
  S: "(?<second>6[01]|[0-5]?\\d)",
  f: "(?<fraction>\\d{1,6})",
  p: "(?<half>AM|PM)",
  b: `(?<shortMonth>${SHORT_MONTHS})`,
  B: `(?<monthName>${MONTHS})`,
  a: "(?<shortWeekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
  A: "(?<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
  z: "(?<zone>Z|[+-]\\d{2}:?[0-5]\\d)",
  "%": "%",
};

/**
 * The test of a strptime format: whether a text is a date in it, on a day that exists.
 *
 * @throws {ChecksError} `invalidPattern` for a directive that is not known.
 */
export function dateFormat(format: string): (text: string) => boolean {
  const pattern = new RegExp(`^${sourceOf(format)}$`, "iu");
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    return groups !== undefined ? dayExists(groups) : pattern.test(text);
  };
}

function sourceOf(format: unknown): string {
  if (typeof format !== "string") throw refusal(showValue(format));
  const seen = new Set<string>();
  return format.replace(/%([\s\S]?)|[\\^$.*+?()[\]{}|/]/g, (part, directive: string | undefined) => {
    if (directive === undefined) return `\\${part}`;
    const source = Object.hasOwn(DIRECTIVES, directive) ? DIRECTIVES[directive] : undefined;
    if (source === undefined || (directive !== "%" && seen.has(directive))) throw refusal(part);
    seen.add(directive);
    return source;
  });
}

function refusal(found: string): ChecksError {
  const known = Object.keys(DIRECTIVES).map((directive) => `%${directive}`);
  return new ChecksError({
    code: "invalidPattern",
    what: "the date format is not known",
    where: "matchesDateFormat",
    found,
    fix: `use each of ${known.join(" ")} at most once`,
  });
}

/** Whether the month has the day: 29 February needs a leap year where the year is known. */
function dayExists({ year, shortYear, month, shortMonth, monthName, day }: Readonly<Record<string, string>>): boolean {
  if (day === undefined) return true;
  const short = (shortMonth ?? monthName)?.slice(0, 3).toLowerCase();
  const number = short === undefined ? Number(month ?? 1) : SHORT_MONTHS.toLowerCase().split("|").indexOf(short) + 1;
  const date = new Date(0);
  date.setUTCFullYear(Number(year ?? (shortYear === undefined ? 2000 : `20${shortYear}`)), number, 0);
  return Number(day) <= date.getUTCDate();
}
