import type { Aggregate, RowTally } from "../aggregates/aggregate.ts";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { allOf, anyOf, column, isAbsent } from "../expressions/build.ts";
import type { Expression } from "../expressions/expression.ts";
import { real } from "@mlsys/core/basics";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { tallyRequest } from "../internal/memory/accumulators/tally.ts";

/** Options of {@link columnsDiffer}. */
export interface ColumnsDifferOptions extends CheckOptions {
  /** The greatest share of rows in which two columns may be equal. Default 0.99. */
  readonly max?: number | undefined;
}

/**
 * No two columns may be the same, or nearly so: in some rows at least they must differ. Missing values equal each other.
 *
 * @param columns - the columns, each compared with each.
 * @param options - `max`; condition, group, severity, name.
 * @returns the check; the observed value is the greatest share of equal rows, `details` lists the pairs above `max`.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { columnsDiffer } from "@mlsys/checks/integrity";
 *
 * const report = await checkSuite("t", [columnsDiffer(["a", "b", "c"])]).run({ a: [1, null], b: [1, null], c: [1, 2] });
 * report.results[0].details; // => { pairs: [{ columns: ["a", "b"], equal: 1 }] }
 * ```
 */
export function columnsDiffer(columns: readonly string[], options: ColumnsDifferOptions = {}): Check {
  const kind = "columnsDiffer";
  const names = columnNames(kind, columns, 2);
  const parsed = parseFigureOptions(kind, options, { max: { rule: real({ min: 0, max: 1 }), default: 0.99 } });
  const { max } = parsed;
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  const needs = pairs.map(([a, b]): [string, Aggregate] => [
    `${a} ${b}`,
    { ...tallyRequest, predicate: equalOrBothMissing(a, b), shows: [a, b] },
  ]);
  return figureCheck({
    check: kind,
    columns: names,
    parameters: { max },
    sentence: `${inWords(names)} must differ`,
    needs: Object.fromEntries(needs),
    options: parsed,
    find: (answers) => {
      const found = pairs
        .map(([a, b]) => {
          const { rows, unexpected } = answers[`${a} ${b}`] as RowTally;
          return { columns: [a, b], equal: (rows - unexpected) / rows, rows };
        })
        .sort((a, b) => b.equal - a.equal);
      const [closest] = found;
      const same = found.filter(({ equal }) => equal > max);
      return {
        observed: closest === undefined || closest.rows === 0 ? null : closest.equal,
        holds: same.length === 0,
        words: same.length === 0 ? "they do" : `${inWords(same[0]?.columns ?? [])} do not`,
        elementCount: closest?.rows ?? 0,
        details: { pairs: same.slice(0, 10).map(({ columns: pair, equal }) => ({ columns: pair, equal })) },
      };
    },
  });
}

function equalOrBothMissing(a: string, b: string): Expression {
  const equal: Expression = { op: "compare", relation: "equal", left: column(a), right: column(b) };
  return { op: "decided", of: anyOf(equal, allOf(isAbsent(a), isAbsent(b))), otherwise: false };
}
