import { ChecksError } from "../checks-error.ts";
import type { CheckResult, ChecksReport } from "./report.ts";

const SHOWN = 5;

/**
 * Throws when a report did not pass; the message names the first checks that failed, `details` all of them.
 *
 * @param report - the report of a suite.
 * @throws {ChecksError} `checkFailed`.
 *
 * @example
 * ```ts
 * import { assertValid, checkSuite, isNotNull } from "@mlsys/checks";
 *
 * const report = await checkSuite("people", [isNotNull("name")]).run([{ name: "Ada" }, { name: null }]);
 * let message = "";
 * try {
 *   assertValid(report);
 * } catch (error) {
 *   message = String(error);
 * }
 * message; // => 'ChecksError: 1 of 1 checks failed (suite "people"): found name must not be missing: 1 of 2 rows fails (50 %), first at row 1: null'
 * ```
 */
export function assertValid(report: ChecksReport): void {
  if (report.passed) return;
  const culprits = report.results.filter(breaks);
  const shown = culprits.slice(0, SHOWN).map(({ message }) => message);
  if (culprits.length > SHOWN) shown.push(`and ${culprits.length - SHOWN} more`);
  throw new ChecksError({
    code: "checkFailed",
    what: `${culprits.length} of ${report.results.length} checks failed`,
    where: `suite ${JSON.stringify(report.suite)}`,
    found: shown.join("; "),
    details: {
      suite: report.suite,
      failed: culprits.map(({ name, outcome, message, unexpectedCount }) => ({
        name,
        outcome,
        message,
        unexpectedCount,
      })),
    },
  });
}

function breaks({ outcome, severity }: CheckResult): boolean {
  return outcome === "error" || (outcome === "failed" && severity === "error");
}
