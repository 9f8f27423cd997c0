import { asChecks } from "../internal/report/as-checks.ts";
import type { AnyReport } from "../internal/report/as-checks.ts";
import {
  byUrgency,
  shownCounts,
  shownExamples,
  shownTotals,
  STATUS_WORDS,
  statusOf,
} from "../internal/report/shown.ts";
import type { Status } from "../internal/report/shown.ts";
import type { CheckResult } from "../suite/report.ts";

/** Options of {@link toText}. */
export interface ToTextOptions {
  /** Colours for a terminal. Default false. */
  readonly colors?: boolean | undefined;
  /** Rows of evidence a check. Default 3. */
  readonly examples?: number | undefined;
}

const ESCAPES: Readonly<Record<Status, string>> = {
  error: "\u001B[35m",
  failed: "\u001B[31m",
  warned: "\u001B[33m",
  notEvaluated: "\u001B[33m",
  passed: "\u001B[32m",
};
const SIGNS: Readonly<Record<Status, string>> = {
  error: "!",
  failed: "✗",
  warned: "▲",
  notEvaluated: "–",
  passed: "✓",
};
const RESET = "\u001B[0m";

/**
 * Writes a report for a terminal: a line of totals, then a line a check, the most urgent first, with the first rows that failed.
 *
 * @param anyReport - the report of a suite, or of a comparison by `detectDrift`.
 * @param options - colours, number of examples.
 * @returns the text, lines ended by newlines.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull } from "@mlsys/checks";
 * import { toText } from "@mlsys/checks/report";
 *
 * const report = await checkSuite("people", [isNotNull("name"), isNotNull("age")]).run({ name: ["Ada", null], age: [36, 41] });
 * const lines = toText(report).split("\n");
 * lines[0]; // => "people: failed (1 failed, 1 passed; 2 rows)"
 * lines[1]; // => "✗ name must not be missing: 1 of 2 rows fails (50 %), first at row 1: null"
 * ```
 */
export function toText(anyReport: AnyReport, { colors = false, examples = 3 }: ToTextOptions = {}): string {
  const report = asChecks(anyReport);
  const paint = (status: Status, text: string): string => (colors ? `${ESCAPES[status]}${text}${RESET}` : text);
  const rows = `${report.rowCount} ${report.rowCount === 1 ? "row" : "rows"}`;
  const verdict = paint(report.passed ? "passed" : "failed", report.passed ? "passed" : "failed");
  const lines = [`${oneLine(report.suite)}: ${verdict} (${shownTotals(report)}; ${rows})`];
  for (const result of byUrgency(report.results)) lines.push(...linesOf(result, examples, paint));
  return `${lines.join("\n")}\n`;
}

function linesOf(result: CheckResult, examples: number, paint: (status: Status, text: string) => string): string[] {
  const status = statusOf(result);
  const word = status === "passed" || status === "failed" ? "" : ` [${STATUS_WORDS[status]}]`;
  const lines = [`${paint(status, SIGNS[status])} ${oneLine(result.message)}${word}`];
  if (result.description !== null && status !== "passed") lines.push(`    ${oneLine(result.description)}`);
  const more = result.outcome === "failed" ? shownExamples(result, examples).slice(1) : [];
  if (more.length > 0) lines.push(`    then ${more.join("; ")}`);
  const counts = result.missingCount === null || result.missingCount === 0 ? "" : shownCounts(result);
  if (counts !== "" && status !== "passed") lines.push(`    ${counts}`);
  return lines;
}

/** Control characters from data must not reach the terminal. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is removed
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g, " ");
}
