import type { BehaviorReport } from "../results/behavior-report.ts";

/**
 * Renders a report as JSON, indented; it holds everything, and `JSON.parse` gives the report back.
 *
 * @param report - the report of a run.
 * @returns the JSON, with a newline at the end.
 *
 * @example
 * ```ts
 * import { defineSuite, runSuite } from "@mlsys/behavior";
 * import { toJson } from "@mlsys/behavior/report";
 *
 * const suite = defineSuite("news", (t) => t.mft("words", { cases: [{ input: "rose", label: "up" }] }));
 * const report = await runSuite(suite, () => ["up"]);
 * JSON.parse(toJson(report)).suite.name; // => "news"
 * ```
 */
export function toJson(report: BehaviorReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
