import type { Check } from "../definition/check.ts";
import type { Effort, RanStatement } from "../sources/source.ts";
import type { CheckCost, ChecksReport } from "../suite/report.ts";

/** What each check took, with every statement once however many checks it answers. */
export function costsOf(
  checks: readonly Check[],
  effortsOf: (check: Check) => readonly Effort[],
): Pick<ChecksReport, "costs" | "statements"> {
  const places = new Map<RanStatement, number>();
  const costs = checks.map((check): CheckCost => {
    const efforts = effortsOf(check);
    const ran = [...new Set(efforts.flatMap(({ statements }) => statements))];
    for (const each of ran) if (!places.has(each)) places.set(each, places.size);
    const durationMs = [...efforts, ...ran].reduce((sum, each) => sum + each.durationMs, 0);
    return { durationMs, statements: ran.map((each) => places.get(each) ?? 0) };
  });
  return { costs, statements: [...places.keys()] };
}
