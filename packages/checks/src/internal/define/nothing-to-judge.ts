import type { Verdict } from "../../definition/check.ts";

/** The verdict when there is nothing to judge. */
export function nothingToJudge(
  sentence: string,
  rows: number,
  onEmpty: "pass" | "fail" | "skip",
): Pick<Verdict, "outcome" | "reason" | "message"> {
  const outcome = onEmpty === "skip" ? "notEvaluated" : onEmpty === "pass" ? "passed" : "failed";
  const reason = rows === 0 ? "noRows" : "noValues";
  return { outcome, reason, message: `${sentence}: ${rows === 0 ? "there are no rows" : "all values are missing"}` };
}
