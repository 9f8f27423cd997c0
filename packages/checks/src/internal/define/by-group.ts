import type { Check } from "../../definition/check.ts";
import type { ParsedCheckOptions } from "./check-options.ts";

/** The options of a check that also concern its groups. */
export type GroupedOptions = Pick<ParsedCheckOptions, "groupBy" | "where" | "onEmpty">;

/**
 * Makes of a check one that holds when it holds in every group of rows that share a value of a column. How, is loaded when such a check
 * runs: most never do.
 */
export function byGroup(check: Check, options: GroupedOptions): Check {
  const { groupBy } = options;
  if (groupBy === undefined) return check;
  return {
    ...check,
    columns: [...new Set([...check.columns, groupBy])],
    parameters: { ...check.parameters, groupBy },
    name: `${check.name} by ${groupBy}`,
    sentence: `${check.sentence}, in each group of ${groupBy}`,
    prepare: async () => (await import("../on-demand.ts")).groupedCheck(check, groupBy, options),
  };
}
