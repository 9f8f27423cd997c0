import type { CaseResult, GroupComparison, GroupReport } from "../results/behavior-report.ts";
import { adjustPValues } from "../statistics/adjust-p-values.ts";
import { fisherTest } from "../statistics/fisher.ts";
import { wilsonInterval } from "../statistics/intervals.ts";
import type { AnyTest } from "../suite/behavior-test.ts";

/** The rates of the groups of a test, and how far they are apart; undefined for a test without groups. */
export interface Groups {
  readonly groups: readonly GroupReport[];
  readonly pairs: readonly GroupComparison[];
  /** Of the two groups that are furthest apart. */
  readonly difference: number | null;
}

/** Compares the failure rates of every two groups: difference, ratio, Fisher's exact test with Holm's correction. */
export function compareGroups(
  { cases, gate }: AnyTest,
  results: readonly CaseResult[],
  repeats: Uint8Array,
): Groups | undefined {
  const counts = new Map<string, { failed: number; run: number }>();
  cases.forEach(({ group }, i) => {
    const result = results[i];
    if (group === undefined || repeats[i] === 1 || (result !== "passed" && result !== "failed")) return;
    const own = counts.get(group) ?? { failed: 0, run: 0 };
    own.run++;
    if (result === "failed") own.failed++;
    counts.set(group, own);
  });
  if (counts.size === 0) return undefined;
  const groups = Array.from(counts, ([group, { failed, run }]) => ({
    group,
    failed,
    run,
    rate: failed / run,
    interval: wilsonInterval(failed, run, gate.confidence),
  }));
  const pairs = pairsOf(groups);
  return { groups, pairs, difference: pairs.length === 0 ? null : Math.max(...pairs.map((pair) => pair.difference)) };
}

function pairsOf(groups: readonly GroupReport[]): GroupComparison[] {
  const pairs = groups.flatMap((a, i) => groups.slice(i + 1).map((b) => [a, b] as const));
  const p = pairs.map(([a, b]) => fisherTest(a.failed, a.run, b.failed, b.run));
  const adjusted = adjustPValues(p, "holm");
  return pairs.map(([a, b], i) => {
    const [low, high] = a.rate < b.rate ? [a.rate, b.rate] : [b.rate, a.rate];
    return {
      a: a.group,
      b: b.group,
      difference: high - low,
      ratio: high === 0 ? 1 : low / high,
      p: p[i] as number,
      adjustedP: adjusted[i] as number,
    };
  });
}
