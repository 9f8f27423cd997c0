import { integer, parseOptions } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { BehaviorReport, FailedCase, TestReport } from "../results/behavior-report.ts";
import { compareCapabilities } from "../running/summarize.ts";
import { evidenceOf } from "./evidence.ts";
import { markedInput } from "./marked-input.ts";
import { headline } from "./headline.ts";
import { gateInWords, percent, predictionInWords, shortened, verdictOf } from "./words.ts";

/** Options of {@link toMarkdown}. */
export interface ToMarkdownOptions {
  /** Failed cases shown for each test. Default 3. */
  readonly failures?: number;
  /** Longest result, in characters; evidence is left out from the end to stay below. Default 65000, what fits a comment on GitHub. */
  readonly maxLength?: number;
}

/**
 * Renders a report as Markdown: a matrix, a table of the tests, and the evidence of those that did not pass.
 *
 * @param report - the report of a run.
 * @param options - how much evidence.
 * @returns Markdown, in GitHub's dialect.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { defineSuite, runSuite } from "@mlsys/behavior";
 * import { toMarkdown } from "@mlsys/behavior/report";
 *
 * const suite = defineSuite("news", (t) => t.mft("words", { cases: [{ input: "rose", label: "up" }] }));
 * toMarkdown(await runSuite(suite, () => ["up"])).split("\n")[0]; // => "## ✅ news: 1 of 1 tests passed; 0 of 1 cases failed"
 * ```
 */
export function toMarkdown(report: BehaviorReport, options: ToMarkdownOptions = {}): string {
  const specs = {
    failures: { rule: integer({ min: 0 }), default: 3 },
    maxLength: { rule: integer({ min: 200 }), default: 65_000 },
  };
  const { failures, maxLength } = parseOptions("toMarkdown", options, specs, BehaviorError);
  const head = [
    `## ${report.passed ? "✅" : "❌"} ${escaped(headline(report))}`,
    "",
    ...matrixLines(report),
    "",
    "| | type | test | failed | rate | 95 % interval | wanted | flags |".replace("95", levelOf(report)),
    "|---|---|---|---:|---:|---|---|---|",
    ...report.tests.map(testRow),
    ...report.errors.map(
      ({ batch, from, to, message }) =>
        `\n**Batch ${batch}** (inputs ${from} to ${to - 1}) could not be predicted: ${escaped(message)}`,
    ),
  ];
  const sections = report.tests
    .filter((test) => !test.passed && test.failures.length > 0)
    .map((test) => evidenceLines(test, failures).join("\n"));
  return fitted(head.join("\n"), sections, maxLength);
}

/** As much of the evidence as fits; the tables are cut only when they alone do not. */
function fitted(head: string, sections: readonly string[], maxLength: number): string {
  const note = "\n\n_More evidence is in the report itself._\n";
  if (head.length + note.length > maxLength) {
    const kept = head.slice(0, maxLength - note.length);
    return `${kept.slice(0, kept.lastIndexOf("\n"))}${note}`;
  }
  let text = head;
  for (const section of sections) {
    if (text.length + section.length + note.length + 2 > maxLength) return text + note;
    text += `\n\n${section}`;
  }
  return `${text}\n`;
}

function matrixLines({ summary: { matrix } }: BehaviorReport): string[] {
  const types = [...new Set(matrix.map(({ type }) => type))];
  const capabilities = [...new Set(matrix.map(({ capability }) => capability))].sort(compareCapabilities);
  const rows = capabilities.map((capability) => {
    const cells = types.map((type) => {
      const cell = matrix.find((each) => each.capability === capability && each.type === type);
      if (cell === undefined) return "";
      const rate = percent(cell.run === 0 ? null : cell.failed / cell.run);
      return `${cell.passedTests === cell.tests ? "✅" : "❌"} ${cell.passedTests}/${cell.tests} (${rate})`;
    });
    return `| ${[escaped(capability), ...cells].join(" | ")} |`;
  });
  return [`| capability | ${types.join(" | ")} |`, `|---|${types.map(() => "---:|").join("")}`, ...rows];
}

const SIGNS = { passed: "✅", failed: "❌", warning: "⚠️" } as const;

function testRow(test: TestReport): string {
  const { value, failed, run, interval } = test.failRate;
  const between = value === null ? "" : `${percent(interval[0])} to ${percent(interval[1])}`;
  const cells = [
    SIGNS[verdictOf(test)],
    test.type,
    escaped(test.name),
    `${failed}/${run}`,
    percent(value),
    between,
    gateInWords(test),
    test.flags.join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

function evidenceLines(test: TestReport, failures: number): string[] {
  const shown = test.failures.slice(0, failures).map((failure) => caseLine(test, failure));
  return [
    `<details><summary>${escaped(test.name)}: ${test.failRate.failed} failed</summary>`,
    "",
    ...shown,
    "",
    "</details>",
  ];
}

function caseLine(test: TestReport, failure: FailedCase): string {
  return evidenceOf(test, failure, 1)
    .map(({ role, input, prediction, edits, wanted }) => {
      const text = markedInput(input, edits)
        .map(({ text: piece, changed }) => {
          const part = escaped(shortened(piece, 300));
          return changed && part.trim() !== "" ? `<ins>${part}</ins>` : part;
        })
        .join("");
      const told = `**${escaped(predictionInWords(prediction))}**${wanted === "" ? "" : `, wanted ${escaped(wanted)}`}`;
      return role === "failed" && test.type !== "MFT" ? `  - ${text} → ${told}` : `- ${text} → ${told}`;
    })
    .join("\n");
}

function levelOf({ tests }: BehaviorReport): string {
  return String(Math.round(100 * (tests[0]?.failRate.level ?? 0.95)));
}

/** Text that Markdown and HTML leave as it is. */
function escaped(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_{}[\]|#~!@]/g, (character) => `&#${character.charCodeAt(0)};`);
}
