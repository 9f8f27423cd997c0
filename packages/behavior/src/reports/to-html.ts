import { integer, parseOptions, text } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { BehaviorReport, FailedCase, TestReport } from "../results/behavior-report.ts";
import { compareCapabilities } from "../running/summarize.ts";
import { escapeXml as escaped } from "./escape-xml.ts";
import { evidenceOf } from "./evidence.ts";
import type { EvidenceLine } from "./evidence.ts";
import { headline } from "./headline.ts";
import { HTML_SCRIPT, HTML_STYLE } from "./html-style.ts";
import { markedInput } from "./marked-input.ts";
import { gateInWords, groupsInWords, percent, predictionInWords, rateInWords, shortened, verdictOf } from "./words.ts";

/** Options of {@link toHtml}. */
export interface ToHtmlOptions {
  /** The page's title. Default: the suite's name. */
  readonly title?: string;
  /** Failed cases shown for each test. Default 20. */
  readonly failures?: number;
}

/**
 * Renders a report as one HTML file: matrix of capability and type, tests with their failed cases, changes marked, filter and
 * search. It loads nothing, follows the reader's light or dark scheme, and reads without scripts.
 *
 * @param report - the report of a run.
 * @param options - title, how much evidence.
 * @returns the document.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { defineSuite, runSuite } from "@mlsys/behavior";
 * import { toHtml } from "@mlsys/behavior/report";
 *
 * const suite = defineSuite("news", (t) => t.mft("words", { cases: [{ input: "<rose>", label: "up" }] }));
 * const page = toHtml(await runSuite(suite, () => ["down"]));
 * page.includes("&lt;rose&gt;"); // => true
 * page.includes("<rose>"); // => false
 * ```
 */
export function toHtml(report: BehaviorReport, options: ToHtmlOptions = {}): string {
  const specs = { title: { rule: text({ minLength: 1 }) }, failures: { rule: integer({ min: 0 }), default: 20 } };
  const { title = report.suite.name, failures } = parseOptions("toHtml", options, specs, BehaviorError);
  const verdict = report.passed ? "passed" : "failed";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p class="${verdict}"><b>${report.passed ? "Passed" : "Not passed"}.</b> ${escaped(headline(report))}</p>
<p class="soft">${escaped(facts(report))}</p>
</header>
<main>
${errorList(report)}<h2 id="matrix">Capability and type</h2>
<div class="scroll" role="region" aria-labelledby="matrix" tabindex="0">${matrixTable(report)}</div>
<h2>Tests</h2>
${filterForm(report)}
${report.tests.map((test) => testElement(test, failures)).join("\n")}
</main>
<script>${HTML_SCRIPT}</script>
</body>
</html>
`;
}

function facts({ model, seed, suite, summary, compat, determinism }: BehaviorReport): string {
  const parts = [
    `${summary.cases} cases`,
    `${summary.distinctExamples} distinct inputs`,
    `seed ${seed}`,
    `suite ${suite.fingerprint.slice(0, 12)}`,
  ];
  if (model !== null) parts.unshift(`model ${model}`);
  if (compat !== null) parts.push(`counted as ${compat} does`);
  if (determinism !== null)
    parts.push(
      `${determinism.changed} of ${determinism.inputs} inputs not predicted alike in ${determinism.repeats} repeats`,
    );
  return parts.join(" · ");
}

function errorList({ errors }: BehaviorReport): string {
  if (errors.length === 0) return "";
  const items = errors.map(
    ({ batch, from, to, message }) => `<li>batch ${batch} (inputs ${from} to ${to - 1}): ${escaped(message)}</li>`,
  );
  return `<h2>Without an answer</h2>\n<ul class="failed">${items.join("")}</ul>\n`;
}

function matrixTable({ summary: { matrix } }: BehaviorReport): string {
  const types = [...new Set(matrix.map(({ type }) => type))];
  const capabilities = [...new Set(matrix.map(({ capability }) => capability))].sort(compareCapabilities);
  const rows = capabilities.map((capability) => {
    const cells = types.map((type) => {
      const cell = matrix.find((each) => each.capability === capability && each.type === type);
      if (cell === undefined) return "<td></td>";
      const good = cell.passedTests === cell.tests;
      const rate = percent(cell.run === 0 ? null : cell.failed / cell.run);
      return `<td class="${good ? "passed" : "failed"}">${good ? "✓" : "✗"} ${cell.passedTests}/${cell.tests} <span class="soft">${rate}</span></td>`;
    });
    return `<tr><th scope="row">${escaped(capability)}</th>${cells.join("")}</tr>`;
  });
  const head = types.map((type) => `<th scope="col">${type}</th>`).join("");
  return `<table><caption class="soft">tests passed / tests, share of failed cases</caption><thead><tr><th scope="col">capability</th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function filterForm({ tests }: BehaviorReport): string {
  const options = (names: readonly string[]): string =>
    names.map((name) => `<option value="${escaped(name)}">${escaped(name)}</option>`).join("");
  const capabilities = [...new Set(tests.map(({ capability }) => capability))].sort(compareCapabilities);
  const types = [...new Set(tests.map(({ type }) => type))];
  return `<form hidden role="search" aria-label="Filter tests">
<label>Search <input type="search" name="search" placeholder="press /"></label>
<label>Result <select name="verdict"><option value="">all</option>${options(["failed", "warning", "passed", "flagged"])}</select></label>
<label>Capability <select name="capability"><option value="">all</option>${options(capabilities)}</select></label>
<label>Type <select name="type"><option value="">all</option>${options(types)}</select></label>
<p id="told" class="soft" role="status"></p>
</form>`;
}

const SIGNS = { passed: "✓", failed: "✗", warning: "!" } as const;

function testElement(test: TestReport, failures: number): string {
  const verdict = verdictOf(test);
  const tags = [test.type, test.capability, ...test.flags]
    .map((tag) => `<span class="tag">${escaped(tag)}</span>`)
    .join(" ");
  const data = `data-verdict="${verdict}" data-capability="${escaped(test.capability)}" data-type="${test.type}" data-flags="${test.flags.join(" ")}"`;
  const shown = test.failures.slice(0, failures);
  const more = test.failRate.failed - shown.length;
  const description = test.description === "" ? "" : `<p>${escaped(test.description)}</p>`;
  return `<details ${data} id="${escaped(test.id)}"${verdict === "failed" && shown.length > 0 ? " open" : ""}>
<summary><span class="sign ${verdict}" aria-label="${verdict}" role="img">${SIGNS[verdict]}</span><b>${escaped(test.name)}</b> ${tags}<span class="rate">${percent(test.failRate.value)}</span></summary>
<div class="body">${description}<p>${escaped(rateInWords(test.failRate))}; wanted ${escaped(gateInWords(test))}. <span class="soft">${escaped(countsInWords(test))}</span></p>${test.groups.length === 0 ? "" : `<p>${escaped(groupsInWords(test))}</p>`}
${shown.length === 0 ? "" : `<ol>${shown.map((failure) => caseElement(test, failure)).join("")}</ol>`}${more > 0 && shown.length > 0 ? `<p class="soft">and ${more} more</p>` : ""}</div>
</details>`;
}

function countsInWords({ counts }: TestReport): string {
  const parts: readonly (readonly [number, string])[] = [
    [counts.given, "cases"],
    [counts.given - counts.distinct, "repeated"],
    [counts.noOp, "examples equal to their original"],
    [counts.notApplicable, "not applicable"],
    [counts.skipped, "inputs not perturbed"],
    [counts.unstable, "not judged alike in every repeat"],
    [counts.errors, "without a prediction"],
  ];
  return parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(", ");
}

function caseElement(test: TestReport, failure: FailedCase): string {
  return `<li>${evidenceOf(test, failure).map(lineElement).join("")}</li>`;
}

function lineElement({ role, input, prediction, edits, wanted }: EvidenceLine): string {
  const words = markedInput(input, edits)
    .map(({ text: piece, changed }) =>
      changed ? `<mark>${escaped(shortened(piece, 2000))}</mark>` : escaped(shortened(piece, 2000)),
    )
    .join("");
  const told = `${predictionInWords(prediction)}${wanted === "" ? "" : `, wanted ${wanted}`}`;
  return `<div class="line"><span class="told${role === "failed" ? " failed" : ""}">${escaped(told)}</span><span class="text">${words}</span></div>`;
}
