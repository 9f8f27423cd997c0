import { didYouMean } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { AnyTest, TestSelection } from "./behavior-test.ts";

const NAMES = ["capability", "type", "tag", "name"];

/**
 * The tests that a selection names.
 *
 * @throws {BehaviorError} `invalidOption` for an unknown way to select, or when nothing is selected.
 */
export function selectTests(tests: readonly AnyTest[], only: TestSelection | undefined): readonly AnyTest[] {
  if (only === undefined) return tests;
  const unknown = Object.keys(only).find((name) => !NAMES.includes(name));
  if (unknown !== undefined)
    throw refusal(`there is no selection by ${JSON.stringify(unknown)}`, didYouMean(unknown, NAMES));
  const { capability, type, tag, name } = only;
  const selected = tests.filter(
    (test) =>
      matches(capability, [test.capability]) &&
      matches(type, [test.type]) &&
      matches(tag, test.tags) &&
      (name instanceof RegExp ? name.test(test.name) : matches(name, [test.name])),
  );
  if (selected.length > 0 || tests.length === 0) return selected;
  const wanted = typeof capability === "string" ? capability : typeof name === "string" ? name : "";
  const known =
    capability === undefined ? tests.map((test) => test.name) : [...new Set(tests.map((test) => test.capability))];
  throw refusal("no test is selected", didYouMean(wanted, known));
}

function matches(wanted: string | readonly string[] | undefined, found: readonly string[]): boolean {
  if (wanted === undefined) return true;
  const names = (typeof wanted === "string" ? [wanted] : wanted).map((each) => each.toLowerCase());
  return found.some((each) => names.includes(each.toLowerCase()));
}

function refusal(what: string, fix: string): BehaviorError {
  return new BehaviorError({ code: "invalidOption", what, where: "only", fix });
}
