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

/**
 * Whether a report passes: no check of severity `"error"` failed, every one could be judged or had nothing to judge. One that the
 * source could not run does not pass by omission.
 */
export function passes(results: readonly CheckResult[]): boolean {
  return results.every(
    ({ outcome, severity, reason }) =>
      outcome !== "error" &&
      (severity !== "error" || (outcome !== "failed" && !(outcome === "notEvaluated" && reason === "notSupported"))),
  );
}
