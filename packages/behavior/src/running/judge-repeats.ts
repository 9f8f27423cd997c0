import type { Prediction } from "../predictors/prediction.ts";
import type { CaseResult } from "../results/behavior-report.ts";
import type { AnyTest } from "../suite/behavior-test.ts";
import { judgeTest } from "./judge-test.ts";
import type { JudgedTest } from "./judge-test.ts";

/** The predictions of all distinct inputs, once for each repeat. */
export type Runs = readonly (readonly (Prediction | undefined)[])[];

/** A test judged over all repeats. */
export interface JudgedRepeats extends JudgedTest {
  /** Cases whose result was not the same in every repeat. */
  readonly unstable: number;
  /** For each failed case, the repeat in which it failed worst. */
  readonly shownIn: ReadonlyMap<number, number>;
}

/** Judges every case of a test in every repeat; it passes when it passed in `minPass` of them, or in all that apply. */
export function judgeRepeats(
  test: AnyTest,
  ids: Int32Array,
  runs: Runs,
  compat: boolean,
  minPass: number,
): JudgedRepeats {
  const judged = runs.map((predictions) => judgeTest(test, ids, predictions, compat));
  const [first] = judged as [JudgedTest];
  if (judged.length === 1) return { ...first, unstable: 0, shownIn: new Map() };
  const scores = new Float64Array(first.results.length);
  const shownIn = new Map<number, number>();
  let unstable = 0;
  const results = first.results.map((_, index) => {
    const all = judged.map((each) => each.results[index] as CaseResult);
    if (new Set(all).size > 1) unstable++;
    const result = togetherOf(all, minPass);
    if (result === "failed") {
      const own = judged.map((each, k) => (all[k] === "failed" ? (each.scores[index] as number) : Infinity));
      const worst = Math.min(...own);
      scores[index] = worst;
      shownIn.set(index, own.indexOf(worst));
    }
    return result;
  });
  const counted = judged.map((each) => each.judged);
  return { results, scores, noOp: first.noOp, judged: Math.max(...counted), unstable, shownIn };
}

function togetherOf(results: readonly CaseResult[], minPass: number): CaseResult {
  if (results.includes("error")) return "error";
  const applicable = results.filter((result) => result !== "notApplicable");
  if (applicable.length === 0) return "notApplicable";
  const passed = applicable.filter((result) => result === "passed").length;
  return passed >= Math.min(minPass, applicable.length) ? "passed" : "failed";
}
