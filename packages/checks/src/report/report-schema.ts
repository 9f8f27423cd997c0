import { parseExternal } from "@mlsys/core";
import { z } from "zod";
import { ChecksError } from "../checks-error.ts";
import type { JsonValue } from "../definition/json-value.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import type { ChecksReport } from "../suite/report.ts";

/**
 * The JSON Schema (draft 2020-12) of a suite's report of the version that this package writes, for those who read reports in other languages
 * or check them before they store them.
 *
 * @returns the schema, plain JSON.
 *
 * @example
 * ```ts
 * import { reportJsonSchema } from "@mlsys/checks/report";
 *
 * reportJsonSchema()["title"]; // => "Report of a suite of checks, version 1"
 * ```
 */
export function reportJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(schema()), title: "Report of a suite of checks, version 1" };
}

/**
 * Reads a stored report.
 *
 * @param json - the report's JSON, as text or parsed.
 * @returns the report.
 * @throws {ChecksError} `invalidData` when it is none, or of a version that this package does not know.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull } from "@mlsys/checks";
 * import { parseReport } from "@mlsys/checks/report";
 *
 * const report = await checkSuite("people", [isNotNull("name")]).run({ name: ["Ada", null] });
 * parseReport(JSON.stringify(report)).summary.failed; // => 1
 * ```
 */
export function parseReport(json: unknown): ChecksReport {
  return parseExternal(schema(), parsedJson(json, "parseReport"), {
    ErrorClass: ChecksError,
    code: "invalidData",
    what: "this is no report of version 1",
    where: "parseReport",
  });
}

function schema() {
  const count = z.number().int().min(0);
  const some = <Inner extends z.ZodType>(inner: Inner) => inner.nullable();
  const json: z.ZodType<JsonValue> = z.json();
  const record = z.record(z.string(), json);
  const result = z.object({
    check: z.string(),
    name: z.string(),
    description: some(z.string()),
    column: some(z.string()),
    columns: z.array(z.string()),
    parameters: record,
    severity: z.enum(["error", "warning", "info"]),
    outcome: z.enum(["passed", "failed", "notEvaluated", "error"]),
    success: z.boolean(),
    reason: some(z.string()),
    message: z.string(),
    observedValue: json,
    elementCount: some(count),
    missingCount: some(count),
    nanCount: some(count),
    unexpectedCount: some(count),
    unexpectedPercent: some(z.number()),
    unexpectedPercentTotal: some(z.number()),
    unexpectedIndices: z.array(count),
    unexpectedExamples: z.array(json),
    unexpectedKeys: z.array(json).default([]),
    details: record,
  });
  const statement = z.object({
    sql: z.string(),
    parameters: z.array(z.union([z.string(), z.number()])),
    purpose: z.string(),
    durationMs: z.number(),
  });
  return z.object({
    schemaVersion: z.literal(1),
    suite: z.string(),
    passed: z.boolean(),
    summary: z.object({
      checks: count,
      passed: count,
      failed: count,
      warned: count,
      notEvaluated: count,
      errors: count,
    }),
    rowCount: count,
    columnNames: z.array(z.string()),
    results: z.array(result),
    costs: z.array(z.object({ durationMs: z.number(), statements: z.array(count) })).default([]),
    statements: z.array(statement).default([]),
    startedAt: z.string(),
    durationMs: z.number(),
  });
}
