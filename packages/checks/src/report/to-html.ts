import { escapedXml as escaped } from "../internal/report/escape.ts";
import { PAGE_SCRIPT, PAGE_STYLE } from "../internal/report/page.ts";
import {
  byUrgency,
  shownCounts,
  shownExamples,
  shownTotals,
  shownValue,
  STATUS_WORDS,
  statusOf,
} from "../internal/report/shown.ts";
import type { CheckCost, CheckResult, ChecksReport } from "../suite/report.ts";
import type { DriftReport } from "../drift/drift-report.ts";
import { asChecks } from "../internal/report/as-checks.ts";
import type { AnyReport } from "../internal/report/as-checks.ts";
import { columnCards } from "../internal/report/column-cards.ts";
import type { TableProfile } from "../profile/table-profile.ts";

/** Options of {@link toHtml}. */
export interface ToHtmlOptions {
  /** Rows of evidence a check. Default 20. */
  readonly examples?: number | undefined;
  /** Title of the page. Default: the suite's name. */
  readonly title?: string | undefined;
  /** The profile of the data: a card a column with its histogram, missing values and alerts. Default: none. */
  readonly profile?: TableProfile | undefined;
  /** A comparison with earlier data: histograms of both one over the other. Default: none; of a report of drift itself. */
  readonly drift?: DriftReport | undefined;
  /** Language of the page, for screen readers. Default `"en"`. */
  readonly lang?: string | undefined;
}

/**
 * Writes a report as one HTML page that needs nothing else: no network, light and dark, a search, a filter for what did not pass,
 * usable by keyboard and screen reader; without JavaScript everything is still shown. With a profile or a comparison it shows a card a
 * column too. A large report has fewer examples a check, so that the page stays small.
 *
 * @param anyReport - the report of a suite, or of a comparison by `detectDrift`.
 * @param options - number of examples, title, profile, drift.
 * @returns the page.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull } from "@mlsys/checks";
 * import { toHtml } from "@mlsys/checks/report";
 *
 * const report = await checkSuite("people", [isNotNull("<name>")]).run({ "<name>": ["Ada", null] });
 * toHtml(report).includes("<name>"); // => false
 * ```
 */
export function toHtml(anyReport: AnyReport, options: ToHtmlOptions = {}): string {
  const report = asChecks(anyReport);
  const { title, lang = "en", profile, drift = "results" in anyReport ? undefined : anyReport } = options;
  const unhappy = report.results.filter(({ unexpectedExamples }) => unexpectedExamples.length > 0).length;
  const examples = Math.min(options.examples ?? 20, Math.max(1, Math.floor(MOST_EXAMPLES / Math.max(1, unhappy))));
  const heading = escaped(title ?? report.suite);
  const verdict = report.passed ? "passed" : "failed";
  return `<!doctype html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading}: ${verdict}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${heading} <span class="status ${verdict}">${verdict}</span></h1>
<p>${escaped(shownTotals(report))}. ${report.rowCount} rows, ${report.columnNames.length} columns${checkedAt(report)}.</p>
</header>
<main>
<div class="controls" hidden>
<label>Search <input type="search" id="search"></label>
<label><input type="checkbox" id="only"> Only what did not pass</label>
<p id="shown" role="status"></p>
</div>
<h2>Checks</h2>
<ol class="results">
${byUrgency(report.results)
  .map((result) => item(result, examples, report))
  .join("\n")}
</ol>
${columnCards(report, profile, drift)}${statementList(report)}</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** Examples on a page, so that it stays below 200 kB. */
const MOST_EXAMPLES = 300;
/** Statements on a page, and characters of all of them. */
const MOST_STATEMENTS = 40;
const MOST_SQL = 15_000;

function checkedAt({ startedAt, durationMs }: ChecksReport): string {
  if (startedAt === "") return "";
  const shown = startedAt.slice(0, 19).replace("T", " ");
  return `, checked <time datetime="${escaped(startedAt)}">${escaped(shown)} UTC</time> in ${Math.round(durationMs)} ms`;
}

function item(result: CheckResult, examples: number, report: ChecksReport): string {
  const cost = report.costs[report.results.indexOf(result)];
  const status = statusOf(result);
  const open = status === "passed" ? "" : " open";
  return `<li data-status="${status}"><details${open}>
<summary><span class="status ${status}">${STATUS_WORDS[status]}</span> <span class="message">${escaped(result.message)}</span></summary>
${result.description === null ? "" : `<p>${escaped(result.description)}</p>\n`}${figures(result, cost)}${evidence(result, examples)}</details></li>`;
}

function figures(result: CheckResult, cost: CheckCost | undefined): string {
  const facts: [string, string][] = [["check", result.name]];
  if (Object.keys(result.parameters).length > 0) facts.push(["given", shownValue(result.parameters, 300)]);
  if (result.observedValue !== null) facts.push(["observed", shownValue(result.observedValue, 300)]);
  const counts = shownCounts(result);
  if (counts !== "") facts.push(["counts", counts]);
  if (result.nanCount !== null && result.nanCount > 0) facts.push(["NaN", String(result.nanCount)]);
  if (Object.keys(result.details).length > 0) facts.push(["details", shownValue(result.details, 1000)]);
  if (result.severity !== "error") facts.push(["severity", result.severity]);
  const rows = facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`);
  return `<dl>${rows.join("")}${effort(cost)}</dl>\n`;
}

/** How long a check took, and where its statements are, those that find the failing rows last. */
function effort(cost: CheckCost | undefined): string {
  if (cost === undefined) return "";
  const listed = cost.statements.map((at) =>
    at < MOST_STATEMENTS ? `<a href="#sql-${at}">SQL ${at + 1}</a>` : `SQL ${at + 1}`,
  );
  const time = `${Number(cost.durationMs.toPrecision(3))} ms`;
  return `<dt>took</dt><dd>${[time, ...listed].join(", ")}</dd>`;
}

/** Every statement once, cut so that the page stays small. */
function statementList({ statements }: ChecksReport): string {
  if (statements.length === 0) return "";
  const most = Math.min(4000, Math.floor(MOST_SQL / Math.min(statements.length, MOST_STATEMENTS)));
  const listed = statements.slice(0, MOST_STATEMENTS).map(({ sql, parameters, purpose, durationMs }, at) => {
    const values =
      parameters.length === 0 ? "" : ` <span class="caption">with ${escaped(shownValue(parameters, 100))}</span>`;
    const text = sql.length > most ? `${sql.slice(0, most)}…` : sql;
    return `<li id="sql-${at}">${escaped(purpose)}, ${Math.round(durationMs)} ms: <code>${escaped(text)}</code>${values}</li>`;
  });
  const more =
    statements.length > MOST_STATEMENTS
      ? `<p class="caption">${statements.length - MOST_STATEMENTS} more statements are in the report itself.</p>\n`
      : "";
  return `<h2>SQL</h2>\n<ol class="statements">\n${listed.join("\n")}\n</ol>\n${more}`;
}

function evidence(result: CheckResult, examples: number): string {
  const shown = shownExamples(result, examples);
  if (shown.length === 0) return "";
  const total = result.unexpectedCount ?? shown.length;
  const caption = shown.length < total ? `The first ${shown.length} of ${total} unexpected rows` : "Unexpected rows";
  return `<p class="caption">${caption}</p>\n<ul class="evidence">${shown.map((each) => `<li><code>${escaped(each)}</code></li>`).join("")}</ul>\n`;
}
