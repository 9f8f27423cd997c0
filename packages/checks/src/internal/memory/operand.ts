import { ChecksError } from "../../checks-error.ts";
import type { Operand } from "../../expressions/expression.ts";
import { rareConditions } from "./rare-conditions.ts";

/** Reads the value of a column in some row, null where it is missing. */
export type ReadColumn = (name: string) => unknown;

/** The value of an operand in a row; null where one that it needs is missing, undefined where it has none (length of a number). */
export type OperandReader = (read: ReadColumn) => unknown;

/** Makes the reader of an operand. */
export function operandReader(operand: Operand): OperandReader {
  switch (operand.op) {
    case "column": {
      const { name } = operand;
      return (read) => read(name);
    }
    case "literal": {
      const { value } = operand;
      return () => value;
    }
    default:
      return rareConditions().rareOperand(operand);
  }
}

/** The error for a node that this engine does not know. */
export function unknownNode(op: unknown): ChecksError {
  return new ChecksError({
    code: "notSupported",
    what: "a condition has a node that data in memory cannot judge",
    found: JSON.stringify(op),
    fix: "build conditions with the functions of @mlsys/checks",
  });
}
