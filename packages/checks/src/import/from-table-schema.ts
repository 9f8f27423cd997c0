import { parseExternal } from "@mlsys/core";
import { z } from "zod";
import { ChecksError } from "../checks-error.ts";
import { columnsMatch } from "../checks/columns-match.ts";
import { columnsExist } from "../checks/columns-exist.ts";
import { isIsoDate } from "../checks/is-iso-date.ts";
import { isNotNull } from "../checks/is-not-null.ts";
import { isOfType } from "../checks/is-of-type.ts";
import { isUnique } from "../checks/is-unique.ts";
import { matches } from "../checks/matches.ts";
import type { LogicalType } from "../expressions/expression.ts";
import { FORMATS } from "../internal/import/formats.ts";
import { noCheck, translateAll } from "../internal/import/translate-all.ts";
import type { ForeignRule, ImportOptions } from "../internal/import/translate-all.ts";
import { valueRules } from "../internal/import/value-rules.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

const TYPES: Readonly<Record<string, LogicalType | undefined>> = {
  string: "string",
  number: "number",
  integer: "integer",
  boolean: "boolean",
  year: "integer",
  object: "object",
  array: "array",
  list: "array",
};

/**
 * Reads a Table Schema (Frictionless Data, versions 1 and 2): types, constraints, keys, and which columns there must be. Cells are taken as
 * they were read: `missingValues` and formats of numbers are the reader's to apply. Nothing is executed.
 *
 * @param schema - the schema's JSON, as text or parsed.
 * @param options - `unsupported`: refuse rules without a check, or report them.
 * @returns the suite.
 * @throws {ChecksError} `invalidCheck` when it is no schema, `notSupported` for what has no check here, such as foreign keys.
 * @see https://datapackage.org/standard/table-schema/
 *
 * @example
 * ```ts
 * import { fromTableSchema } from "@mlsys/checks/import";
 *
 * const suite = fromTableSchema({
 *   fields: [{ name: "id", type: "integer" }, { name: "kind", type: "string", constraints: { enum: ["a", "b"] } }],
 *   primaryKey: "id",
 * });
 * const report = await suite.run({ id: [1, 1], kind: ["a", "c"] });
 * report.results.filter(({ success }) => !success).map(({ name }) => name); // => ["isIn(kind)", "isUnique(id)"]
 * ```
 */
export function fromTableSchema(schema: unknown, options: ImportOptions = {}): CheckSuite {
  const parsed = parseExternal(tableSchema(), parsedJson(schema, "fromTableSchema"), {
    ErrorClass: ChecksError,
    code: "invalidCheck",
    what: "this is no Table Schema",
    where: "fromTableSchema",
  });
  const keys = [...(parsed.primaryKey ?? [])];
  const rules: ForeignRule[] = [
    { name: "fields", column: null, make: () => fieldsCheck(parsed) },
    ...parsed.fields.flatMap(fieldRules),
    ...keys.map((column) => ({ name: "primaryKey", column, make: () => isNotNull(column) })),
    ...(keys.length === 0 ? [] : [{ name: "primaryKey", column: null, make: () => isUnique(keys) }]),
    ...(parsed.uniqueKeys ?? []).map((names) => ({ name: "uniqueKeys", column: null, make: () => isUnique(names) })),
    ...(parsed.foreignKeys ?? []).map(() => ({
      name: "foreignKeys",
      column: null,
      make: () => {
        throw noCheck("a foreign key", "check it with the other table at hand");
      },
    })),
  ];
  return checkSuite(parsed.name ?? "table schema", translateAll("fromTableSchema", rules, options));
}

type Schema = z.infer<ReturnType<typeof tableSchema>>;

/** `fieldsMatch` is how the schema's fields and the table's columns relate. */
function fieldsCheck({ fields, fieldsMatch }: Schema): ReturnType<typeof columnsMatch> {
  const names = fields.map(({ name }) => name);
  switch (fieldsMatch) {
    case "subset":
      return columnsExist(names);
    case "equal":
      return columnsMatch(names);
    case "superset":
    case "partial":
      throw noCheck(`fieldsMatch ${JSON.stringify(fieldsMatch)}`, "list the columns that must be there");
    default:
      return columnsMatch(names, { ordered: true });
  }
}

function fieldRules({ name, type, format, constraints = {} }: Schema["fields"][number]): ForeignRule[] {
  const { required, unique } = constraints;
  const rule = (make: ForeignRule["make"], of: string): ForeignRule => ({
    name: `${of} of ${name}`,
    column: name,
    make,
  });
  const wanted = TYPES[type];
  const pattern = format === undefined ? undefined : FORMATS[format];
  return [
    ...(type === "any" ? [] : [rule(() => typeCheck(name, type, wanted), "type")]),
    ...(required === true ? [rule(() => isNotNull(name), "required")] : []),
    ...(unique === true ? [rule(() => isUnique(name), "unique")] : []),
    ...(type === "string" && pattern !== undefined ? [rule(() => matches(name, pattern), "format")] : []),
    ...valueRules(name, constraints, true),
  ];
}

function typeCheck(name: string, type: string, wanted: LogicalType | undefined): ReturnType<typeof isOfType> {
  if (wanted !== undefined) return isOfType(name, wanted);
  if (type === "date" || type === "datetime") return isIsoDate(name);
  throw noCheck(`the type ${type}`, "use any, string or a pattern");
}

function tableSchema() {
  const names = z.union([z.string().transform((name) => [name]), z.array(z.string())]);
  const bound = z.union([z.number(), z.string()]).optional();
  const length = z.number().optional();
  return z.object({
    name: z.string().optional(),
    fields: z
      .array(
        z.object({
          name: z.string(),
          type: z.string().default("any"),
          format: z.string().optional(),
          constraints: z
            .object({
              required: z.boolean().optional(),
              unique: z.boolean().optional(),
              minimum: bound,
              maximum: bound,
              exclusiveMinimum: bound,
              exclusiveMaximum: bound,
              minLength: length,
              maxLength: length,
              pattern: z.string().optional(),
              enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
            })
            .optional(),
        }),
      )
      .min(1),
    fieldsMatch: z.preprocess(
      (value) => (Array.isArray(value) ? (value as unknown[])[0] : value),
      z.enum(["exact", "equal", "subset", "superset", "partial"]).default("exact"),
    ),
    primaryKey: names.optional(),
    uniqueKeys: z.array(names).optional(),
    foreignKeys: z.array(z.unknown()).optional(),
  });
}
