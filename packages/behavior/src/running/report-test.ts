import { judgeOf } from "../expectations/compile.ts";
import { editsBetween } from "../perturbations/internal/edits-between.ts";
import type { CaseResult, FailedCase, FailRate, TestCounts, TestFlag, TestReport } from "../results/behavior-report.ts";
import { adjustPValues } from "../statistics/adjust-p-values.ts";
import type { Correction } from "../statistics/adjust-p-values.ts";
import { wilsonInterval } from "../statistics/intervals.ts";
import type { AnyTest, TestCase } from "../suite/behavior-test.ts";
import type { CaseIds } from "./case-ids.ts";
import { compareGroups } from "./compare-groups.ts";
import { gatePValue, passesGate } from "./gate-decision.ts";
import { judgeRepeats } from "./judge-repeats.ts";
import type { JudgedRepeats, Runs } from "./judge-repeats.ts";
import { viewOf } from "./judge-test.ts";

interface Judged extends JudgedRepeats {
  /** For each case, 1 when an equal one came before. */
  readonly repeats: Uint8Array;
}

const FEW_CASES = 30;
const WIDE_INTERVAL = 0.1;
const MANY_REPEATS = 0.05;

/** How a test is judged. */
export interface ReportOptions {
  readonly compat: boolean;
  readonly maxFailures: number;
  readonly minPass: number;
}

/** Judges a test and counts. Whether it passes is decided once all tests of the run are known. */
export function reportTest(
  test: AnyTest,
  ids: Int32Array,
  runs: Runs,
  { ids: caseIds, repeats }: CaseIds,
  { compat, maxFailures, minPass }: ReportOptions,
): TestReport {
  const started = performance.now();
  const judged = { ...judgeRepeats(test, ids, runs, compat, minPass), repeats };
  const counts = countsOf(test, judged);
  const failRate = rateOf(judged, compat, test.gate.confidence);
  const failures = worstCases(test, ids, runs, judged, caseIds, maxFailures);
  const groups = test.type === "PARITY" ? compareGroups(test, judged.results, repeats) : undefined;
  const { id, name, type, capability, description, tags, severity, gate } = test;
  return {
    id,
    name,
    type,
    capability,
    description,
    tags,
    severity,
    passed: false,
    counts,
    failRate,
    gate,
    p: test.type === "PARITY" ? smallestP(groups?.pairs ?? []) : gatePValue(failRate, gate),
    adjustedP: null,
    groups: groups?.groups ?? [],
    groupComparisons: groups?.pairs ?? [],
    flags: flagsOf(counts, failRate, judged, test),
    caseResults: judged.results,
    caseIds,
    failures,
    worst: failures.slice(0, 3),
    durationMs: performance.now() - started,
  };
}

/** Decides which tests pass, with p-values corrected over all of them. */
export function decideTests(reports: readonly TestReport[], correction: Correction, compat: boolean): TestReport[] {
  const told = reports.filter(({ p }) => p !== null);
  const adjusted = adjustPValues(
    told.map(({ p }) => p as number),
    correction,
  );
  return reports.map((report) => {
    const at = told.indexOf(report);
    const adjustedP = at < 0 ? null : (adjusted[at] as number);
    const passes =
      report.type === "PARITY"
        ? isParity(report, adjustedP)
        : passesGate(report.failRate, report.gate, adjustedP, compat);
    return { ...report, adjustedP, passed: report.counts.errors === 0 && passes };
  });
}

/** Of the pairs, already corrected over them: the test's own p-value. */
function smallestP(pairs: readonly { readonly adjustedP: number }[]): number | null {
  return pairs.length === 0 ? null : Math.min(...pairs.map(({ adjustedP }) => adjustedP));
}

/** Groups are apart when their rates are, and where the rule asks for proof, when chance does not explain it. */
function isParity({ groups, groupComparisons, gate }: TestReport, adjustedP: number | null): boolean {
  if (groups.length < 2) return false;
  const isFar = groupComparisons.some(({ difference }) => difference > gate.maxFailRate);
  return !isFar || (gate.rule === "notProvenAbove" && adjustedP !== null && adjustedP > 1 - gate.confidence);
}

function countsOf({ cases, skipped }: AnyTest, { results, repeats, noOp, unstable }: Judged): TestCounts {
  const tally: Record<CaseResult, number> = { passed: 0, failed: 0, notApplicable: 0, error: 0 };
  results.forEach((result) => tally[result]++);
  const distinct = repeats.reduce((count, isRepeat) => count - isRepeat, cases.length);
  const { passed, failed, notApplicable, error: errors } = tally;
  return {
    given: cases.length,
    distinct,
    noOp,
    skipped,
    notApplicable,
    run: passed + failed,
    passed,
    failed,
    errors,
    unstable,
  };
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
  if (counts.unstable > 0) flags.push("unstable");
  if (counts.errors > 0) flags.push("errors");
  return flags;
}

function worstCases(
  test: AnyTest,
  ids: Int32Array,
  runs: Runs,
  judged: Judged,
  caseIds: readonly string[],
  maxFailures: number,
): FailedCase[] {
  const { scores: worst, shownIn } = judged;
  const order = lowestOf(judged, maxFailures);
  const offsets = order.length === 0 ? [] : offsetsOf(test.cases);
  const judge = judgeOf(test.expect);
  return order.flatMap((index) => {
    const each = test.cases[index] as TestCase;
    const predictions = runs[shownIn.get(index) ?? 0] ?? [];
    const view = viewOf(each, ids, offsets[index] as number, predictions);
    if (view === undefined) return [];
    const scores = each.inputs.map((_, i) => (test.aggregate === "allExceptFirst" && i === 0 ? null : judge(view, i)));
    return {
      caseId: caseIds[index] as string,
      index,
      inputs: each.inputs,
      predictions: view.predictions,
      edits: each.edits ?? each.inputs.map((input) => editsBetween(each.inputs[0], input)),
      scores,
      score: worst[index] as number,
      example: worstOf(scores),
      label: each.label ?? null,
    };
  });
}

/** The failed cases with the lowest scores, the lowest first, without repeats: few of many, so they are not all sorted. */
function lowestOf({ results, scores, repeats }: Judged, most: number): number[] {
  const kept: { readonly index: number; readonly score: number }[] = [];
  if (most === 0) return [];
  for (let index = 0; index < results.length; index++) {
    if (results[index] !== "failed" || repeats[index] === 1) continue;
    const score = scores[index] as number;
    if (kept.length === most && score >= (kept.at(-1)?.score ?? Infinity)) continue;
    let at = kept.length;
    while (at > 0 && (kept[at - 1]?.score ?? -Infinity) > score) at--;
    kept.splice(at, 0, { index, score });
    if (kept.length > most) kept.pop();
  }
  return kept.map(({ index }) => index);
}

function worstOf(scores: readonly (number | null)[]): number {
  const told = scores.filter((score) => score !== null);
  return told.length === 0 ? 0 : scores.indexOf(Math.min(...told));
}

function offsetsOf(cases: readonly TestCase[]): number[] {
  let at = 0;
  return cases.map(({ inputs }) => {
    const own = at;
    at += inputs.length;
    return own;
  });
}
