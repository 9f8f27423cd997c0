import { z } from "zod";
import { customCheck } from "../../checks/custom-check.ts";
import { ChecksError } from "../../checks-error.ts";
import type { Check } from "../../definition/check.ts";
import { required, rows } from "./arguments.ts";
import type { Common } from "./arguments.ts";
import type { Kwargs } from "./suite-schema.ts";

/** Text that must be JSON of a schema; the schema is read by zod. */
export function matchesJsonSchema(kwargs: Kwargs, common: Common): Check {
  const schema = zodOf(required(kwargs, "json_schema"));
  const matches = (value: unknown): boolean => {
    if (typeof value !== "string") return schema.safeParse(value).success;
    try {
      return schema.safeParse(JSON.parse(value)).success;
    } catch {
      return false;
    }
  };
  return customCheck("matchesJsonSchema", required(kwargs, "column"), matches, rows(kwargs, common));
}

/** @throws {ChecksError} `notSupported` where zod does not know a keyword. */
function zodOf(schema: object | boolean): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ChecksError({ code: "notSupported", what: "the JSON Schema is not understood", found, cause });
  }
}
