import { sha256 } from "@mlsys/core";
import type { TestReport } from "../results/behavior-report.ts";

/** A fingerprint of the cases that were run: the same whenever the same tests have the same cases in the same order. */
export function suiteFingerprint(tests: readonly Pick<TestReport, "name" | "type" | "caseIds">[]): string {
  return sha256(tests.map(({ name, type, caseIds }) => `${type} ${name}\n${caseIds.join(" ")}`).join("\n"));
}
