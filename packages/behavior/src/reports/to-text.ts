import { boolean, integer, parseOptions } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { BehaviorReport } from "../results/behavior-report.ts";
import { compareCapabilities } from "../running/summarize.ts";
import { headline } from "./headline.ts";
import { painter, testLines } from "./test-in-text.ts";
import type { Paint } from "./test-in-text.ts";
import { percent } from "./words.ts";

/** Options of {@link toText}. */
export interface ToTextOptions {
  /** Whether to colour, with ANSI codes. Default false. */
  readonly color?: boolean;
  /** Failed cases shown for each test. Default 3. */
  readonly failures?: number;
  /** Longest line of evidence. Default 110. */
  readonly width?: number;
}

/**
 * Renders a report for the terminal: capabilities by type of test, then each test, with failed cases and what was changed in them.
 *
 * @param report - the report of a run.
 * @param options - colour, how much evidence.
 * @returns lines of text.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { defineSuite, runSuite } from "@mlsys/behavior";
 * import { toText } from "@mlsys/behavior/report";
 *
 * const suite = defineSuite("news", (t) => t.mft("words", { cases: [{ input: "rose", label: "up" }] }));
 * const report = await runSuite(suite, () => ["down"]);
 * toText(report).split("\n")[0]; // => "news: 0 of 1 tests passed, 1 failed; 1 of 1 cases failed"
 * ```
 */
export function toText(report: BehaviorReport, options: ToTextOptions = {}): string {
  const specs = {
    color: { rule: boolean(), default: false },
    failures: { rule: integer({ min: 0 }), default: 3 },
    width: { rule: integer({ min: 20 }), default: 110 },
  };
  const { color, failures, width } = parseOptions("toText", options, specs, BehaviorError);
  const paint = painter(color);
  const lines = [paint(headline(report), "bold"), "", ...matrixLines(report, paint), ""];
  for (const test of report.tests) lines.push(...testLines(test, failures, width, paint));
  for (const { batch, from, to, message } of report.errors)
    lines.push(paint(`batch ${batch} (inputs ${from} to ${to - 1}) could not be predicted: ${message}`, "red"));
  return `${lines.join("\n").trimEnd()}\n`;
}

function matrixLines({ summary: { matrix } }: BehaviorReport, paint: Paint): string[] {
  const types = [...new Set(matrix.map(({ type }) => type))];
  const capabilities = [...new Set(matrix.map(({ capability }) => capability))].sort(compareCapabilities);
  const rows = capabilities.map((capability) =>
    types.map((type) => {
      const cell = matrix.find((each) => each.capability === capability && each.type === type);
      if (cell === undefined) return { text: "", bad: false };
      const rate = percent(cell.run === 0 ? null : cell.failed / cell.run);
      return { text: `${cell.passedTests}/${cell.tests} (${rate})`, bad: cell.passedTests < cell.tests };
    }),
  );
  const first = Math.max(...capabilities.map((name) => name.length), 10);
  const widths = types.map((type, k) => Math.max(type.length, ...rows.map((row) => row[k]?.text.length ?? 0)));
  const head = ["capability".padEnd(first), ...types.map((type, k) => type.padStart(widths[k] ?? 0))].join("  ");
  const body = rows.map((row, i) => {
    const cells = row.map(({ text, bad }, k) => {
      const padded = text.padStart(widths[k] ?? 0);
      return text === "" ? padded : paint(padded, bad ? "red" : "green");
    });
    return [(capabilities[i] ?? "").padEnd(first), ...cells].join("  ").trimEnd();
  });
  return [paint(head, "dim"), ...body, paint("tests passed / tests (cases failed)", "dim")];
}
