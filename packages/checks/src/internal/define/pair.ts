import type { PairNulls } from "../../definition/check-options.ts";
import { oneOf } from "@mlsys/core/basics";
import { allOf, anyOf, isAbsent } from "../../expressions/build.ts";
import type { Expression } from "../../expressions/expression.ts";

/** The rules of these options. */
export const pairOptionSpecs = {
  nulls: { rule: oneOf("skipIfAny", "skipIfBoth", "fail"), default: "skipIfAny" },
} as const;

/** A condition on a pair that treats missing values as the options say. */
export function pairCondition(
  condition: Expression,
  [left, right]: readonly [string, string],
  nulls: PairNulls,
): Expression {
  if (nulls === "skipIfAny") return condition;
  const decided: Expression = { op: "decided", of: condition, otherwise: false };
  if (nulls === "fail") return decided;
  return { op: "unless", of: allOf(isAbsent(left), isAbsent(right)), condition: decided };
}

/** A condition that does not judge rows where all, or any, of the columns are missing. */
export function unlessMissing(
  columns: readonly string[],
  skip: "allMissing" | "anyMissing",
  condition: Expression,
): Expression {
  const absent = columns.map((name) => isAbsent(name));
  return { op: "unless", of: skip === "allMissing" ? allOf(...absent) : anyOf(...absent), condition };
}
