import { parseExternal } from "@mlsys/core";
import { z } from "zod";
import { ChecksError } from "../checks-error.ts";
import { columnsExist } from "../checks/columns-exist.ts";
import type { Check } from "../definition/check.ts";
import {
  noOtherColumns,
  propertyRules,
  propertySchema,
  unknownKeywords,
} from "../internal/import/json-schema-rules.ts";
import { translateAll } from "../internal/import/translate-all.ts";
import type { ForeignRule, ImportOptions } from "../internal/import/translate-all.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

/**
 * Reads a JSON Schema of one row, or of an array of rows: a check a property and keyword. Keywords that have no check (`anyOf`, `multipleOf`,
 * `$ref`, …) are never left out in silence. Nothing is executed.
 *
 * @param schema - the schema, as text or parsed.
 * @param options - `unsupported`: refuse keywords without a check, or report them.
 * @returns the suite.
 * @throws {ChecksError} `invalidCheck` when it is no schema of rows, `notSupported` for keywords without a check here.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 *
 * @example
 * ```ts
 * import { fromJsonSchema } from "@mlsys/checks/import";
 *
 * const suite = fromJsonSchema({
 *   type: "object",
 *   properties: { age: { type: ["integer", "null"], minimum: 0 }, name: { type: "string", minLength: 1 } },
 *   required: ["name"],
 * });
 * const { results } = await suite.run([{ age: -1, name: "Ada" }, { age: null, name: "" }]);
 * results.filter(({ success }) => !success).map(({ name }) => name); // => ["isBetween(age)", "lengthIsBetween(name)"]
 * ```
 */
export function fromJsonSchema(schema: unknown, options: ImportOptions = {}): CheckSuite {
  const words = { ErrorClass: ChecksError, code: "invalidCheck", where: "fromJsonSchema" } as const;
  const whole = parseExternal(anySchema(), parsedJson(schema, "fromJsonSchema"), {
    ...words,
    what: "this is no JSON Schema",
  });
  const row = whole.type === "array" && whole.items !== undefined ? whole.items : whole;
  const parsed = parseExternal(rowSchema(), row, { ...words, what: "this is no JSON Schema of rows" });
  const { properties, required } = parsed;
  const rules: ForeignRule[] = [
    ...unknownKeywords("the row", null, row as Record<string, unknown>),
    { name: "columns", column: null, make: () => columnsOf(Object.keys(properties), required, parsed) },
    ...Object.entries(properties).flatMap(([name, property]) => propertyRules(name, property, required.includes(name))),
  ];
  const makeable = rules.filter(
    ({ name }) => name !== "columns" || required.length > 0 || parsed.additionalProperties === false,
  );
  return checkSuite(whole.title ?? "json schema", translateAll("fromJsonSchema", makeable, options));
}

function columnsOf(
  names: string[],
  required: string[],
  { additionalProperties }: { additionalProperties?: unknown },
): Check {
  return additionalProperties === false ? noOtherColumns(names, required) : columnsExist(required);
}

function anySchema() {
  return z.looseObject({ type: z.unknown().optional(), items: z.unknown().optional(), title: z.string().optional() });
}

function rowSchema() {
  return z.looseObject({
    properties: z.record(z.string(), z.union([propertySchema(), z.boolean()])),
    required: z.array(z.string()).default([]),
    additionalProperties: z.unknown().optional(),
  });
}
