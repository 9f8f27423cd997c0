import { judgeOf } from "../expectations/compile.ts";
import { editsBetween } from "../perturbations/internal/edits-between.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { CaseResult, FailedCase, FailRate, TestCounts, TestFlag, TestReport } from "../results/behavior-report.ts";
import { lowerBound, upperBound } from "../statistics/bounds.ts";
import { wilsonInterval } from "../statistics/intervals.ts";
import type { AnyTest, Gate, TestCase } from "../suite/behavior-test.ts";
import { caseIdsOf } from "./case-ids.ts";
import type { InputHashes } from "./case-ids.ts";
import { judgeTest, viewOf } from "./judge-test.ts";
import type { JudgedTest } from "./judge-test.ts";

interface Judged extends JudgedTest {
  /** For each case, 1 when an equal one came before. */
  readonly repeats: Uint8Array;
}

/** A test's report, and a digest of its cases. */
export interface DigestedReport {
  readonly report: TestReport;
  readonly digest: string;
}

const FEW_CASES = 30;
const WIDE_INTERVAL = 0.1;
const MANY_REPEATS = 0.05;

/** Judges a test and counts. */
export function reportTest(
  test: AnyTest,
  ids: Int32Array,
  predictions: readonly (Prediction | undefined)[],
  hashes: InputHashes,
  compat: boolean,
  maxFailures: number,
): DigestedReport {
  const started = performance.now();
  const { ids: caseIds, repeats, digest } = caseIdsOf(test, ids, hashes);
  const judged = { ...judgeTest(test, ids, predictions, compat), repeats };
  const counts = countsOf(test, judged);
  const failRate = rateOf(judged, compat, test.gate.confidence);
  const failures = worstCases(test, ids, predictions, judged, caseIds, maxFailures);
  const { id, name, type, capability, description, tags, severity, gate } = test;
  const report: TestReport = {
    id,
    name,
    type,
    capability,
    description,
    tags,
    severity,
    passed: counts.errors === 0 && passes(failRate, gate, compat),
    counts,
    failRate,
    gate,
    flags: flagsOf(counts, failRate, judged, test),
    caseResults: judged.results,
    caseIds,
    failures,
    worst: failures.slice(0, 3),
    durationMs: performance.now() - started,
  };
  return { report, digest };
}

function countsOf({ cases, skipped }: AnyTest, { results, repeats, noOp }: Judged): TestCounts {
  const tally: Record<CaseResult, number> = { passed: 0, failed: 0, notApplicable: 0, error: 0 };
  for (const result of results) tally[result]++;
  const distinct = repeats.reduce((count, isRepeat) => count - isRepeat, cases.length);
  const { passed, failed, notApplicable, error: errors } = tally;
  return { given: cases.length, distinct, noOp, skipped, notApplicable, run: passed + failed, passed, failed, errors };
}

/** Over distinct cases, since a repeated one proves nothing new; the reference counts them all. */
function rateOf({ results, repeats }: Judged, compat: boolean, level: number): FailRate {
  let [failed, run] = [0, 0];
  results.forEach((result, i) => {
    if ((!compat && repeats[i] === 1) || (result !== "passed" && result !== "failed")) return;
    run++;
    if (result === "failed") failed++;
  });
  return { value: run === 0 ? null : failed / run, failed, run, interval: wilsonInterval(failed, run, level), level };
}

/** A test of which nothing could be run shows nothing, so it does not pass; in the reference it does. */
function passes({ value, failed, run }: FailRate, { rule, maxFailRate, confidence }: Gate, compat: boolean): boolean {
  if (value === null) return compat;
  if (rule === "provenBelow") return upperBound(failed, run, confidence) <= maxFailRate;
  if (rule === "notProvenAbove") return lowerBound(failed, run, confidence) <= maxFailRate;
  return value <= maxFailRate;
}

function flagsOf(
  counts: TestCounts,
  { value, run, interval }: FailRate,
  { judged }: Judged,
  test: AnyTest,
): TestFlag[] {
  const couldFail = judged > 0 && (test.aggregate === "all" || test.cases.some(({ inputs }) => inputs.length > 1));
  const flags: TestFlag[] = [];
  if (!couldFail && counts.errors === 0) flags.push("vacuous");
  else if (value !== null && (run < FEW_CASES || interval[1] - value > WIDE_INTERVAL)) flags.push("underpowered");
  if (counts.given - counts.distinct > MANY_REPEATS * counts.given) flags.push("duplicated");
  if (counts.errors > 0) flags.push("errors");
  return flags;
}

function worstCases(
  test: AnyTest,
  ids: Int32Array,
  predictions: readonly (Prediction | undefined)[],
  { failedScores, repeats }: Judged,
  caseIds: readonly string[],
  maxFailures: number,
): FailedCase[] {
  const order = [...failedScores.keys()].filter((index) => repeats[index] === 0);
  order.sort((a, b) => (failedScores.get(a) as number) - (failedScores.get(b) as number) || a - b);
  const kept = new Set(order.slice(0, maxFailures));
  const offsets = kept.size === 0 ? [] : offsetsOf(test.cases);
  const judge = judgeOf(test.expect);
  return order.slice(0, maxFailures).flatMap((index) => {
    const each = test.cases[index] as TestCase;
    const offset = offsets[index] as number;
    const view = viewOf(each, ids.subarray(offset, offset + each.inputs.length), predictions);
    if (view === undefined) return [];
    return {
      caseId: caseIds[index] as string,
      index,
      inputs: each.inputs,
      predictions: view.predictions,
      edits: each.edits ?? each.inputs.map((input) => editsBetween(each.inputs[0], input)),
      scores: each.inputs.map((_, i) => (test.aggregate === "allExceptFirst" && i === 0 ? null : judge(view, i))),
      score: failedScores.get(index) as number,
      label: each.label ?? null,
    };
  });
}

function offsetsOf(cases: readonly TestCase[]): number[] {
  let at = 0;
  return cases.map(({ inputs }) => {
    const own = at;
    at += inputs.length;
    return own;
  });
}
