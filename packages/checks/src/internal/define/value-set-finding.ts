import type { ValueCounts } from "../../aggregates/aggregate.ts";
import { inBrackets } from "../values/in-brackets.ts";
import type { Scalar } from "../../expressions/expression.ts";
import { valueSet } from "../values/value-set.ts";
import { countsOf } from "./figure-check.ts";
import type { Finding } from "./figure-check.ts";

/** How many distinct values a report lists. */
const LISTED = 100;

/** Compares the distinct values of a column with a set: whether others may occur, and whether members may be absent. */
export function compareWithSet(
  counts: ValueCounts,
  wanted: readonly Scalar[],
  allowed: { readonly others: boolean; readonly absent: boolean },
): Finding {
  const list = counts.list().map(({ value }) => value);
  const [wantedSet, foundSet] = [valueSet(wanted), valueSet(list as Scalar[])];
  const others = list.filter((value) => !wantedSet.has(value));
  const absent = wanted.filter((value) => !foundSet.has(value));
  const objections = [
    ...(allowed.others || others.length === 0 ? [] : [`${inBrackets(others)} occurs besides`]),
    ...(allowed.absent || absent.length === 0 ? [] : [`${inBrackets(absent)} does not occur`]),
  ];
  return {
    observed: counts.count === 0 ? null : list.slice(0, LISTED),
    holds: objections.length === 0,
    words: objections.length === 0 ? `${counts.distinct} occur` : objections.join("; "),
    ...countsOf(counts),
    details: { others: others.slice(0, LISTED), absent },
  };
}
