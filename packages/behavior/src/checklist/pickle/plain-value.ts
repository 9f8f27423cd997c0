import { BehaviorError } from "../../errors/behavior-error.ts";
import { isNumpyScalar, numpyValues } from "./numpy-value.ts";
import { entriesOf, PickleTuple } from "./pickle-value.ts";
import type { PickleValue } from "./pickle-value.ts";

const DEEPEST = 32;

/**
 * A value of a pickle as plain data: tuples and arrays become arrays, dicts objects, NumPy's numbers numbers.
 *
 * @throws {BehaviorError} `invalidFile` for an object that is none of these, or data nested too deep or in itself.
 */
export function plainValue(value: PickleValue | undefined, where: string, depth = 0): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (depth > DEEPEST) throw refusal("data nested too deep", where);
  const inner = (each: PickleValue): unknown => plainValue(each, where, depth + 1);
  const list = listOf(value);
  if (list !== undefined) return isNumpyScalar(value) ? inner(list[0] ?? null) : list.map(inner);
  const entries = entriesOf(value);
  if (entries !== undefined && (value instanceof Map || entries.size > 0))
    return Object.fromEntries(
      Array.from(entries, ([key, each]) => [typeof key === "string" ? key : JSON.stringify(inner(key)), inner(each)]),
    );
  throw refusal("an object that is no data", where);
}

/** The elements of a list, a tuple, a set or an array; undefined for what is none. */
export function listOf(value: PickleValue | undefined): readonly PickleValue[] | undefined {
  if (Array.isArray(value)) return value as readonly PickleValue[];
  if (value instanceof PickleTuple) return value.items;
  if (value instanceof Set) return [...(value as ReadonlySet<PickleValue>)];
  return numpyValues(value);
}

function refusal(found: string, where: string): BehaviorError {
  return new BehaviorError({
    code: "invalidFile",
    what: "the suite holds what is no data",
    where,
    found,
    fix: "suites hold texts, numbers, lists, tuples, dicts and NumPy arrays",
  });
}
