import { judgeOf } from "../expectations/compile.ts";
import type { CaseView, Judge } from "../expectations/expectation.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import type { CaseResult } from "../results/behavior-report.ts";
import type { AnyTest, TestCase } from "../suite/behavior-test.ts";

/** What judging a test gives, before anything is counted. */
export interface JudgedTest {
  readonly results: CaseResult[];
  /** The worst score of each case, by its index: of those that failed or passed. */
  readonly scores: Float64Array;
  /** Perturbed examples equal to their original. */
  readonly noOp: number;
  /** Examples whose scores counted. */
  readonly judged: number;
}

/** Which examples of a case count, and how their scores come together: the worst, or null where the expectation says nothing. */
type Scoring = (judge: Judge, view: CaseView, tally: Tally, ids: Int32Array, from: number) => number | null;

/** How many scores counted. */
interface Tally {
  judged: number;
}

/** Judges every case of a test. */
export function judgeTest(
  test: AnyTest,
  ids: Int32Array,
  predictions: readonly (Prediction | undefined)[],
  compat: boolean,
): JudgedTest {
  const judge = judgeOf(test.expect);
  const score = scoringOf(test, compat);
  const isPairs = test.aggregate === "allExceptFirst";
  const count = test.cases.length;
  const results = new Array<CaseResult>(count);
  const scores = new Float64Array(count);
  const tally: Tally = { judged: 0 };
  let at = 0;
  let noOp = 0;
  for (let index = 0; index < count; index++) {
    const each = test.cases[index] as TestCase;
    const from = at;
    at += each.inputs.length;
    if (isPairs) noOp += sameAsFirst(ids, from, at);
    const view = viewOf(each, ids, from, predictions);
    const worst = view === undefined ? null : score(judge, view, tally, ids, from);
    results[index] = view === undefined ? "error" : resultOf(worst);
    scores[index] = worst ?? 0;
  }
  return { results, scores, noOp, judged: tally.judged };
}

function resultOf(worst: number | null): CaseResult {
  if (worst === null) return "notApplicable";
  return worst > 0 ? "passed" : "failed";
}

function scoringOf({ type, aggregate }: AnyTest, compat: boolean): Scoring {
  if (aggregate === "all") return scoreAll;
  if (type === "ORDER" || type === "SWEEP") return scoreSteps;
  return compat ? scoreAsReference : scoreChanged;
}

const scoreAll: Scoring = (judge, view, tally) => scoreFrom(judge, view, tally, 0);
const scoreSteps: Scoring = (judge, view, tally) => scoreFrom(judge, view, tally, 1);

/** All but the original, and but those that equal it. */
const scoreChanged: Scoring = (judge, view, tally, ids, from) => scoreFrom(judge, view, tally, 1, ids, from);

function scoreFrom(
  judge: Judge,
  view: CaseView,
  tally: Tally,
  first: number,
  ids?: Int32Array,
  from = 0,
): number | null {
  let worst: number | null = null;
  for (let i = first; i < view.inputs.length; i++) {
    const isOriginal = ids !== undefined && ids[from + i] === ids[from];
    const score = isOriginal ? null : judge(view, i);
    if (score === null) continue;
    tally.judged++;
    worst = worse(worst, score);
  }
  return worst;
}

/**
 * The reference asks about every example, the original included, drops what does not apply, and of pairs then drops the first that
 * is left, whichever that is. Nothing left after that passes.
 */
const scoreAsReference: Scoring = (judge, view, tally) => {
  let worst: number | null = null;
  let count = 0;
  for (let i = 0; i < view.inputs.length; i++) {
    const score = judge(view, i);
    if (score === null) continue;
    worst = count === 0 ? Infinity : worse(worst, score);
    count++;
  }
  tally.judged += Math.max(0, count - 1);
  return worst;
};

/** The lesser of two scores; one that is no number counts as the worst of all. */
function worse(worst: number | null, score: number): number {
  if (Number.isNaN(score)) return -Infinity;
  return worst === null || score < worst ? score : worst;
}

function sameAsFirst(ids: Int32Array, from: number, to: number): number {
  let same = 0;
  for (let i = from + 1; i < to; i++) if (ids[i] === ids[from]) same++;
  return same;
}

/** The case as judges see it, whose inputs' numbers begin at `from`; undefined when a prediction is missing. */
export function viewOf(
  { inputs, label, meta }: TestCase,
  ids: Int32Array,
  from: number,
  predictions: readonly (Prediction | undefined)[],
): CaseView | undefined {
  const own = new Array<Prediction>(inputs.length);
  for (let i = 0; i < inputs.length; i++) {
    const prediction = predictions[ids[from + i] as number];
    if (prediction === undefined) return undefined;
    own[i] = prediction;
  }
  return new View(inputs, own, label, meta);
}

class View implements CaseView {
  readonly inputs: readonly unknown[];
  readonly predictions: readonly Prediction[];
  readonly meta: unknown;
  private readonly label: TestCase["label"];

  constructor(inputs: readonly unknown[], predictions: readonly Prediction[], label: TestCase["label"], meta: unknown) {
    this.inputs = inputs;
    this.predictions = predictions;
    this.label = label;
    this.meta = meta;
  }

  labelOf(index: number): Label | undefined {
    return isList(this.label) ? this.label[index] : this.label;
  }
}

function isList(label: TestCase["label"]): label is readonly Label[] {
  return Array.isArray(label);
}
