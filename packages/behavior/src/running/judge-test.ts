import { judgeOf } from "../expectations/compile.ts";
import type { CaseView, Judge } from "../expectations/expectation.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import type { CaseResult } from "../results/behavior-report.ts";
import type { AnyTest, TestCase } from "../suite/behavior-test.ts";

/** What judging a test gives, before anything is counted. */
export interface JudgedTest {
  readonly results: CaseResult[];
  /** The worst score of each failed case, by the index of the case. */
  readonly failedScores: ReadonlyMap<number, number>;
  /** For each case, 1 when an equal one came before. */
  readonly repeats: Uint8Array;
  readonly noOp: number;
  /** Examples that the expectation was asked about. */
  readonly judged: number;
}

/** Judges every case of a test. */
export function judgeTest(
  test: AnyTest,
  ids: Int32Array,
  predictions: readonly (Prediction | undefined)[],
  compat: boolean,
): JudgedTest {
  const judge = judgeOf(test.expect);
  const isPairs = test.aggregate === "allExceptFirst";
  const asReference = compat && (test.type === "MFT" || test.type === "INV" || test.type === "DIR");
  const results: CaseResult[] = [];
  const failedScores = new Map<number, number>();
  const repeats = new Uint8Array(test.cases.length);
  const seen = new Set<string>();
  let [at, noOp, judged] = [0, 0, 0];
  for (const [index, each] of test.cases.entries()) {
    const own = ids.subarray(at, at + each.inputs.length);
    at += own.length;
    const key = caseKey(own, each.label);
    if (seen.has(key)) repeats[index] = 1;
    else seen.add(key);
    const isSame = (i: number): boolean => isPairs && i > 0 && own[i] === own[0];
    for (let i = 1; i < own.length; i++) if (isSame(i)) noOp++;
    const view = viewOf(each, own, predictions);
    if (view === undefined) {
      results.push("error");
      continue;
    }
    const scores = asReference
      ? scoresAsReference(judge, view, isPairs)
      : scoresOf(judge, view, (i) => isPairs && (i === 0 || (isSame(i) && test.type !== "SWEEP")));
    if (scores !== null) judged += scores.length;
    const worst = scores === null ? null : worstOf(scores);
    results.push(worst === null ? "notApplicable" : worst > 0 ? "passed" : "failed");
    if (worst !== null && !(worst > 0)) failedScores.set(index, worst);
  }
  return { results, failedScores, repeats, noOp, judged };
}

/** The case as judges see it; undefined when a prediction is missing. */
export function viewOf(
  { inputs, label, meta }: TestCase,
  ids: Int32Array,
  predictions: readonly (Prediction | undefined)[],
): CaseView | undefined {
  const own: Prediction[] = [];
  for (const id of ids) {
    const prediction = predictions[id];
    if (prediction === undefined) return undefined;
    own.push(prediction);
  }
  const labelOf = Array.isArray(label)
    ? (index: number): Label | undefined => (label as readonly Label[])[index]
    : (): Label | undefined => label as Label | undefined;
  return { inputs, predictions: own, labelOf, meta };
}

/** Null when nothing is left to judge. */
function scoresOf(judge: Judge, view: CaseView, isLeftOut: (index: number) => boolean): number[] | null {
  const scores: number[] = [];
  for (let i = 0; i < view.inputs.length; i++) {
    if (isLeftOut(i)) continue;
    const score = judge(view, i);
    if (score !== null) scores.push(score);
  }
  return scores.length === 0 ? null : scores;
}

/**
 * The reference asks about every example, the original included, drops what does not apply, and of pairs then drops the first that
 * is left, whichever that is.
 */
function scoresAsReference(judge: Judge, view: CaseView, isPairs: boolean): number[] | null {
  const scores = scoresOf(judge, view, () => false);
  return scores !== null && isPairs ? scores.slice(1) : scores;
}

function worstOf(scores: readonly number[]): number {
  let worst = Infinity;
  // A score that is no number counts as failed.
  for (const score of scores) if (!(score >= worst)) worst = Number.isNaN(score) ? -Infinity : score;
  return worst;
}

function caseKey(ids: Int32Array, label: unknown): string {
  const own = ids.join();
  return label === undefined ? own : `${own}|${JSON.stringify(label)}`;
}
