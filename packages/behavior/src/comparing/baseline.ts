import { parseExternal } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { BehaviorReport, TestReport } from "../results/behavior-report.ts";
import { loadZod } from "../serializing/load-zod.ts";
import type { CaseReference } from "./compare-runs.ts";

/** What failed once and is known: small enough to keep in a repository. */
export interface Baseline {
  readonly schemaVersion: 1;
  readonly suite: string;
  /** For each test with failures, the ids of its failed cases, sorted. */
  readonly failing: Readonly<Record<string, readonly string[]>>;
}

/** A run against a baseline. */
export interface BaselineComparison {
  /** Whether nothing fails that is not known to. */
  readonly passed: boolean;
  readonly newlyFailing: readonly CaseReference[];
  readonly fixed: readonly CaseReference[];
  readonly stillFailing: readonly CaseReference[];
  /** Known failures whose cases, or tests, are no longer there. */
  readonly gone: readonly CaseReference[];
}

/**
 * The baseline that a run leaves: which cases failed.
 *
 * @param report - the report of the run.
 * @returns the baseline: plain data.
 *
 * @example
 * ```ts
 * import { baselineOf, defineSuite, runSuite } from "@mlsys/behavior";
 *
 * const suite = defineSuite("s", (t) => t.mft("ones", { cases: [{ input: "a", label: 1 }] }));
 * baselineOf(await runSuite(suite, () => [1])).failing; // => {}
 * ```
 */
export function baselineOf(report: BehaviorReport): Baseline {
  const failing = report.tests.filter(isAboutCases).map(({ name, caseIds, caseResults }) => {
    const ids = new Set(caseIds.filter((_, i) => caseResults[i] === "failed"));
    return [name, [...ids].sort()] as const;
  });
  return {
    schemaVersion: 1,
    suite: report.suite.name,
    failing: Object.fromEntries(failing.filter(([, ids]) => ids.length > 0)),
  };
}

/**
 * Holds a run against a baseline. Tests that were not run are left out of the account.
 *
 * @param report - the report of the run.
 * @param baseline - the baseline, as data or JSON.
 * @returns what newly fails, is fixed, still fails, and is gone.
 * @throws {BehaviorError} `invalidFile` when the baseline is none.
 *
 * @example
 * ```ts
 * import { baselineOf, compareWithBaseline, defineSuite, runSuite } from "@mlsys/behavior";
 *
 * const suite = defineSuite("s", (t) => t.mft("ones", { cases: [{ input: "a", label: 1 }] }));
 * const baseline = baselineOf(await runSuite(suite, () => [0]));
 * compareWithBaseline(await runSuite(suite, () => [1]), baseline).fixed.length; // => 1
 * ```
 */
export function compareWithBaseline(report: BehaviorReport, baseline: Baseline | string): BaselineComparison {
  const { failing } = parseBaseline(baseline);
  const known = new Map(Object.entries(failing).map(([test, ids]) => [test, new Set(ids)]));
  const found: Record<"newlyFailing" | "fixed" | "stillFailing" | "gone", CaseReference[]> = {
    newlyFailing: [],
    fixed: [],
    stillFailing: [],
    gone: [],
  };
  for (const { name, caseIds, caseResults } of report.tests.filter(isAboutCases)) {
    const before = known.get(name) ?? new Set<string>();
    const seen = new Set<string>();
    caseIds.forEach((caseId, i) => {
      if (seen.has(caseId)) return;
      seen.add(caseId);
      const result = caseResults[i];
      const reference = { test: name, caseId };
      if (result === "failed") found[before.has(caseId) ? "stillFailing" : "newlyFailing"].push(reference);
      else if (before.has(caseId) && result === "passed") found.fixed.push(reference);
    });
    for (const caseId of before) if (!seen.has(caseId)) found.gone.push({ test: name, caseId });
  }
  return { passed: found.newlyFailing.length === 0, ...found };
}

/** In a test of parity no case is wrong by itself. */
function isAboutCases({ type }: TestReport): boolean {
  return type !== "PARITY";
}

function parseBaseline(baseline: Baseline | string): Baseline {
  const { z } = loadZod();
  const schema = z.object({
    schemaVersion: z.literal(1),
    suite: z.string(),
    failing: z.record(z.string(), z.array(z.string())),
  });
  const refusal = {
    ErrorClass: BehaviorError,
    code: "invalidFile",
    what: "the baseline is none",
    where: "baseline",
  } as const;
  if (typeof baseline !== "string") return parseExternal(schema, baseline, refusal);
  try {
    return parseExternal(schema, JSON.parse(baseline), refusal);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new BehaviorError({
      ...refusal,
      found: error.message,
      fix: "give what baselineOf returns, as JSON",
      cause: error,
    });
  }
}
