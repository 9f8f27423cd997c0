import { invalidCheck } from "../internal/define/invalid-check.ts";
import { arrayOf, text } from "@mlsys/core/basics";
import type { StandardIssue, StandardSchema } from "@mlsys/core";
import type { RowTally } from "../aggregates/aggregate.ts";
import { ChecksError } from "../checks-error.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnNames } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { shapeOf } from "../internal/schema/json-schema-of.ts";

/** Options of {@link matchesSchema}. */
export interface MatchesSchemaOptions extends Omit<RowCheckOptions, "nan"> {
  /** The columns that make a row. Default: the schema's properties, where it can export a JSON Schema (zod, arktype, …). */
  readonly columns?: readonly string[] | undefined;
}

/** Issues kept of all failing rows that are shown. */
const MOST_ISSUES = 100;

/**
 * Every row must match a schema of zod or any other library that follows the Standard Schema. Its issues keep their path, with the
 * row, in the result's `details.issues`. A missing value is null where the schema takes null, else undefined. The schema is called once a row:
 * for data in memory and streams; what can be said of columns alone is faster as checks of columns (`schemaSuite`).
 *
 * @param schema - the schema of a row; it must answer synchronously.
 * @param options - `columns`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck` when something is no schema, or the columns are not known.
 * @see https://standardschema.dev
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { matchesSchema } from "@mlsys/checks/schema";
 * import { z } from "zod";
 *
 * const stay = z.object({ from: z.number(), to: z.number() }).refine(({ from, to }) => from <= to, { path: ["to"], message: "ends before it begins" });
 * const report = await checkSuite("stays", [matchesSchema(stay)]).run([{ from: 1, to: 3 }, { from: 5, to: 2 }]);
 * report.results[0].details["issues"]; // => [{ row: 1, path: ["to"], message: "ends before it begins" }]
 * ```
 */
export function matchesSchema(schema: StandardSchema, options: MatchesSchemaOptions = {}): Check {
  requireSchema(schema);
  const shape = shapeOf(schema);
  const { columns: named, ...parsed } = parseRowOptions("matchesSchema", options, {
    columns: { rule: arrayOf(text()) },
  });
  const columns = columnNames("matchesSchema", named ?? [...(shape?.properties.keys() ?? [])], 1);
  const absent = columns.map((name) => {
    const type = shape?.properties.get(name)?.type;
    return shape === undefined || [type].flat().includes("null") ? null : undefined;
  });
  const issuesOf = (values: readonly unknown[]): readonly StandardIssue[] => {
    const row = Object.fromEntries(columns.map((name, i) => [name, isMissing(values[i]) ? absent[i] : values[i]]));
    const found = schema["~standard"].validate(row);
    if (found instanceof Promise) throw asynchronous();
    return found.issues ?? [];
  };
  const test = (...values: readonly unknown[]): boolean => issuesOf(values).length === 0;
  const base = rowCheck({
    check: "matchesSchema",
    columns,
    parameters: { vendor: schema["~standard"].vendor },
    sentence: `every row must match the schema of ${schema["~standard"].vendor}`,
    rows: { op: "decided", of: { op: "test", columns, test, missing: "give", pure: true }, otherwise: false },
    options: parsed,
  });
  return {
    ...base,
    judge: (answers) => {
      const { examples, indices } = answers["tally"] as RowTally;
      const issues = examples.flatMap((example, i) =>
        issuesOf(valuesOf(example, columns)).map((issue) => issueJson(issue, indices[i] ?? null)),
      );
      return { ...base.judge(answers), details: { issues: issues.slice(0, MOST_ISSUES) } };
    },
  };
}

/** An example of one column is its value, of several a record. */
function valuesOf(example: unknown, columns: readonly string[]): unknown[] {
  if (columns.length === 1) return [example];
  const record = example as Readonly<Record<string, unknown>>;
  return columns.map((name) => record[name]);
}

function issueJson({ path = [], message }: StandardIssue, row: number | null) {
  const keys = path.map((step) => (typeof step === "object" ? step.key : step));
  return { row, path: keys.map((key) => (typeof key === "number" ? key : String(key))), message };
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

function requireSchema(schema: unknown): void {
  const standard = (schema as { readonly "~standard"?: { readonly validate?: unknown } } | null | undefined)?.[
    "~standard"
  ];
  if (typeof standard?.validate === "function") return;
  throw invalidCheck(
    "matchesSchema",
    "this is no schema",
    schema,
    "give a schema of zod, valibot, arktype or another library that follows the Standard Schema",
  );
}

function asynchronous(): ChecksError {
  return new ChecksError({
    code: "notSupported",
    what: "the schema answers with a promise",
    where: "matchesSchema",
    fix: "use a schema without asynchronous refinements",
  });
}
