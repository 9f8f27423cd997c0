import { parseExternal } from "@mlsys/core";
import { z } from "zod";
import { ChecksError } from "../checks-error.ts";
import { columnsMatch } from "../checks/columns-match.ts";
import { columnsExist } from "../checks/columns-exist.ts";
import { isIsoDate } from "../checks/is-iso-date.ts";
import { isNotNull } from "../checks/is-not-null.ts";
import { isOfType } from "../checks/is-of-type.ts";
import { matches } from "../checks/matches.ts";
import type { Check } from "../definition/check.ts";
import type { LogicalType } from "../expressions/expression.ts";
import { FORMATS } from "../internal/import/formats.ts";
import { noCheck, translateAll } from "../internal/import/translate-all.ts";
import type { ForeignRule, ImportOptions } from "../internal/import/translate-all.ts";
import { valueRules } from "../internal/import/value-rules.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

/** Keywords that say nothing about values. */
const ANNOTATIONS =
  "title description default examples deprecated readOnly writeOnly $comment $id $schema $defs definitions";
const HANDLED =
  "type enum const minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern format properties required items additionalProperties";
const KNOWN = new Set(`${ANNOTATIONS} ${HANDLED}`.split(" "));
const TYPES = new Set<string>(["number", "integer", "string", "boolean", "array", "object"]);

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

type Property = z.infer<ReturnType<typeof propertySchema>>;

function columnsOf(
  names: string[],
  required: string[],
  { additionalProperties }: { additionalProperties?: unknown },
): Check {
  if (additionalProperties !== false) return columnsExist(required);
  return names.every((name) => required.includes(name))
    ? columnsMatch(names)
    : refuse("additionalProperties beside optional ones");
}

function refuse(what: string): never {
  throw noCheck(what);
}

function propertyRules(name: string, property: Property | boolean, isRequired: boolean): ForeignRule[] {
  const rule = (of: string, make: () => Check): ForeignRule => ({ name: `${of} of ${name}`, column: name, make });
  if (typeof property === "boolean")
    return property ? [] : [rule("false", () => refuse("a property that must not be there"))];
  const types = property.type === undefined ? [] : [property.type].flat();
  const isNullable =
    types.length === 0 ? property.const === null || property.enum?.includes(null) === true : types.includes("null");
  const wanted = types.filter((type) => type !== "null");
  const { format } = property;
  return [
    ...unknownKeywords(name, name, property),
    ...(wanted.length === 0 ? [] : [rule("type", () => typeCheck(name, wanted))]),
    ...(isRequired && types.length > 0 && !isNullable ? [rule("required", () => isNotNull(name))] : []),
    ...valueRules(name, { ...property, enum: property.const === undefined ? property.enum : [property.const] }, false),
    ...(format === undefined ? [] : [rule("format", () => formatCheck(name, format))]),
  ];
}

function typeCheck(name: string, types: readonly string[]): Check {
  const unknown = types.find((type) => !TYPES.has(type));
  if (unknown !== undefined) throw noCheck(`the type ${unknown}`);
  return isOfType(name, types as LogicalType[]);
}

function formatCheck(name: string, format: string): Check {
  if (format === "date" || format === "date-time") return isIsoDate(name);
  const pattern = FORMATS[format];
  return pattern === undefined ? refuse(`the format ${format}`) : matches(name, pattern);
}

function unknownKeywords(
  where: string,
  column: string | null,
  schema: Readonly<Record<string, unknown>>,
): ForeignRule[] {
  const unknown = Object.keys(schema).filter((keyword) => !KNOWN.has(keyword) && !keyword.startsWith("x-"));
  return unknown.map((keyword) => ({
    name: `${keyword} of ${where}`,
    column,
    make: () => refuse(`the keyword ${keyword}`),
  }));
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

function propertySchema() {
  const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
  const count = z.number().optional();
  return z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(scalar).optional(),
    const: scalar.optional(),
    minimum: count,
    maximum: count,
    exclusiveMinimum: count,
    exclusiveMaximum: count,
    minLength: count,
    maxLength: count,
    pattern: z.string().optional(),
    format: z.string().optional(),
  });
}
