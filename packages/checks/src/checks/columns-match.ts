import { oneOf } from "@mlsys/core/basics";
import { flag, parseFigureOptions } from "../internal/define/check-options.ts";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";

/** Options of {@link columnsMatch}. */
export interface ColumnsMatchOptions extends CheckOptions {
  /** Whether the columns must stand in the order given. Default false. */
  readonly ordered?: boolean | undefined;
  /** Whether columns beside them make the check fail. Default `"fail"`. */
  readonly extra?: "fail" | "ignore" | undefined;
}

/**
 * The table must have the given columns and, unless they are ignored, no others; with `ordered`, in this order.
 *
 * @param names - the names.
 * @param options - `ordered`, `extra`; severity, name.
 * @returns the check; its observed value is the list of columns, `details` what lacks and what is too many.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, columnsMatch } from "@mlsys/checks";
 *
 * const report = await checkSuite("regression", [columnsMatch(["x", "y"])]).run({ x: [1], y: [2], z: [3] });
 * report.results[0].details; // => { missingColumns: [], extraColumns: ["z"] }
 * ```
 */
export function columnsMatch(names: readonly string[], options: ColumnsMatchOptions = {}): Check {
  const wanted = columnNames("columnsMatch", names, 1);
  const parsed = parseFigureOptions("columnsMatch", options, {
    ordered: flag(false),
    extra: { rule: oneOf("fail", "ignore"), default: "fail" },
  });
  const { ordered, extra } = parsed;
  return figureCheck({
    check: "columnsMatch",
    columns: [],
    parameters: { names: wanted, ordered, extra },
    sentence: `the columns must be ${inWords(wanted)}${ordered ? ", in this order" : ""}`,
    needs: { columns: { aggregate: "columns" } },
    options: parsed,
    find: ({ columns }) => {
      const missing = wanted.filter((name) => !columns.includes(name));
      const others = columns.filter((name) => !wanted.includes(name));
      const shared = columns.filter((name) => wanted.includes(name));
      const inOrder = !ordered || missing.length > 0 || shared.every((name, i) => name === wanted[i]);
      return {
        observed: columns,
        holds: missing.length === 0 && inOrder && (extra === "ignore" || others.length === 0),
        words: `they are ${inWords(columns)}`,
        details: { missingColumns: missing, extraColumns: others },
      };
    },
  });
}
