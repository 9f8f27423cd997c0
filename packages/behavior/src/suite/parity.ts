import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Expectation } from "../expectations/expectation.ts";
import type { AnyTest, TestCase } from "./behavior-test.ts";

/** The failure rate of another test of the suite. */
export interface FailRateOf {
  readonly failRateOf: string;
}

/**
 * For tests of parity: what is compared between groups is how often another test of the suite fails.
 *
 * @param test - the other test's name; it is defined before.
 * @returns the measure.
 *
 * @example
 * ```ts
 * import { failRateOf } from "@mlsys/behavior";
 *
 * failRateOf("typos"); // => { failRateOf: "typos" }
 * ```
 */
export function failRateOf(test: string): FailRateOf {
  return { failRateOf: test };
}

/** What is compared between groups: how often another test fails, or how often an expectation does not hold. */
export type ParityMeasure = FailRateOf | Expectation<never, unknown>;

/** Whether the measure is another test. */
export function isFailRateOf(measure: ParityMeasure): measure is FailRateOf {
  return "failRateOf" in measure;
}

/** The cases, each with the group of its original. */
export function groupedCases<I>(
  test: string,
  cases: readonly TestCase<I>[],
  group: string | ((input: I) => unknown),
): TestCase<I>[] {
  const grouped = cases.map((each) => ({ ...each, group: groupOf(test, each.inputs[0] as I, group) }));
  const groups = new Set(grouped.map((each) => each.group));
  if (groups.size > 1) return grouped;
  throw new BehaviorError({
    code: "invalidCase",
    what: "there are fewer than two groups to compare",
    where: `test ${JSON.stringify(test)}`,
    found: showValue([...groups]),
    fix: "give inputs of several groups",
    details: { test },
  });
}

/** The other test that a measure names. */
export function measuredTest(
  test: string,
  { failRateOf: name }: FailRateOf,
  tests: ReadonlyMap<string, unknown>,
): AnyTest {
  const found = tests.get(name);
  if (found !== undefined) return found as AnyTest;
  throw new BehaviorError({
    code: "invalidCase",
    what: `there is no test ${JSON.stringify(name)} to measure`,
    where: `test ${JSON.stringify(test)}`,
    found: [...tests.keys()].join(", "),
    fix: "define that test before",
    details: { test, name },
  });
}

function groupOf<I>(test: string, input: I, group: string | ((input: I) => unknown)): string {
  const value =
    typeof group === "function" ? group(input) : (input as Readonly<Record<string, unknown>> | undefined)?.[group];
  if (value !== undefined) return typeof value === "string" ? value : JSON.stringify(value);
  throw new BehaviorError({
    code: "unknownColumn",
    what: "an input has no group",
    where: `test ${JSON.stringify(test)}${typeof group === "string" ? `, column ${JSON.stringify(group)}` : ""}`,
    found: showValue(input),
    fix: "name a column that all rows have, or give a function",
    details: { test },
  });
}
