import { ChecksError } from "../../checks-error.ts";

/** Greatest number of groups. */
export const MOST_GROUPS = 1000;

/** The error for a column whose values make no groups. */
export function notGroups(column: string, found: string): ChecksError {
  return new ChecksError({
    code: "notSupported",
    what: "the rows cannot be grouped",
    where: column,
    found,
    fix: `group by a column of at most ${MOST_GROUPS} texts, numbers, truth values or dates`,
  });
}
