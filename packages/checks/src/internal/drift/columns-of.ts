import { didYouMean } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { Side } from "./side.ts";

/**
 * The columns asked for, else those that all sides have.
 *
 * @throws {ChecksError} `columnMissing` for one that a side lacks, `invalidData` when there is none in common.
 */
export function columnsOf(
  sides: readonly (readonly [which: string, side: Side])[],
  wanted: readonly string[] | undefined,
  where: string,
): readonly string[] {
  for (const name of wanted ?? []) {
    for (const [which, { columnNames }] of sides) {
      if (columnNames.includes(name)) continue;
      throw new ChecksError({
        code: "columnMissing",
        what: `the ${which} has no column ${JSON.stringify(name)}`,
        where,
        fix: didYouMean(name, columnNames),
      });
    }
  }
  const [first] = sides;
  const common = first?.[1].columnNames.filter((name) => sides.every(([, side]) => side.columnNames.includes(name)));
  const columns = wanted ?? common ?? [];
  if (columns.length > 0) return columns;
  throw new ChecksError({
    code: "invalidData",
    what: sides.length === 1 ? "the table has no column" : "the tables have no column in common",
    where,
    found: sides.map(([, { columnNames }]) => columnNames.join(", ")).join(" and "),
  });
}
