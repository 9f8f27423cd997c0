import type { Expression } from "../../expressions/expression.ts";

/** Whether a condition is true or false in every row, whatever is missing. */
export function alwaysDecided(node: Expression): boolean {
  switch (node.op) {
    case "missing":
    case "nan":
    case "decided":
      return true;
    case "not":
      return alwaysDecided(node.of);
    case "and":
    case "or":
      return node.of.every(alwaysDecided);
    default:
      return false;
  }
}

/**
 * The column whose missing values are just the rows where a condition is undecided; undefined when it is not as simple. Counting
 * those is cheaper than judging the condition twice, and shared by all checks on the column.
 */
export function missesWith(node: Expression): string | undefined {
  switch (node.op) {
    case "between":
    case "in":
    case "matches":
    case "like":
    case "finite":
    case "type":
      return node.of.op === "column" ? node.of.name : undefined;
    case "compare":
      return node.left.op === "column" && node.right.op === "literal" ? node.left.name : undefined;
    case "not":
      return missesWith(node.of);
    case "and":
    case "or": {
      const [first, ...others] = node.of.map(missesWith);
      return others.every((name) => name === first) ? first : undefined;
    }
    default:
      return undefined;
  }
}
