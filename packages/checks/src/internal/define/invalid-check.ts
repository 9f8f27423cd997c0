import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";

/** The error for a check that cannot be made of what it was given. */
export function invalidCheck(where: string, what: string, found: unknown, fix: string): ChecksError {
  return new ChecksError({ code: "invalidCheck", what, where, found: showValue(found), fix });
}
