import type { BehaviorReport } from "../results/behavior-report.ts";

/** The run in one sentence. */
export function headline({ suite, summary, errors }: BehaviorReport): string {
  const parts = [`${summary.passedTests} of ${summary.tests} tests passed`];
  if (summary.failedTests > 0) parts.push(`${summary.failedTests} failed`);
  if (summary.warnings > 0) parts.push(`${summary.warnings} only warn`);
  if (errors.length > 0) parts.push(`${errors.length} batches without an answer`);
  return `${suite.name}: ${parts.join(", ")}; ${summary.failed} of ${summary.run} cases failed`;
}
