import { invalidCheck } from "./invalid-check.ts";
import { isScalar } from "../values/scalar.ts";
import type { Scalar } from "../../expressions/expression.ts";

/**
 * The set of values that a check was given, checked; null in it is left out.
 *
 * @throws {ChecksError} `invalidCheck` when it is no list of numbers, texts, truth values, bigints and dates.
 */
export function scalarList(kind: string, values: unknown): readonly Scalar[] {
  const list: unknown = values instanceof Set ? [...(values as ReadonlySet<unknown>)] : values;
  const odd = Array.isArray(list) ? list.findIndex((value) => value !== null && !isScalar(value)) : undefined;
  if (Array.isArray(list) && odd === -1) return list.filter(isScalar);
  throw invalidCheck(
    kind,
    "the values are not a set",
    Array.isArray(list) && odd !== undefined ? list[odd] : values,
    "give an array of numbers, texts, truth values, bigints or dates",
  );
}

/**
 * The tuples that a check was given, checked.
 *
 * @throws {ChecksError} `invalidCheck` when they are no list of lists of `size` values.
 */
export function tupleList(kind: string, tuples: unknown, size: number): readonly (readonly Scalar[])[] {
  if (
    Array.isArray(tuples) &&
    tuples.every((tuple) => Array.isArray(tuple) && tuple.length === size && tuple.every(isScalar))
  )
    return tuples as readonly (readonly Scalar[])[];
  throw invalidCheck(
    kind,
    "the values are not a set of tuples",
    tuples,
    `give an array of arrays of ${size} values each`,
  );
}
