import { parseExternal } from "@mlsys/core";
import { ChecksError } from "../checks-error.ts";
import type { Check, Severity } from "../definition/check.ts";
import type { Common } from "../internal/great-expectations/arguments.ts";
import { TRANSLATIONS } from "../internal/great-expectations/expectations.ts";
import { translateAll } from "../internal/import/translate-all.ts";
import type { ImportOptions } from "../internal/import/translate-all.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import { rowCondition } from "../internal/great-expectations/row-condition.ts";
import { suiteSchema } from "../internal/great-expectations/suite-schema.ts";
import type { Expectation } from "../internal/great-expectations/suite-schema.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

/**
 * Reads a suite of Great Expectations, of version 0.18 or 1.x, as it is, and answers as it does where there is nothing to judge: a
 * check of values passes, a check of a figure fails. Nothing of the suite is executed.
 *
 * @param suite - the suite's JSON, as text or parsed.
 * @param options - what to do with what is not supported.
 * @returns the suite; the checks' names are the expectations'.
 * @throws {ChecksError} `invalidCheck` when it is no suite or an expectation lacks an argument, `notSupported` for expectations without
 * a check here (`details.refused` lists all of them).
 * @see https://docs.greatexpectations.io/docs/reference/
 *
 * @example
 * ```ts
 * import { fromGreatExpectations } from "@mlsys/checks/great-expectations";
 *
 * const suite = fromGreatExpectations({
 *   name: "payments",
 *   expectations: [{ type: "expect_column_values_to_be_between", kwargs: { column: "amount", min_value: 0, mostly: 0.9 } }],
 * });
 * const report = await suite.run({ amount: [1, -2, null] });
 * report.results.map((result) => result.unexpectedIndices); // => [[1]]
 * ```
 */
export function fromGreatExpectations(suite: unknown, options: ImportOptions = {}): CheckSuite {
  const parsed = parseExternal(suiteSchema, parsedJson(suite, "fromGreatExpectations"), {
    ErrorClass: ChecksError,
    code: "invalidCheck",
    what: "this is no suite of Great Expectations",
    where: "fromGreatExpectations",
  });
  const rules = parsed.expectations.map((expectation) => ({
    name: typeOf(expectation),
    column: expectation.kwargs.column ?? null,
    make: () => translated(expectation),
  }));
  const checks = translateAll("fromGreatExpectations", rules, options);
  return checkSuite(parsed.name ?? parsed.expectation_suite_name ?? "great_expectations", checks);
}

function translated(expectation: Expectation): Check {
  const type = typeOf(expectation);
  const translation = Object.hasOwn(TRANSLATIONS, type) ? TRANSLATIONS[type] : undefined;
  if (translation === undefined)
    throw new ChecksError({
      code: "notSupported",
      what: `${type} has no check here`,
      fix: "write a customCheck for it",
    });
  const check = translation(expectation.kwargs, commonOf(expectation));
  return check.check === type ? { ...check, parameters: ownArguments(expectation) } : check;
}

/** The arguments of an expectation that has no check of ours behind it, so that it can be written down again. */
function ownArguments({ kwargs }: Expectation): Readonly<Record<string, unknown>> {
  const others = ["mostly", "row_condition", "condition_parser"];
  return Object.fromEntries(Object.entries(kwargs).filter(([name, value]) => value !== null && !others.includes(name)));
}

function commonOf(expectation: Expectation): Common {
  const { column, column_A: left, column_B: right, column_list: list } = expectation.kwargs;
  const columns = [column, left, right, ...(list ?? [])].filter((name) => typeof name === "string");
  return {
    name: `${typeOf(expectation)}(${columns.join(", ")})`,
    description: notesOf(expectation),
    severity: severityOf(expectation),
    where: conditionOf(expectation),
  };
}

function conditionOf({ kwargs }: Expectation): Common["where"] {
  const { row_condition: condition, condition_parser: parser } = kwargs;
  if (condition === null || condition === undefined) return undefined;
  if (parser !== "pandas" && parser !== "great_expectations" && parser !== "great_expectations__experimental__")
    throw new ChecksError({
      code: "notSupported",
      what: "the condition parser is not a valid one",
      found: JSON.stringify(parser),
      fix: "use pandas or great_expectations",
    });
  return rowCondition(condition);
}

function typeOf({ type, expectation_type: older }: Expectation): string {
  return type ?? older ?? "";
}

function notesOf({ description, notes, meta }: Expectation): string | undefined {
  const given = description ?? notes ?? meta?.notes;
  if (typeof given === "string") return given;
  if (Array.isArray(given)) return given.filter((note) => typeof note === "string").join("\n");
  const content = typeof given === "object" && given !== null && "content" in given ? given.content : undefined;
  return Array.isArray(content) ? content.filter((note) => typeof note === "string").join("\n") : undefined;
}

function severityOf({ severity }: Expectation): Severity {
  return severity === "warning" || severity === "info" ? severity : "error";
}
