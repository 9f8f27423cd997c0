import { invalidCheck } from "./invalid-check.ts";
import { didYouMean } from "@mlsys/core/basics";
import { column as valueOf } from "../../expressions/build.ts";
import type { Operand } from "../../expressions/expression.ts";
import { TEXT_PROPERTIES } from "../values/text-properties.ts";
import type { TextProperty } from "../values/text-properties.ts";

/** A property of the texts of a column. */
export interface MeasuredText {
  /** In words: `the word count of title`. */
  readonly shown: string;
  /** The property of a value; undefined where it is no text. */
  readonly measure: (value: unknown) => number | undefined;
  /** The property as an operand, where engines have one. */
  readonly of: Operand | undefined;
}

/**
 * The property of a name.
 *
 * @throws {ChecksError} `invalidCheck` when there is none.
 */
export function measuredText(kind: string, column: string, property: unknown): MeasuredText {
  const names = Object.keys(TEXT_PROPERTIES) as TextProperty[];
  const found = names.find((name) => name === property);
  if (found === undefined)
    throw invalidCheck(kind, "the property of texts is not known", property, didYouMean(String(property), names));
  return {
    shown: `the ${found.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} of ${column}`,
    measure: (value) => (typeof value === "string" ? TEXT_PROPERTIES[found](value) : undefined),
    of: found === "length" ? { op: "length", of: valueOf(column) } : undefined,
  };
}
