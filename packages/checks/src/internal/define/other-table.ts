import type { DataAtHand } from "../../definition/check.ts";
import { ChecksError } from "../../checks-error.ts";
import type { DataSource } from "../../sources/source.ts";

/**
 * Another table by its name.
 *
 * @throws {ChecksError} `tableMissing` when there is none.
 */
export function otherTable({ source }: DataAtHand, name: string): DataSource {
  const found = source.table?.(name);
  if (found !== undefined) return found;
  throw new ChecksError({
    code: "tableMissing",
    what: `there is no table ${JSON.stringify(name)} beside the data`,
    fix: `give it: suite.run(withTables(data, { ${name}: rows }))`,
  });
}
