import type { JsonValue } from "../definition/json-value.ts";
import { shownCounts } from "../internal/report/shown.ts";
import type { CheckResult, ChecksReport } from "../suite/report.ts";

/** What stands where a value was. */
const REDACTED = "[redacted]";
/** Figures that say nothing of a single value. */
const HARMLESS = /Count|Ratio|Share|Entropy|entropy|columns/;

/**
 * Takes the values of columns out of a report, such as personal data, and keeps counts, shares and row numbers: examples, observed
 * minima or sets, details, and the messages that quote them. Do this before a report is stored or shown.
 *
 * @param report - the report of a suite.
 * @param columns - the columns whose values must not be shown.
 * @returns the report without them; verdicts and counts are unchanged.
 *
 * @example
 * ```ts
 * import { checkSuite, matches } from "@mlsys/checks";
 * import { redact } from "@mlsys/checks/report";
 *
 * const report = await checkSuite("people", [matches("email", "@")]).run({ email: ["ada@example.org", "0171 23"] });
 * const safe = redact(report, ["email"]);
 * safe.results[0]?.unexpectedExamples; // => ["[redacted]"]
 * safe.results[0]?.message; // => "matches(email) failed: 1 of 2 unexpected (50 %)"
 * ```
 */
export function redact(report: ChecksReport, columns: readonly string[]): ChecksReport {
  const hidden = new Set(columns);
  return {
    ...report,
    results: report.results.map((result) => redacted(result, hidden)),
    // Groups and bounds that the data gave are among the parameters of later statements.
    statements: report.statements.map((statement) => ({ ...statement, parameters: [] })),
  };
}

function redacted(result: CheckResult, hidden: ReadonlySet<string>): CheckResult {
  const unexpectedKeys = result.unexpectedKeys.map((key) => recordWithout(key, hidden));
  if (!result.columns.some((name) => hidden.has(name)))
    return { ...result, unexpectedKeys, ...wordsWithout(result, hidden) };
  const { groupBy } = result.parameters;
  const isHiddenGroup = typeof groupBy === "string" && hidden.has(groupBy);
  const keepsFigure =
    !isHiddenGroup && // else the figure is a record by the column's values
    (result.unexpectedCount !== null || HARMLESS.test(result.check));
  return {
    ...result,
    message: plainMessage(result),
    unexpectedKeys,
    observedValue: keepsFigure ? result.observedValue : null,
    unexpectedExamples: result.unexpectedExamples.map((example) => exampleWithout(example, result, hidden)),
    details: {},
  };
}

/** A message names the key of the first row. */
function wordsWithout(result: CheckResult, hidden: ReadonlySet<string>): Pick<CheckResult, "message"> {
  const [key] = result.unexpectedKeys;
  const isNamed = typeof key === "object" && key !== null && Object.keys(key).some((name) => hidden.has(name));
  return { message: isNamed ? plainMessage(result) : result.message };
}

function plainMessage(result: CheckResult): string {
  const counts = shownCounts(result);
  const outcome = result.outcome === "notEvaluated" ? "was not evaluated" : result.outcome;
  return `${result.name} ${outcome}${counts === "" ? "" : `: ${counts}`}`;
}

/** Of several columns an example is a record by name. */
function exampleWithout(example: JsonValue, { columns }: CheckResult, hidden: ReadonlySet<string>): JsonValue {
  const isRecord = columns.length > 1 && typeof example === "object" && example !== null && !Array.isArray(example);
  return isRecord ? recordWithout(example, hidden) : REDACTED;
}

function recordWithout(record: JsonValue, hidden: ReadonlySet<string>): JsonValue {
  return Object.fromEntries(
    Object.entries(record as Record<string, JsonValue>).map(([name, value]) => [
      name,
      hidden.has(name) ? REDACTED : value,
    ]),
  );
}
