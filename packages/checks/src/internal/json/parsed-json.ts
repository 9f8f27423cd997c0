import { ChecksError } from "../../checks-error.ts";

/**
 * JSON, where it is still text.
 *
 * @throws {ChecksError} `invalidCheck` when it is none.
 */
export function parsedJson(json: unknown, where: string): unknown {
  if (typeof json !== "string") return json;
  try {
    return JSON.parse(json);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ChecksError({ code: "invalidCheck", what: "this is no JSON", where, found, cause });
  }
}
