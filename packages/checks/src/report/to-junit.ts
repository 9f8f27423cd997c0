import { asChecks } from "../internal/report/as-checks.ts";
import type { AnyReport } from "../internal/report/as-checks.ts";
import { escapedXml } from "../internal/report/escape.ts";
import { shownCounts, shownExamples, shownTotals } from "../internal/report/shown.ts";
import type { CheckCost, CheckResult } from "../suite/report.ts";

/**
 * Writes a report as JUnit XML, for continuous integration: a test case a check. A failed check is a failure, one that could not be
 * judged an error; warnings and checks that were not evaluated are skipped, with their message.
 *
 * @param anyReport - the report of a suite, or of a comparison by `detectDrift`.
 * @returns the XML.
 * @see https://github.com/testmoapp/junitxml
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull } from "@mlsys/checks";
 * import { toJUnit } from "@mlsys/checks/report";
 *
 * const report = await checkSuite("people", [isNotNull("name")]).run({ name: ["Ada", null] });
 * toJUnit(report).includes('tests="1" failures="1" errors="0" skipped="0"'); // => true
 * ```
 */
export function toJUnit(anyReport: AnyReport): string {
  const report = asChecks(anyReport);
  const { checks, failed, warned, errors, notEvaluated } = report.summary;
  const totals = `tests="${checks}" failures="${failed - warned}" errors="${errors}" skipped="${warned + notEvaluated}"`;
  const name = escapedXml(report.suite);
  const time = (report.durationMs / 1000).toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}" ${totals} time="${time}">`,
    `  <testsuite name="${name}" ${totals} time="${time}"${report.startedAt === "" ? "" : ` timestamp="${escapedXml(report.startedAt)}"`}>`,
    ...report.results.map((result, i) => testCase(report.suite, result, report.costs[i])),
    `    <system-out>${escapedXml(shownTotals(report))}</system-out>`,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase(suite: string, result: CheckResult, cost: CheckCost | undefined): string {
  const time = cost === undefined ? "" : ` time="${(cost.durationMs / 1000).toFixed(3)}"`;
  const head = `    <testcase name="${escapedXml(result.name)}" classname="${escapedXml(suite)}"${time}`;
  const message = escapedXml(result.message);
  if (result.outcome === "passed") return `${head}/>`;
  const body = escapedXml([shownCounts(result), ...shownExamples(result, 20)].filter((line) => line !== "").join("\n"));
  if (result.outcome === "error") return `${head}><error message="${message}">${body}</error></testcase>`;
  if (result.outcome === "failed" && result.severity === "error")
    return `${head}><failure message="${message}">${body}</failure></testcase>`;
  return `${head}><skipped message="${message}"/></testcase>`;
}
