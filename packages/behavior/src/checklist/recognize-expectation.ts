import type { ExpectationData } from "../expectations/expectation.ts";
import { functionOf } from "./pickle/function-record.ts";
import type { FunctionRecord } from "./pickle/function-record.ts";
import type { PickleValue } from "./pickle/pickle-value.ts";
import { plainValue } from "./pickle/plain-value.ts";

/** What was made of a pickled expectation. */
export interface Recognized {
  /** The expectation, where it is one of the library's own. */
  readonly data?: ExpectationData | undefined;
  /** The function that could not be told: the author's own, or the rule by which cases are left out. */
  readonly unknown?: string | undefined;
}

/** Wrappers of the library, and the variable in which each holds what it wraps. */
const WRAPPERS: Readonly<Record<string, string>> = {
  expect: "fn",
  expect_fn: "fn",
  expectz: "individual_expect_fn",
};

/**
 * Tells a pickled expectation by the names of its functions and the values that they close over; no code of it is read or run.
 * The library's equality, invariance and monotonicity are told; of a sliced one, what it expects, but not its slice.
 */
export function recognizeExpectation(value: PickleValue | undefined, depth = 0): Recognized {
  const record = functionOf(value);
  if (record === undefined || depth > 8) return { unknown: "no function" };
  const { name, closure } = record;
  if (name === "wrapped" && closure.has("expect_fn")) {
    const { data } = recognizeExpectation(closure.get("expect_fn"), depth + 1);
    return { data, unknown: `slice by ${nameOf(closure.get("slice_fn"))}` };
  }
  const inner = closure.get(WRAPPERS[name] ?? "");
  if (functionOf(inner) !== undefined) return recognizeExpectation(inner, depth + 1);
  const data = leafOf(record);
  return data === undefined ? { unknown: name } : { data };
}

function leafOf({ name, closure }: FunctionRecord): ExpectationData | undefined {
  const valueOf = (variable: string): unknown => plainOf(closure.get(variable));
  if (name === "ret_fn" && closure.has("val")) return equalsOf(valueOf("val"));
  const tolerance = closure.has("tolerance") ? valueOf("tolerance") : undefined;
  if (name !== "expect" || typeof tolerance !== "number") return undefined;
  if (!closure.has("increasing")) return { kind: "invariant", tolerance };
  const label = valueOf("keep_label");
  return {
    kind: "change",
    direction: valueOf("increasing") === false ? "down" : "up",
    ...(isLabel(label) ? { label } : { of: "original" }),
    skipsCertain: true,
    atLeast: 0 - tolerance,
    inclusive: true,
  };
}

function equalsOf(value: unknown): ExpectationData | undefined {
  if (value === null) return { kind: "equals", to: "label" };
  return isLabel(value) ? { kind: "equals", values: [value] } : undefined;
}

function isLabel(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The innermost function's name. */
function nameOf(value: PickleValue | undefined): string {
  const record = functionOf(value);
  if (record === undefined) return "an unknown function";
  const inner = record.closure.get(WRAPPERS[record.name] ?? "");
  return functionOf(inner) === undefined ? record.name : nameOf(inner);
}

function plainOf(value: PickleValue | undefined): unknown {
  try {
    return plainValue(value, "a closure");
  } catch {
    return undefined;
  }
}
