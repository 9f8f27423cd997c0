import { z } from "zod";
import { columnsMatch } from "../../checks/columns-match.ts";
import { isIsoDate } from "../../checks/is-iso-date.ts";
import { isNotNull } from "../../checks/is-not-null.ts";
import { isOfType } from "../../checks/is-of-type.ts";
import { matches } from "../../checks/matches.ts";
import type { Check } from "../../definition/check.ts";
import type { LogicalType } from "../../expressions/expression.ts";
import { FORMATS } from "./formats.ts";
import { noCheck } from "./translate-all.ts";
import type { ForeignRule } from "./translate-all.ts";
import { valueRules } from "./value-rules.ts";

/** Keywords that say nothing about values. */
const ANNOTATIONS =
  "title description default examples deprecated readOnly writeOnly $comment $id $schema $defs definitions";
const HANDLED =
  "type enum const minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern format properties required items additionalProperties";
const KNOWN = new Set(`${ANNOTATIONS} ${HANDLED}`.split(" "));
const TYPES = new Set<string>(["number", "integer", "string", "boolean", "array", "object"]);

/** The schema of a property. */
export type JsonSchemaProperty = z.infer<ReturnType<typeof propertySchema>>;

/** A property that may be null is written as one of two schemas, too; both ways become one. */
export function flattened(property: JsonSchemaProperty): JsonSchemaProperty {
  const { anyOf, ...rest } = property as JsonSchemaProperty & { readonly anyOf?: readonly JsonSchemaProperty[] };
  const [only, ...others] = anyOf?.filter(({ type }) => type !== "null") ?? [];
  if (anyOf?.length !== 2 || only === undefined || others.length > 0 || only.type === undefined) return property;
  return { ...rest, ...only, type: [only.type, "null"].flat() };
}

/** The objection that something has no check. */
function refuse(what: string): never {
  throw noCheck(what);
}

/** The check of a schema that allows no further properties. */
export function noOtherColumns(names: readonly string[], required: readonly string[]): Check {
  return names.every((name) => required.includes(name))
    ? columnsMatch(names)
    : refuse("additionalProperties beside optional ones");
}

/** The rules of a property: its keywords, and what is not known. */
export function propertyRules(name: string, given: JsonSchemaProperty | boolean, isRequired: boolean): ForeignRule[] {
  const rule = (of: string, make: () => Check): ForeignRule => ({ name: `${of} of ${name}`, column: name, make });
  if (typeof given === "boolean")
    return given ? [] : [rule("false", () => refuse("a property that must not be there"))];
  const property = flattened(given);
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

/** What of a schema has no check, so that it is never left out in silence. */
export function unknownKeywords(
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

/** A property's schema; what is not known stays in it. */
export function propertySchema() {
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
