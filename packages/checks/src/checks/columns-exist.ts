import { didYouMean } from "@mlsys/core/basics";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";

/**
 * The table must have columns of the given names; others and their order do not matter.
 *
 * @param names - the names.
 * @param options - severity, name.
 * @returns the check; its observed value is the list of columns, `details.missingColumns` what lacks.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, columnsExist } from "@mlsys/checks";
 *
 * const report = await checkSuite("regression", [columnsExist(["x", "y"])]).run({ x: [1, 2], Y: [3, 4] });
 * report.results[0].details; // => { missingColumns: ["y"] }
 * report.results[0].message; // => 'the table must have the columns x and y: there is no "y": did you mean "Y"?'
 * ```
 */
export function columnsExist(names: readonly string[], options: CheckOptions = {}): Check {
  const wanted = columnNames("columnsExist", names, 1);
  return figureCheck({
    check: "columnsExist",
    columns: [],
    parameters: { names: wanted },
    sentence: `the table must have the ${wanted.length === 1 ? "column" : "columns"} ${inWords(wanted)}`,
    needs: { columns: { aggregate: "columns" } },
    options: parseFigureOptions("columnsExist", options, {}),
    find: ({ columns }) => {
      const missing = wanted.filter((name) => !columns.includes(name));
      const words = missing.map((name) => `there is no ${JSON.stringify(name)}: ${didYouMean(name, columns)}`);
      return {
        observed: columns,
        holds: missing.length === 0,
        words: missing.length === 0 ? "it has" : words.join("; "),
        details: { missingColumns: missing },
      };
    },
  });
}
