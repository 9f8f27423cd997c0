import { ChecksError } from "../checks-error.ts";
import type { Check } from "../definition/check.ts";
import type { JsonValue } from "../definition/json-value.ts";
import { SIGNATURES } from "../internal/json/signatures.ts";
import { encoded } from "../internal/json/values.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

/** A check as JSON: its kind, its arguments by name, and its options beside them. */
export interface CheckJson {
  readonly check: string;
  readonly [argument: string]: JsonValue;
}

/** A suite as JSON. */
export interface SuiteJson {
  /** Version of this shape. */
  readonly schemaVersion: 1;
  readonly name: string;
  readonly checks: readonly CheckJson[];
}

/**
 * Writes a suite as JSON, to keep it in a file, a database or a request. {@link suiteFromJson} reads it again.
 *
 * @param suite - the suite.
 * @returns plain JSON.
 * @throws {ChecksError} `notSupported` for a check of a function of your own.
 *
 * @example
 * ```ts
 * import { checkSuite, isBetween, isNotNull } from "@mlsys/checks";
 * import { suiteToJson } from "@mlsys/checks/json";
 *
 * const suite = checkSuite("payments", [isNotNull("amount"), isBetween("amount", { min: 0, mostly: 0.99 })]);
 * suiteToJson(suite).checks; // => [{ check: "isNotNull", column: "amount" }, { check: "isBetween", column: "amount", min: 0, mostly: 0.99 }]
 * ```
 */
export function suiteToJson(suite: CheckSuite): SuiteJson {
  return { schemaVersion: 1, name: suite.name, checks: suite.checks.map(checkToJson) };
}

function checkToJson(check: Check): CheckJson {
  const signature = SIGNATURES.get(check.check);
  if (signature === undefined || check.given === undefined)
    throw new ChecksError({
      code: "notSupported",
      what: `the check ${check.name} cannot be written as JSON`,
      found: check.check,
      fix: "leave checks of your own functions out of suites that are kept as JSON",
    });
  const { columns, options } = check.given;
  const [left, right] = columns;
  const given: Readonly<Record<string, unknown>> = {
    column: left,
    left,
    right,
    columns,
    ...featuresOf(check, columns),
    ...check.parameters,
  };
  const own = signature.map((name) => [name, given[name]] as const);
  const entries = [
    ["check", check.check] as const,
    ...own,
    ...Object.entries(check.parameters),
    ...Object.entries(options),
  ];
  return encoded(Object.fromEntries(entries)) as CheckJson;
}

/** Of features and a label, the label comes last. */
function featuresOf({ check, parameters }: Check, columns: readonly string[]): Readonly<Record<string, unknown>> {
  const hasLabel = ["labelsDoNotConflict", "predictivePowerIsBelow"].includes(check) || "with" in parameters;
  return { features: hasLabel ? columns.slice(0, -1) : columns, label: columns.at(-1) };
}
