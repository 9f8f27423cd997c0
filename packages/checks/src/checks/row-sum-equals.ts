import { oneOf, real, showValue } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { unlessMissing } from "../internal/define/pair.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column } from "../expressions/build.ts";

/** Options of {@link rowSumEquals}. */
export interface RowSumEqualsOptions extends RowCheckOptions {
  /** Greatest distance from the total that still passes. Default 1e-9 times the total's size, at least 1e-9. */
  readonly tolerance?: number | undefined;
  /** Rows that are not judged: those where any value is missing, or those where all are (and one missing value fails). Default `"anyMissing"`. */
  readonly skip?: "anyMissing" | "allMissing" | undefined;
}

/**
 * In every row the columns must add up to a total.
 *
 * @param columns - the columns, at least two.
 * @param total - what they must add up to.
 * @param options - `tolerance`; tolerance of the check (`mostly`, …), condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, rowSumEquals } from "@mlsys/checks";
 *
 * const report = await checkSuite("shares", [rowSumEquals(["a", "b"], 1)]).run({ a: [0.1, 0.5], b: [0.9, 0.6] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function rowSumEquals(columns: readonly string[], total: number, options: RowSumEqualsOptions = {}): Check {
  const names = columnNames("rowSumEquals", columns, 2);
  requireNumber(total);
  const { tolerance = 1e-9 * Math.max(1, Math.abs(total)), ...parsed } = parseRowOptions("rowSumEquals", options, {
    tolerance: { rule: real({ min: 0 }) },
    skip: { rule: oneOf("anyMissing", "allMissing"), default: "anyMissing" },
  });
  const sum = { op: "sum", of: names.map(column) } as const;
  const bounds = { min: total - tolerance, max: total + tolerance, exclusiveMin: false, exclusiveMax: false };
  return rowCheck({
    check: "rowSumEquals",
    columns: names,
    parameters: { total, tolerance, skip: parsed.skip },
    sentence: `${inWords(names)} must add up to ${total}`,
    rows:
      parsed.skip === "anyMissing"
        ? { op: "between", of: sum, ...bounds }
        : unlessMissing(names, "allMissing", {
            op: "decided",
            of: { op: "between", of: sum, ...bounds },
            otherwise: false,
          }),
    options: parsed,
  });
}

function requireNumber(total: unknown): void {
  if (Number.isFinite(total)) return;
  const found = showValue(total);
  throw new ChecksError({
    code: "invalidCheck",
    what: "the total is no number",
    where: "rowSumEquals",
    found,
    fix: "give one",
  });
}
