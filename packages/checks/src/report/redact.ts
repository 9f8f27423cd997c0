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
  return { ...report, results: report.results.map((result) => redacted(result, hidden)) };
}

function redacted(result: CheckResult, hidden: ReadonlySet<string>): CheckResult {
  if (!result.columns.some((name) => hidden.has(name))) return result;
  const counts = shownCounts(result);
  const keepsFigure = result.unexpectedCount !== null || HARMLESS.test(result.check);
  return {
    ...result,
    message: `${result.name} ${result.outcome === "notEvaluated" ? "was not evaluated" : result.outcome}${counts === "" ? "" : `: ${counts}`}`,
    observedValue: keepsFigure ? result.observedValue : null,
    unexpectedExamples: result.unexpectedExamples.map((example) => exampleWithout(example, result, hidden)),
    details: {},
  };
}

/** Of several columns an example is a record by name. */
function exampleWithout(example: JsonValue, { columns }: CheckResult, hidden: ReadonlySet<string>): JsonValue {
  const isRecord = columns.length > 1 && typeof example === "object" && example !== null && !Array.isArray(example);
  if (!isRecord) return REDACTED;
  return Object.fromEntries(
    Object.entries(example as Record<string, JsonValue>).map(([name, value]) => [
      name,
      hidden.has(name) ? REDACTED : value,
    ]),
  );
}
