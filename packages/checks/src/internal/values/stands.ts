import type { Relation } from "../../expressions/expression.ts";

/** Whether an order (below zero, zero, above zero) is as the relation says. */
export function stands(order: number, relation: Relation): boolean {
  switch (relation) {
    case "equal":
      return order === 0;
    case "notEqual":
      return order !== 0;
    case "below":
      return order < 0;
    case "atMost":
      return order <= 0;
    case "above":
      return order > 0;
    case "atLeast":
      return order >= 0;
  }
}
