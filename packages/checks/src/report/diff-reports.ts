import { asChecks } from "../internal/report/as-checks.ts";
import type { AnyReport } from "../internal/report/as-checks.ts";
import type { CheckResult } from "../suite/report.ts";

/** What changed from one report to the next. A check that could not be judged counts as failing. */
export interface ReportDiff {
  /** Checks that fail now and did not before, or were not there. */
  readonly newlyFailing: readonly CheckResult[];
  /** Checks that failed before and pass now; as they are now. */
  readonly fixed: readonly CheckResult[];
  /** Checks that failed before and do so now; as they are now. */
  readonly stillFailing: readonly CheckResult[];
  /** Names of checks that are only in the later report. */
  readonly added: readonly string[];
  /** Names of checks that are only in the earlier report. */
  readonly removed: readonly string[];
}

/**
 * Compares two reports of the same suite: what fails newly, what was fixed, what still fails. Checks are matched by name.
 *
 * @param before - the earlier report, of a suite or of `detectDrift`.
 * @param now - the later one.
 * @returns the difference, plain JSON.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull, isUnique } from "@mlsys/checks";
 * import { diffReports } from "@mlsys/checks/report";
 *
 * const suite = checkSuite("people", [isNotNull("id"), isUnique("id")]);
 * const diff = diffReports(await suite.run({ id: [1, null] }), await suite.run({ id: [1, 1] }));
 * diff.newlyFailing.map(({ name }) => name); // => ["isUnique(id)"]
 * diff.fixed.map(({ name }) => name); // => ["isNotNull(id)"]
 * ```
 */
export function diffReports(before: AnyReport, now: AnyReport): ReportDiff {
  const [earlier, later] = [byName(asChecks(before).results), byName(asChecks(now).results)];
  const both = [...later].map(([name, result]) => ({ name, result, was: earlier.get(name) }));
  const failing = both.filter(({ result }) => fails(result));
  const pick = (list: typeof both): CheckResult[] => list.map(({ result }) => result);
  return {
    newlyFailing: pick(failing.filter(({ was }) => was === undefined || !fails(was))),
    fixed: pick(both.filter(({ result, was }) => result.outcome === "passed" && was !== undefined && fails(was))),
    stillFailing: pick(failing.filter(({ was }) => was !== undefined && fails(was))),
    added: both.filter(({ was }) => was === undefined).map(({ name }) => name),
    removed: [...earlier.keys()].filter((name) => !later.has(name)),
  };
}

/** Several checks of one name are told apart by their order. */
function byName(results: readonly CheckResult[]): Map<string, CheckResult> {
  const named = new Map<string, CheckResult>();
  for (const result of results) {
    let name = result.name;
    for (let i = 2; named.has(name); i++) name = `${result.name} #${i}`;
    named.set(name, result);
  }
  return named;
}

function fails({ outcome }: CheckResult): boolean {
  return outcome === "failed" || outcome === "error";
}
