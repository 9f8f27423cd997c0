import type { BoundOptions } from "../../definition/check-options.ts";
import { either, boolean, satisfying, showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import { compareValues } from "../values/compare.ts";
import { isScalar, kindOfValue } from "../values/scalar.ts";
import type { Scalar } from "../../expressions/expression.ts";

/** Bounds, checked. */
export interface Bounds<Bound extends Scalar = Scalar> {
  readonly min?: Bound | undefined;
  readonly max?: Bound | undefined;
  readonly exclusiveMin: boolean;
  readonly exclusiveMax: boolean;
}

const scalarRule = satisfying("a number, a text, a bigint or a date", isBound);
const numberRule = satisfying(
  "a number",
  (value): value is number => typeof value === "number" && !Number.isNaN(value),
);

/** Rules of the bound options, for bounds of any kind of value. */
export const scalarBoundSpecs = {
  min: { rule: scalarRule },
  max: { rule: scalarRule },
  exclusiveMin: { rule: either(boolean(), scalarRule) },
  exclusiveMax: { rule: either(boolean(), scalarRule) },
} as const;

/** Rules of the bound options, for bounds that are numbers. */
export const numberBoundSpecs = {
  min: { rule: numberRule },
  max: { rule: numberRule },
  exclusiveMin: { rule: either(boolean(), numberRule) },
  exclusiveMax: { rule: either(boolean(), numberRule) },
} as const;

/**
 * Makes one pair of bounds of the four options.
 *
 * @throws {ChecksError} `contradictoryBounds` when there is none, when one is given twice, or when nothing can lie between.
 */
export function parseBounds<Bound extends Scalar>(kind: string, options: BoundOptions<Bound>): Bounds<Bound> {
  const [min, exclusiveMin] = oneBound(kind, "min", options.min, options.exclusiveMin);
  const [max, exclusiveMax] = oneBound(kind, "max", options.max, options.exclusiveMax);
  if (min === undefined && max === undefined)
    throw contradiction(kind, "there is no bound", "nothing", "give min, max or both");
  if (min !== undefined && max !== undefined) {
    const order = compareValues(min, max);
    const found = `${showValue(min)} and ${showValue(max)}`;
    if (order === undefined) throw contradiction(kind, "min and max are of different kinds", found, "give both alike");
    if (order > 0) throw contradiction(kind, "min is greater than max", found, "swap them");
    if (order === 0 && (exclusiveMin || exclusiveMax))
      throw contradiction(kind, "nothing lies between the bounds", found, "include both, or move them apart");
  }
  return { min, max, exclusiveMin, exclusiveMax };
}

/** Bounds as they are kept among a check's parameters: only what was given. */
export function boundParameters({ min, max, exclusiveMin, exclusiveMax }: Bounds): Record<string, unknown> {
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(exclusiveMin ? { exclusiveMin } : {}),
    ...(exclusiveMax ? { exclusiveMax } : {}),
  };
}

/** Whether a figure lies within bounds. */
export function isWithin(value: Scalar, { min, max, exclusiveMin, exclusiveMax }: Bounds): boolean {
  const above = min === undefined ? 1 : compareValues(value, min);
  const below = max === undefined ? -1 : compareValues(value, max);
  if (above === undefined || below === undefined) return false;
  return (exclusiveMin ? above > 0 : above >= 0) && (exclusiveMax ? below < 0 : below <= 0);
}

/** Bounds in words, to follow "is": `between 0 and 1`, `at least 0`, `strictly between -1 and 1`. */
export function boundsInWords({ min, max, exclusiveMin, exclusiveMax }: Bounds): string {
  const low = min === undefined ? "" : `${exclusiveMin ? "above" : "at least"} ${shown(min)}`;
  const high = max === undefined ? "" : `${exclusiveMax ? "below" : "at most"} ${shown(max)}`;
  if (min === undefined || max === undefined) return low + high;
  if (exclusiveMin !== exclusiveMax) return `${low} and ${high}`;
  return `${exclusiveMin ? "strictly " : ""}between ${shown(min)} and ${shown(max)}`;
}

function oneBound<Bound extends Scalar>(
  kind: string,
  name: "min" | "max",
  bound: Bound | undefined,
  exclusive: boolean | Bound | undefined,
): [Bound | undefined, boolean] {
  if (typeof exclusive !== "object" && (exclusive === undefined || typeof exclusive === "boolean"))
    return [bound, bound !== undefined && exclusive === true];
  if (bound === undefined) return [exclusive, true];
  const option = name === "min" ? "exclusiveMin" : "exclusiveMax";
  const found = `${name} ${showValue(bound)} and ${option} ${showValue(exclusive)}`;
  throw contradiction(kind, `${name} is given twice`, found, `give ${name}, and ${option}: true to exclude it`);
}

function contradiction(where: string, what: string, found: string, fix: string): ChecksError {
  return new ChecksError({ code: "contradictoryBounds", what, where, found, fix });
}

function isBound(value: unknown): value is Exclude<Scalar, boolean> {
  return isScalar(value) && kindOfValue(value) !== "boolean";
}

function shown(bound: Scalar): string {
  return bound instanceof Date || typeof bound === "string" ? showValue(bound) : String(bound);
}
