import { compareWithBaseline } from "../comparing/baseline.ts";
import type { Baseline } from "../comparing/baseline.ts";
import { compareRuns } from "../comparing/compare-runs.ts";
import type { CaseReference } from "../comparing/compare-runs.ts";
import type { PredictorInput } from "../predictors/predictor.ts";
import type { BehaviorReport } from "../results/behavior-report.ts";
import { toText } from "../reports/to-text.ts";
import { runSuite } from "../running/run-suite.ts";
import type { RunSuiteOptions } from "../running/run-suite.ts";
import type { AnySuite, Suite } from "../suite/behavior-test.ts";

/** What a matcher answers. */
interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Matcher: a predictor passes a suite. Make it known with `expect.extend({ toBehave })`.
 *
 * @param predictor - what `expect` was given.
 * @param suite - the suite.
 * @param options - how to run it.
 * @returns the verdict; its message is the report.
 *
 * @example
 * ```ts
 * // not run: it is part of a vitest file
 * import { defineSuite } from "@mlsys/behavior";
 * import { toBehave } from "@mlsys/behavior/vitest";
 * import { expect } from "vitest";
 *
 * expect.extend({ toBehave });
 * const suite = defineSuite("s", (t) => t.mft("ones", { cases: [{ input: "a", label: 1 }] }));
 * await expect((texts: readonly string[]) => texts.map(() => 1)).toBehave(suite);
 * ```
 */
export async function toBehave(predictor: unknown, suite: AnySuite, options: RunSuiteOptions = {}): Promise<Verdict> {
  const report = await runSuite<unknown>(suite as Suite<unknown>, predictor as PredictorInput<unknown>, options);
  return { pass: report.passed, message: () => toText(report) };
}

/**
 * Matcher: a report has no failure that a baseline, or an earlier report, does not have. Make it known with
 * `expect.extend({ toHaveNoRegression })`.
 *
 * @param report - what `expect` was given.
 * @param before - a baseline, as data or JSON, or a report.
 * @returns the verdict; its message names the cases.
 *
 * @example
 * ```ts
 * // not run: it is part of a vitest file
 * import { baselineOf, defineSuite, runSuite } from "@mlsys/behavior";
 * import { toHaveNoRegression } from "@mlsys/behavior/vitest";
 * import { expect } from "vitest";
 *
 * expect.extend({ toHaveNoRegression });
 * const suite = defineSuite("s", (t) => t.mft("ones", { cases: [{ input: "a", label: 1 }] }));
 * const report = await runSuite(suite, (texts) => texts.map(() => 1));
 * expect(report).toHaveNoRegression(baselineOf(report));
 * ```
 */
export function toHaveNoRegression(report: BehaviorReport, before: Baseline | BehaviorReport | string): Verdict {
  const broken =
    typeof before === "object" && "tests" in before
      ? compareRuns(before, report).broken
      : compareWithBaseline(report, before).newlyFailing;
  return {
    pass: broken.length === 0,
    message: () =>
      broken.length === 0 ? "no case newly fails" : `${broken.length} cases newly fail:\n${namesOf(report, broken)}`,
  };
}

function namesOf(report: BehaviorReport, broken: readonly CaseReference[]): string {
  return broken
    .slice(0, 20)
    .map(({ test, caseId }) => {
      const failures = report.tests.find(({ name }) => name === test)?.failures ?? [];
      const shown = failures.find((failure) => failure.caseId === caseId)?.inputs.at(-1);
      return `  ${test}, case ${caseId}${shown === undefined ? "" : `: ${JSON.stringify(shown)}`}`;
    })
    .join("\n");
}

/** The matchers as `expect` has them. */
export interface BehaviorMatchers {
  toBehave(suite: AnySuite, options?: RunSuiteOptions): Promise<void>;
  toHaveNoRegression(before: Baseline | BehaviorReport | string): void;
}

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- joins the matchers to vitest's own
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends BehaviorMatchers {}
}
