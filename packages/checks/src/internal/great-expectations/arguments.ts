import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { BoundOptions, PairNulls, RowCheckOptions } from "../../definition/check-options.ts";
import type { Severity } from "../../definition/check.ts";
import type { Expression, LogicalType } from "../../expressions/expression.ts";
import type { Kwargs } from "./suite-schema.ts";
import { logicalType } from "./type-names.ts";

/** What every expectation has. */
export interface Common {
  readonly name: string;
  readonly description?: string | undefined;
  readonly severity: Severity;
  readonly where?: Expression | undefined;
}

/**
 * An argument that must be there.
 *
 * @throws {ChecksError} `invalidCheck` when it is not.
 */
export function required<Name extends keyof Kwargs>(kwargs: Kwargs, name: Name): NonNullable<Kwargs[Name]> {
  const value = kwargs[name] ?? undefined;
  if (value !== undefined) return value;
  throw new ChecksError({ code: "invalidCheck", what: `the argument ${name} is missing`, found: showValue(value) });
}

/** Options of a check that judges rows; where there is nothing to judge, Great Expectations passes. */
export function rows({ mostly }: Kwargs, common: Common): RowCheckOptions {
  return { ...common, mostly: mostly ?? undefined, onEmpty: "pass" };
}

/** Options of a check of one figure; where there is none, Great Expectations fails, unless it takes the figure for `empty`. */
export function figure(
  common: Common,
  empty?: number,
  kwargs: Kwargs = {},
): Common & { readonly onEmpty: "pass" | "fail" } {
  const { min_value: min, max_value: max } = kwargs;
  const passes = empty !== undefined && Number(min ?? -Infinity) <= empty && Number(max ?? Infinity) >= empty;
  return { ...common, onEmpty: passes ? "pass" : "fail" };
}

/** The bounds, at least one. */
export function someBounds<Bound extends number | string = number | string>(kwargs: Kwargs): BoundOptions<Bound> {
  return {
    min: (kwargs.min_value ?? undefined) as Bound | undefined,
    max: (kwargs.max_value ?? undefined) as Bound | undefined,
    exclusiveMin: kwargs.strict_min ?? false,
    exclusiveMax: kwargs.strict_max ?? false,
  };
}

/** The bounds; without any, everything lies between. */
export function anyBounds<Bound extends number | string = number | string>(
  kwargs: Kwargs,
  least = -Infinity,
): BoundOptions<Bound> {
  const bounds = someBounds<Bound>(kwargs);
  return bounds.min === undefined && bounds.max === undefined ? { min: least as Bound } : bounds;
}

/** Which rows of a pair are not judged. */
export function pairNulls({ ignore_row_if: ignored }: Kwargs): PairNulls {
  if (ignored === "either_value_is_missing") return "skipIfAny";
  return ignored === "neither" || ignored === "never" ? "fail" : "skipIfBoth";
}

/** Which rows of several columns are not judged. */
export function skipOf({ ignore_row_if: ignored }: Kwargs): "allMissing" | "anyMissing" | "never" {
  if (ignored === "any_value_is_missing") return "anyMissing";
  return ignored === "never" ? "never" : "allMissing";
}

/**
 * The logical types of type names.
 *
 * @throws {ChecksError} `notSupported` when one has none.
 */
export function typesOf(names: readonly string[]): LogicalType[] {
  return names.flatMap((name) => {
    // What pandas holds as Python objects.
    if (["O", "object", "object_"].includes(name)) return ["string", "array", "object"] as const;
    const type = logicalType(name);
    if (type !== undefined) return [type];
    throw new ChecksError({
      code: "notSupported",
      what: "a type has no logical type",
      found: showValue(name),
      fix: "use a name such as int, float, str, bool, datetime",
    });
  });
}

/** A pattern of Python, whose flags may stand in front: `(?i)ab`. One that is none stays text, for the check to refuse. */
export function pattern(text: string): string | RegExp {
  const [, flags = "", source = ""] = /^\(\?([ims]+)\)(.*)$/su.exec(text) ?? [];
  try {
    return flags === "" ? text : new RegExp(source, flags);
  } catch {
    return text;
  }
}
