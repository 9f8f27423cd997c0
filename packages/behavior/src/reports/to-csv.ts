import type { BehaviorReport } from "../results/behavior-report.ts";
import { inputInWords, labelInWords, predictionInWords } from "./words.ts";

/**
 * Renders every kept failure of a report as CSV (RFC 4180), a row an input, and the result of every other case as a row without one.
 *
 * @param report - the report of a run.
 * @returns the CSV, with a header.
 *
 * @example
 * ```ts
 * import { defineSuite, runSuite } from "@mlsys/behavior";
 * import { toCsv } from "@mlsys/behavior/report";
 *
 * const suite = defineSuite("news", (t) => t.mft("words", { cases: [{ input: "rose, fell", label: "up" }] }));
 * const report = await runSuite(suite, () => ["down"]);
 * toCsv(report).split("\r\n")[1]?.split(",").slice(0, 3); // => ["words", "MFT", "general"]
 * ```
 */
export function toCsv(report: BehaviorReport): string {
  const rows: string[][] = [
    ["test", "type", "capability", "case", "case_id", "result", "example", "input", "prediction", "score", "label"],
  ];
  for (const { name, type, capability, caseResults, caseIds, failures } of report.tests) {
    const evidence = new Map(failures.map((failure) => [failure.index, failure]));
    caseResults.forEach((result, index) => {
      const common = [name, type, capability, String(index), caseIds[index] ?? "", result];
      const failure = evidence.get(index);
      if (failure === undefined) rows.push([...common, "", "", "", "", ""]);
      failure?.inputs.forEach((input, i) => {
        rows.push([
          ...common,
          String(i),
          inputInWords(input),
          predictionInWords(failure.predictions[i]),
          String(failure.scores[i] ?? ""),
          labelInWords(failure.label, i),
        ]);
      });
    });
  }
  return rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
