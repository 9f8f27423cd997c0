import type { PairNulls } from "../../definition/check-options.ts";
import { oneOf } from "@mlsys/core";
import { allOf, isAbsent } from "../../expressions/build.ts";
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
