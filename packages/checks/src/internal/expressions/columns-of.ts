import type { Expression, Operand } from "../../expressions/expression.ts";

/** The names of the columns that an expression reads, each once, in order of appearance. */
export function columnsOf(node: Expression | Operand): readonly string[] {
  const names = new Set<string>();
  collect(node, names);
  return [...names];
}

function collect(node: Expression | Operand, names: Set<string>): void {
  if (node.op === "column") names.add(node.name);
  else if (node.op === "test" || node.op === "exists") for (const name of node.columns) names.add(name);
  else for (const part of partsOf(node)) collect(part, names);
}

function partsOf(node: Expression | Operand): readonly (Expression | Operand)[] {
  if ("left" in node) return [node.left, node.right];
  if (!("of" in node)) return [];
  if (node.op === "unless") return [node.of, node.condition];
  return Array.isArray(node.of) ? (node.of as readonly (Expression | Operand)[]) : [node.of as Expression | Operand];
}
