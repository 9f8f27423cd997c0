import type { Expression, Operand, Relation, Scalar } from "../../expressions/expression.ts";
import { noCheck } from "../import/translate-all.ts";

const SIGNS: Readonly<Record<Relation, string>> = {
  equal: "==",
  notEqual: "!=",
  below: "<",
  atMost: "<=",
  above: ">",
  atLeast: ">=",
};

/**
 * A condition as Great Expectations writes it, for its parser `pandas`.
 *
 * @throws {ChecksError} `notSupported` for what it cannot say.
 */
export function toRowCondition(condition: Expression): string {
  switch (condition.op) {
    case "compare":
      return `${operand(condition.left)} ${SIGNS[condition.relation]} ${operand(condition.right)}`;
    case "in":
      return `${operand(condition.of)} in [${condition.values.map(literal).join(", ")}]`;
    case "missing":
      return `${operand(condition.of)}.isnull()`;
    case "and":
    case "or":
      return condition.of.map((each) => `(${toRowCondition(each)})`).join(` ${condition.op} `);
    case "not":
      return `not (${toRowCondition(condition.of)})`;
    default:
      throw noCheck(`the condition ${condition.op}`, "leave it out");
  }
}

function operand(of: Operand): string {
  if (of.op === "literal") return literal(of.value);
  if (of.op === "column") return /^[A-Z_]\w*$/i.test(of.name) ? of.name : `\`${of.name}\``;
  throw noCheck(`the operand ${of.op}`, "leave it out");
}

function literal(value: Scalar): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
