import { isBetween } from "../../checks/is-between.ts";
import { isIn } from "../../checks/is-in.ts";
import { lengthIsBetween } from "../../checks/length-is-between.ts";
import { matches } from "../../checks/matches.ts";
import type { Scalar } from "../../expressions/expression.ts";
import type { ForeignRule } from "./translate-all.ts";

/** Constraints on values that several schema languages share. */
export interface ValueConstraints {
  readonly minimum?: number | string | undefined;
  readonly maximum?: number | string | undefined;
  readonly exclusiveMinimum?: number | string | undefined;
  readonly exclusiveMaximum?: number | string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly enum?: readonly (Scalar | null)[] | undefined;
}

/** The rules of the constraints of a column. `full`: whether a pattern must match the whole text. */
export function valueRules(column: string, given: ValueConstraints, full: boolean): ForeignRule[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern } = given;
  const rules: (ForeignRule | undefined)[] = [
    [minimum, maximum, exclusiveMinimum, exclusiveMaximum].every((bound) => bound === undefined)
      ? undefined
      : {
          name: `range of ${column}`,
          column,
          make: () =>
            isBetween(column, {
              min: exclusiveMinimum === undefined ? minimum : undefined,
              max: exclusiveMaximum === undefined ? maximum : undefined,
              exclusiveMin: exclusiveMinimum,
              exclusiveMax: exclusiveMaximum,
            }),
        },
    minLength === undefined && maxLength === undefined
      ? undefined
      : {
          name: `length of ${column}`,
          column,
          make: () => lengthIsBetween(column, { min: minLength, max: maxLength }),
        },
    pattern === undefined
      ? undefined
      : { name: `pattern of ${column}`, column, make: () => matches(column, pattern, { full }) },
    given.enum === undefined
      ? undefined
      : { name: `values of ${column}`, column, make: () => isIn(column, given.enum ?? []) },
  ];
  return rules.filter((rule) => rule !== undefined);
}
