import type { Expression, Operand } from "../../expressions/expression.ts";

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
      return columnOf(node.of);
    case "compare":
      return node.right.op === "literal" ? columnOf(node.left) : undefined;
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

/** The column whose missing values are the rows that fail, where a condition demands nothing but that a value is there. */
export function requiredIn(node: Expression): string | undefined {
  return node.op === "not" && node.of.op === "missing" ? columnOf(node.of.of) : undefined;
}

/** The column that an operand is missing with. */
function columnOf(operand: Operand): string | undefined {
  if (operand.op === "column") return operand.name;
  return operand.op === "length" || operand.op === "absolute" ? columnOf(operand.of) : undefined;
}
