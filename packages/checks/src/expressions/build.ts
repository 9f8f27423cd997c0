import type { Expression, Operand, Relation, Scalar } from "./expression.ts";

/**
 * The value of a column in each row, to compare with: `isAbove("sold", column("bought"))`.
 *
 * @param name - the column's name.
 * @returns the operand, plain data.
 *
 * @example
 * ```ts
 * import { column } from "@mlsys/checks";
 *
 * column("price"); // => { op: "column", name: "price" }
 * ```
 */
export function column(name: string): Operand {
  return { op: "column", name };
}

/**
 * The condition that a column equals a value or another column.
 *
 * @param left - a column's name, or an operand.
 * @param right - a value, or an operand.
 * @returns the condition, for the option `where` and for {@link rowSatisfies}.
 *
 * @example
 * ```ts
 * import { checkSuite, equals, isNotNull } from "@mlsys/checks";
 *
 * const suite = checkSuite("orders", [isNotNull("paidAt", { where: equals("status", "paid") })]);
 * const rows = [{ status: "open", paidAt: null }, { status: "paid", paidAt: "2026-01-02" }];
 * (await suite.run(rows)).passed; // => true
 * ```
 */
export function equals(left: string | Operand, right: Scalar | Operand): Expression {
  return compare("equal", left, right);
}

/**
 * The condition that a column is less than a value or another column.
 *
 * @param left - a column's name, or an operand.
 * @param right - a value, or an operand.
 * @returns the condition.
 *
 * @example
 * ```ts
 * import { isBelow } from "@mlsys/checks";
 *
 * isBelow("age", 18).op; // => "compare"
 * ```
 */
export function isBelow(left: string | Operand, right: Scalar | Operand): Expression {
  return compare("below", left, right);
}

/**
 * The condition that a column is at most a value or another column.
 *
 * @param left - a column's name, or an operand.
 * @param right - a value, or an operand.
 * @returns the condition.
 *
 * @example
 * ```ts
 * import { isAtMost } from "@mlsys/checks";
 *
 * isAtMost("age", 17).op; // => "compare"
 * ```
 */
export function isAtMost(left: string | Operand, right: Scalar | Operand): Expression {
  return compare("atMost", left, right);
}

/**
 * The condition that a column is greater than a value or another column.
 *
 * @param left - a column's name, or an operand.
 * @param right - a value, or an operand.
 * @returns the condition.
 *
 * @example
 * ```ts
 * import { column, isAbove } from "@mlsys/checks";
 *
 * isAbove("sold", column("bought")).op; // => "compare"
 * ```
 */
export function isAbove(left: string | Operand, right: Scalar | Operand): Expression {
  return compare("above", left, right);
}

/**
 * The condition that a column is at least a value or another column.
 *
 * @param left - a column's name, or an operand.
 * @param right - a value, or an operand.
 * @returns the condition.
 *
 * @example
 * ```ts
 * import { isAtLeast } from "@mlsys/checks";
 *
 * isAtLeast("age", 18).op; // => "compare"
 * ```
 */
export function isAtLeast(left: string | Operand, right: Scalar | Operand): Expression {
  return compare("atLeast", left, right);
}

/**
 * The condition that a column is one of some values.
 *
 * @param left - a column's name, or an operand.
 * @param values - the values.
 * @returns the condition.
 *
 * @example
 * ```ts
 * import { isOneOf } from "@mlsys/checks";
 *
 * isOneOf("country", ["DE", "FR"]).op; // => "in"
 * ```
 */
export function isOneOf(left: string | Operand, values: readonly Scalar[]): Expression {
  return { op: "in", of: asColumn(left), values };
}

/**
 * The condition that a column is missing (null or NaN); never undecided.
 *
 * @param left - a column's name, or an operand.
 * @returns the condition.
 *
 * @example
 * ```ts
 * import { isAbsent, not } from "@mlsys/checks";
 *
 * not(isAbsent("email")).op; // => "not"
 * ```
 */
export function isAbsent(left: string | Operand): Expression {
  return { op: "missing", of: asColumn(left) };
}

/**
 * The condition that several conditions hold together.
 *
 * @param conditions - the conditions.
 * @returns the condition: false when one is false, else undecided when one is.
 *
 * @example
 * ```ts
 * import { allOf, equals, isAbove } from "@mlsys/checks";
 *
 * allOf(equals("country", "DE"), isAbove("total", 100)).op; // => "and"
 * ```
 */
export function allOf(...conditions: readonly Expression[]): Expression {
  return { op: "and", of: conditions };
}

/**
 * The condition that at least one of several conditions holds.
 *
 * @param conditions - the conditions.
 * @returns the condition: true when one is true, else undecided when one is.
 *
 * @example
 * ```ts
 * import { anyOf, equals } from "@mlsys/checks";
 *
 * anyOf(equals("a", 1), equals("b", 1)).op; // => "or"
 * ```
 */
export function anyOf(...conditions: readonly Expression[]): Expression {
  return { op: "or", of: conditions };
}

/**
 * The opposite of a condition; undecided where the condition is.
 *
 * @param condition - the condition.
 * @returns its opposite.
 *
 * @example
 * ```ts
 * import { equals, not } from "@mlsys/checks";
 *
 * not(equals("status", "draft")).op; // => "not"
 * ```
 */
export function not(condition: Expression): Expression {
  return { op: "not", of: condition };
}

/**
 * A condition with a relation by name.
 *
 * @param relation - how the two are compared.
 * @param left - a column's name, or an operand.
 * @param right - a value, or an operand.
 * @returns the condition.
 */
export function compare(relation: Relation, left: string | Operand, right: Scalar | Operand): Expression {
  return { op: "compare", relation, left: asColumn(left), right: asLiteral(right) };
}

function asColumn(operand: string | Operand): Operand {
  return typeof operand === "string" ? column(operand) : operand;
}

function asLiteral(operand: Scalar | Operand): Operand {
  return typeof operand === "object" && "op" in operand ? operand : { op: "literal", value: operand };
}
