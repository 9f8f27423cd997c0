import { oneOf, parseOptions, real } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { BehaviorReport, CaseResult, TestReport } from "../results/behavior-report.ts";
import { adjustPValues } from "../statistics/adjust-p-values.ts";
import type { Correction } from "../statistics/adjust-p-values.ts";
import { mcNemarTest } from "../statistics/mcnemar.ts";
import type { TestType } from "../suite/behavior-test.ts";

/** Options of {@link compareRuns}. */
export interface CompareRunsOptions {
  /** Below which adjusted p-value a test counts as better or worse. Default 0.05. */
  readonly alpha?: number;
  /** How p-values are adjusted over the tests. Default `"holm"`. */
  readonly correction?: Correction;
}

/** A case of a test, by its stable id. */
export interface CaseReference {
  readonly test: string;
  readonly caseId: string;
}

/** How one test changed. Counts are of distinct cases that were run both times. */
export interface TestComparison {
  readonly name: string;
  readonly type: TestType;
  readonly capability: string;
  /** `"new"` and `"removed"` tests are only in one of the runs. */
  readonly verdict: "better" | "worse" | "same" | "new" | "removed";
  readonly before: { readonly failed: number; readonly run: number } | null;
  readonly after: { readonly failed: number; readonly run: number } | null;
  /** Ids of cases that failed before and pass now. */
  readonly fixed: readonly string[];
  /** Ids of cases that passed before and fail now. */
  readonly broken: readonly string[];
  readonly stillFailing: number;
  /** Cases in the later run only, and in the earlier run only. */
  readonly added: number;
  readonly removed: number;
  /** Exact McNemar test of fixed against broken. */
  readonly p: number;
  readonly adjustedP: number;
}

/** How two runs differ: plain data. */
export interface RunComparison {
  readonly schemaVersion: 1;
  readonly models: { readonly before: string | null; readonly after: string | null };
  readonly alpha: number;
  readonly correction: Correction;
  /** Whether no case broke. */
  readonly passed: boolean;
  /** Whether no test got significantly worse. */
  readonly noTestWorse: boolean;
  readonly broken: readonly CaseReference[];
  readonly fixed: readonly CaseReference[];
  readonly tests: readonly TestComparison[];
}

/**
 * Compares two runs, of two models or of one model before and after a change, case by case. Cases are matched by their stable ids, in
 * whatever order they stand.
 *
 * @param before - the report of the earlier run.
 * @param after - the report of the later run.
 * @param options - significance.
 * @returns for each test the cases that were fixed and broken, and whether that is more than chance.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { compareRuns, defineSuite, runSuite } from "@mlsys/behavior";
 *
 * const cases = ["a", "b", "c"].map((input) => ({ input, label: 1 }));
 * const suite = defineSuite("s", (t) => t.mft("ones", { cases }));
 * const before = await runSuite(suite, (texts) => texts.map((text) => (text === "a" ? 1 : 0)));
 * const after = await runSuite(suite, (texts) => texts.map((text) => (text === "a" ? 0 : 1)));
 * const { tests } = compareRuns(before, after);
 * [tests[0]?.fixed.length, tests[0]?.broken.length, tests[0]?.p]; // => [2, 1, 1]
 * ```
 */
export function compareRuns(
  before: BehaviorReport,
  after: BehaviorReport,
  options: CompareRunsOptions = {},
): RunComparison {
  const { alpha, correction } = parseOptions(
    "compareRuns",
    options,
    {
      alpha: { rule: real({ above: 0, below: 1 }), default: 0.05 },
      correction: { rule: oneOf("none", "holm", "benjaminiHochberg"), default: "holm" as const },
    },
    BehaviorError,
  );
  const earlier = new Map(before.tests.map((test) => [test.name, test]));
  const later = new Map(after.tests.map((test) => [test.name, test]));
  const both = after.tests.filter(({ name }) => earlier.has(name));
  const changes = both.map((test) => changesOf(earlier.get(test.name) as TestReport, test));
  const adjusted = adjustPValues(
    changes.map(({ p }) => p),
    correction,
  );
  const compared = changes.map((change, i) => judged(change, adjusted[i] as number, alpha));
  const tests = [
    ...after.tests.map((test) => compared[both.indexOf(test)] ?? alone(test, "new")),
    ...before.tests.filter(({ name }) => !later.has(name)).map((test) => alone(test, "removed")),
  ];
  const references = (pick: "broken" | "fixed"): CaseReference[] =>
    tests.flatMap((test) => test[pick].map((caseId) => ({ test: test.name, caseId })));
  const broken = references("broken");
  return {
    schemaVersion: 1,
    models: { before: before.model, after: after.model },
    alpha,
    correction,
    passed: broken.length === 0,
    noTestWorse: tests.every(({ verdict }) => verdict !== "worse"),
    broken,
    fixed: references("fixed"),
    tests,
  };
}

type Changes = Omit<TestComparison, "verdict" | "adjustedP">;

function changesOf(before: TestReport, after: TestReport): Changes {
  const [earlier, later] = [resultsById(before), resultsById(after)];
  const fixed: string[] = [];
  const broken: string[] = [];
  const count = { before: 0, after: 0, run: 0, still: 0, added: 0 };
  for (const [id, now] of later) {
    const then = earlier.get(id);
    if (then === undefined) count.added++;
    if (!wasRun(then) || !wasRun(now)) continue;
    count.run++;
    if (then === "failed") count.before++;
    if (now === "failed") count.after++;
    if (then === "failed" && now === "failed") count.still++;
    else if (then === "failed") fixed.push(id);
    else if (now === "failed") broken.push(id);
  }
  const { name, type, capability } = after;
  return {
    name,
    type,
    capability,
    before: { failed: count.before, run: count.run },
    after: { failed: count.after, run: count.run },
    fixed,
    broken,
    stillFailing: count.still,
    added: count.added,
    removed: [...earlier.keys()].filter((id) => !later.has(id)).length,
    p: mcNemarTest(broken.length, fixed.length),
  };
}

function wasRun(result: CaseResult | undefined): boolean {
  return result === "passed" || result === "failed";
}

/** The first of cases that are the same. */
function resultsById({ caseIds, caseResults }: TestReport): Map<string, CaseResult> {
  const results = new Map<string, CaseResult>();
  caseIds.forEach((id, i) => {
    if (!results.has(id)) results.set(id, caseResults[i] as CaseResult);
  });
  return results;
}

function judged(changes: Changes, adjustedP: number, alpha: number): TestComparison {
  const isReal = adjustedP < alpha;
  const direction = changes.broken.length > changes.fixed.length ? "worse" : "better";
  return { ...changes, adjustedP, verdict: isReal ? direction : "same" };
}

function alone({ name, type, capability, caseIds, failRate }: TestReport, verdict: "new" | "removed"): TestComparison {
  const figures = { failed: failRate.failed, run: failRate.run };
  const cases = new Set(caseIds).size;
  return {
    name,
    type,
    capability,
    verdict,
    before: verdict === "new" ? null : figures,
    after: verdict === "new" ? figures : null,
    fixed: [],
    broken: [],
    stillFailing: 0,
    added: verdict === "new" ? cases : 0,
    removed: verdict === "new" ? 0 : cases,
    p: 1,
    adjustedP: 1,
  };
}
