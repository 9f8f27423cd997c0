import type { StandardSchema } from "@mlsys/core";
import { isMlsysError } from "@mlsys/core/basics";
import { noOtherColumns, propertyRules } from "../internal/import/json-schema-rules.ts";
import { shapeOf } from "../internal/schema/json-schema-of.ts";
import type { Check } from "../definition/check.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { CheckSuite } from "../suite/check-suite.ts";
import { matchesSchema } from "./matches-schema.ts";

/** Options of {@link schemaSuite}. */
export interface SchemaSuiteOptions {
  /** Name of the suite. Default `"schema"`. */
  readonly name?: string | undefined;
  /**
   * Whether the row schema is kept beside the checks of columns, for what they cannot say (refinements, unions, transformations). Default true; without it
   * the suite runs in databases too.
   */
  readonly rows?: boolean | undefined;
}

/**
 * A suite of a row schema: a check a column and rule, derived where the schema can export a JSON Schema, and the schema itself as one check
 * of rows. So one failing column is named as such, with its own counts.
 *
 * @param schema - the schema of a row.
 * @param options - name, whether the row schema is kept.
 * @returns the suite.
 * @throws {ChecksError} `invalidCheck` when something is no schema, or its columns are not known.
 *
 * @example
 * ```ts
 * import { schemaSuite } from "@mlsys/checks/schema";
 * import { z } from "zod";
 *
 * const suite = schemaSuite(z.object({ age: z.number().min(0), name: z.string().nullable() }));
 * suite.checks.map(({ name }) => name); // => ["isOfType(age)", "isNotNull(age)", "isBetween(age)", "isOfType(name)", "matchesSchema(age, name)"]
 * (await suite.run([{ age: -1, name: null }])).results[2]?.unexpectedIndices; // => [0]
 * ```
 */
export function schemaSuite(
  schema: StandardSchema,
  { name = "schema", rows = true }: SchemaSuiteOptions = {},
): CheckSuite {
  const shape = shapeOf(schema);
  const derived = [...(shape?.properties ?? [])].flatMap(([column, property]) =>
    propertyRules(column, property, shape?.required.includes(column) === true).flatMap(({ make }) => made(make)),
  );
  // Rows are made of the columns that the schema names, so that it cannot see others itself.
  if (shape?.isClosed === true)
    derived.push(...made(() => noOtherColumns([...shape.properties.keys()], shape.required)));
  // Without any check of columns there is nothing but the rows.
  return checkSuite(name, rows || derived.length === 0 ? [...derived, matchesSchema(schema)] : derived);
}

/** What has no check of columns is left to the row schema. */
function made(make: () => Check): Check[] {
  try {
    return [make()];
  } catch (error) {
    if (isMlsysError(error)) return [];
    throw error;
  }
}
