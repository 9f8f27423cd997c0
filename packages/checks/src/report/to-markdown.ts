import { asChecks } from "../internal/report/as-checks.ts";
import type { AnyReport } from "../internal/report/as-checks.ts";
import {
  byUrgency,
  shownCounts,
  shownExamples,
  shownTotals,
  shownValue,
  STATUS_WORDS,
  statusOf,
} from "../internal/report/shown.ts";
import type { CheckResult } from "../suite/report.ts";

/** Options of {@link toMarkdown}. */
export interface ToMarkdownOptions {
  /** Rows of evidence a check. Default 3. */
  readonly examples?: number | undefined;
  /** Whether checks that passed are listed too. Default true. */
  readonly passed?: boolean | undefined;
}

const SIGNS = { error: "❗", failed: "❌", warned: "⚠️", notEvaluated: "➖", passed: "✅" } as const;

/**
 * Writes a report as Markdown (GitHub's), for a pull request: a heading with the verdict, totals, a table a check.
 *
 * @param anyReport - the report of a suite, or of a comparison by `detectDrift`.
 * @param options - number of examples, whether to list what passed.
 * @returns the Markdown.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull } from "@mlsys/checks";
 * import { toMarkdown } from "@mlsys/checks/report";
 *
 * const report = await checkSuite("people", [isNotNull("name")]).run({ name: ["Ada", "Grace"] });
 * toMarkdown(report).split("\n")[0]; // => "## ✅ people: passed"
 * ```
 */
export function toMarkdown(anyReport: AnyReport, { examples = 3, passed = true }: ToMarkdownOptions = {}): string {
  const report = asChecks(anyReport);
  const sign = report.passed ? SIGNS.passed : SIGNS.failed;
  const head = [
    `## ${sign} ${escaped(report.suite)}: ${report.passed ? "passed" : "failed"}`,
    "",
    `${shownTotals(report)}; ${report.rowCount} rows, ${report.columnNames.length} columns.`,
  ];
  const listed = byUrgency(report.results).filter((result) => passed || result.outcome !== "passed");
  if (listed.length === 0) return `${head.join("\n")}\n`;
  const table = ["", "| | check | found | observed | examples |", "|---|---|---|---|---|"];
  return `${[...head, ...table, ...listed.map((result) => rowOf(result, examples))].join("\n")}\n`;
}

function rowOf(result: CheckResult, examples: number): string {
  const status = statusOf(result);
  const cells = [
    `${SIGNS[status]} ${STATUS_WORDS[status]}`,
    escaped(result.description === null ? result.name : `${result.name}: ${result.description}`),
    escaped(shownCounts(result) === "" || result.outcome === "error" ? result.message : shownCounts(result)),
    result.observedValue === null ? "" : escaped(shownValue(result.observedValue)),
    shownExamples(result, examples).map(escaped).join("<br>"),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Text of the data must neither break the table nor become markup. */
function escaped(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .replace(/[\\`*_{}[\]#|~]/g, String.raw`\$&`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/@/g, "&#64;");
}
