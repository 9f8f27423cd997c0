import type { StandardSchema } from "@mlsys/core";
import { z } from "zod";
import { flattened, propertySchema } from "../import/json-schema-rules.ts";
import type { JsonSchemaProperty } from "../import/json-schema-rules.ts";

/** A row's schema as far as JSON Schema can say it. */
export interface RowShape {
  readonly properties: ReadonlyMap<string, JsonSchemaProperty>;
  readonly required: readonly string[];
  /** Whether the schema refuses other properties. */
  readonly isClosed: boolean;
}

/** The shape that a schema exports by the Standard JSON Schema; undefined where it exports none. */
export function shapeOf(schema: StandardSchema): RowShape | undefined {
  const standard: Readonly<Record<string, unknown>> = schema["~standard"];
  const { input } = (standard["jsonSchema"] ?? {}) as { input?: (options: object) => unknown };
  if (typeof input !== "function") return undefined;
  const parsed = rowSchema().safeParse(exported(input));
  if (!parsed.success) return undefined;
  const { properties, required, additionalProperties } = parsed.data;
  const flat = new Map(Object.entries(properties).map(([name, each]) => [name, flattened(each)]));
  return { properties: flat, required, isClosed: additionalProperties === false };
}

/** A library may refuse what JSON Schema cannot say. */
function exported(input: (options: object) => unknown): unknown {
  try {
    return input({ target: "draft-2020-12", libraryOptions: { unrepresentable: "any" } });
  } catch {
    return undefined;
  }
}

function rowSchema() {
  return z.looseObject({
    properties: z.record(z.string(), propertySchema()),
    required: z.array(z.string()).default([]),
    additionalProperties: z.unknown().optional(),
  });
}
