import type { CheckResult, ReportSummary } from "../suite/report.ts";

/** Counts the outcomes. */
export function summaryOf(results: readonly CheckResult[]): ReportSummary {
  const count = (accepts: (result: CheckResult) => boolean): number => results.filter(accepts).length;
  return {
    checks: results.length,
    passed: count(({ outcome }) => outcome === "passed"),
    failed: count(({ outcome }) => outcome === "failed"),
    warned: count(({ outcome, severity }) => outcome === "failed" && severity !== "error"),
    notEvaluated: count(({ outcome }) => outcome === "notEvaluated"),
    errors: count(({ outcome }) => outcome === "error"),
  };
}

/** Whether a report with these outcomes passes. */
export function passes({ failed, warned, errors }: ReportSummary): boolean {
  return failed === warned && errors === 0;
}
