import { parseExternal } from "@mlsys/core";
import { z } from "zod";
import { ChecksError } from "../checks-error.ts";
import { isBetween } from "../checks/is-between.ts";
import { isIn } from "../checks/is-in.ts";
import { isNotBlank } from "../checks/is-not-blank.ts";
import { isNotNull } from "../checks/is-not-null.ts";
import { isUnique } from "../checks/is-unique.ts";
import type { Check, Severity } from "../definition/check.ts";
import { TRANSLATIONS } from "../internal/great-expectations/expectations.ts";
import { kwargsSchema } from "../internal/great-expectations/suite-schema.ts";
import { noCheck, translateAll } from "../internal/import/translate-all.ts";
import type { ForeignRule, ImportOptions } from "../internal/import/translate-all.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

/** Options of {@link fromDbt}. */
export interface FromDbtOptions extends ImportOptions {
  /** The model. May be left out where there is one only. */
  readonly model?: string | undefined;
}

type Arguments = Readonly<Record<string, unknown>>;

/** What the options of every check are made of. */
interface Common {
  readonly severity: Severity;
  readonly maxUnexpected?: number | undefined;
  readonly onEmpty: "pass";
}

/** dbt's own tests and those of dbt_utils, each with its check. */
const TESTS: Readonly<Record<string, (column: string, given: Arguments, common: Common) => Check>> = {
  not_null: (column, _, common) => isNotNull(column, common),
  unique: (column, _, common) => isUnique(column, common),
  accepted_values: (column, { values }, common) => isIn(column, values as string[], common),
  "dbt_utils.not_empty_string": (column, _, common) => isNotBlank(column, common),
  "dbt_utils.not_null_proportion": (column, { at_least: mostly }, { severity }) =>
    isNotNull(column, { mostly: Number(mostly), severity }),
  "dbt_utils.accepted_range": (column, { min_value: min, max_value: max, inclusive = true }, common) => {
    const bounds = { min: min as number | undefined, max: max as number | undefined };
    return isBetween(column, {
      ...common,
      ...bounds,
      exclusiveMin: inclusive === false,
      exclusiveMax: inclusive === false,
    });
  },
};

const EXPECTATION = /^dbt_expectations\.(expect_.+)$/;

/**
 * Reads the tests of a model from a dbt `schema.yml`: `not_null`, `unique`, `accepted_values`, those of `dbt_utils`, and those of
 * `dbt_expectations` that Great Expectations has too. Conditions in SQL are refused, not executed.
 *
 * @param schema - the file as your YAML reader gives it, or as JSON text.
 * @param options - `model`; `unsupported`: refuse tests without a check, or report them.
 * @returns the suite, named like the model.
 * @throws {ChecksError} `invalidCheck` when it is no such file or has no such model, `notSupported` for tests without a check here.
 * @see https://docs.getdbt.com/docs/build/data-tests
 *
 * @example
 * ```ts
 * import { fromDbt } from "@mlsys/checks/import";
 *
 * const suite = fromDbt({
 *   models: [{ name: "orders", columns: [{ name: "status", data_tests: ["not_null", { accepted_values: { values: ["open", "paid"] } }] }] }],
 * });
 * const { results } = await suite.run({ status: ["open", "lost"] });
 * results.map(({ success }) => success); // => [true, false]
 * ```
 */
export function fromDbt(schema: unknown, { model, ...options }: FromDbtOptions = {}): CheckSuite {
  const { models } = parseExternal(dbtSchema(), parsedJson(schema, "fromDbt"), {
    ErrorClass: ChecksError,
    code: "invalidCheck",
    what: "this is no schema.yml of dbt",
    where: "fromDbt",
  });
  const found = model === undefined && models.length === 1 ? models[0] : models.find(({ name }) => name === model);
  if (found === undefined)
    throw new ChecksError({
      code: "invalidCheck",
      what: model === undefined ? "there are several models" : "there is no such model",
      where: "fromDbt",
      found: models.map(({ name }) => name).join(", "),
      fix: "give model, one of them",
    });
  const ofColumns = found.columns.flatMap(({ name, tests }) => tests.map((test) => ruleOf(test, name)));
  const rules = [...found.tests.map((test) => ruleOf(test, null)), ...ofColumns];
  return checkSuite(found.name, translateAll("fromDbt", rules, options));
}

type Test = z.infer<ReturnType<typeof testSchema>>;

/** A test is its name, or an object of its name and arguments. */
function ruleOf(test: Test, column: string | null): ForeignRule {
  const [name = "", given = {}] = typeof test === "string" ? [test] : (Object.entries(test)[0] ?? []);
  const { arguments: inner, config, ...outer } = (given ?? {}) as Arguments;
  const settings = { ...outer, ...(config as Arguments | undefined) };
  const parameters = { ...outer, ...(inner as Arguments | undefined) };
  return {
    name: column === null ? name : `${name} of ${column}`,
    column,
    make: () => {
      if (settings["where"] !== undefined) throw noCheck("a condition in SQL", "write it with where and a condition");
      return checkOf(name, column, parameters, commonOf(settings));
    },
  };
}

function checkOf(name: string, column: string | null, given: Arguments, common: Common): Check {
  const expectation = EXPECTATION.exec(name)?.[1];
  if (expectation !== undefined && Object.hasOwn(TRANSLATIONS, expectation))
    return expected(expectation, column, given, common);
  if (name === "dbt_utils.unique_combination_of_columns")
    return isUnique(given["combination_of_columns"] as string[], common);
  const make = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
  if (make === undefined || column === null) throw noCheck(`the test ${name}`);
  return make(column, given, common);
}

function expected(expectation: string, column: string | null, given: Arguments, { severity }: Common): Check {
  if (given["row_condition"] !== undefined) throw noCheck("a condition in SQL", "write it with where and a condition");
  const strict =
    given["strictly"] === true && expectation.endsWith("_between") ? { strict_min: true, strict_max: true } : {};
  const kwargs = parseExternal(
    kwargsSchema,
    { ...given, column, ...strict },
    {
      ErrorClass: ChecksError,
      code: "invalidCheck",
      what: "the arguments of the test make no sense",
      where: expectation,
    },
  );
  const check = TRANSLATIONS[expectation]?.(kwargs, { name: `${expectation}(${column ?? ""})`, severity });
  return check ?? noTranslation(expectation);
}

function noTranslation(expectation: string): never {
  throw noCheck(expectation);
}

/** `error_if: ">10"` allows ten failing rows. */
function commonOf({ severity, error_if: errorIf, warn_if: warnIf }: Arguments): Common {
  const isWarning = typeof severity === "string" && severity.toLowerCase() === "warn";
  const limit = isWarning ? warnIf : errorIf;
  const above = typeof limit === "string" ? /^\s*>(=?)\s*(\d+)\s*$/.exec(limit) : null;
  if (limit !== undefined && above === null)
    throw noCheck(`the limit ${JSON.stringify(limit)}`, "use > or >= and a number");
  const maxUnexpected = above === null ? undefined : Number(above[2]) - (above[1] === "=" ? 1 : 0);
  return { severity: isWarning ? "warning" : "error", maxUnexpected, onEmpty: "pass" };
}

function testSchema() {
  return z.union([z.string(), z.record(z.string(), z.union([z.record(z.string(), z.unknown()), z.null()]))]);
}

function dbtSchema() {
  const tests = z.array(testSchema()).nullish();
  // `tests` was renamed to `data_tests` in dbt 1.8.
  const both = <Shape extends { tests?: Test[] | null | undefined; data_tests?: Test[] | null | undefined }>(
    shape: Shape,
  ) => ({
    ...shape,
    tests: [...(shape.tests ?? []), ...(shape.data_tests ?? [])],
  });
  const column = z.object({ name: z.string(), tests, data_tests: tests }).transform(both);
  return z.object({
    models: z
      .array(
        z.object({ name: z.string(), columns: z.array(column).default([]), tests, data_tests: tests }).transform(both),
      )
      .min(1),
  });
}
