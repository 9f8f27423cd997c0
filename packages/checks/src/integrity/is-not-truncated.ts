import { arrayOf, integer, real } from "@mlsys/core/basics";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { anyOf, column as valueOf } from "../expressions/build.ts";
import type { Expression } from "../expressions/expression.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";

/** Options of {@link isNotTruncated}. */
export interface IsNotTruncatedOptions extends RowCheckOptions {
  /** Lengths at which texts are cut. Default 255. */
  readonly lengths?: readonly number[] | undefined;
  /** Numbers at which others end. Default the ends of integers of 16 and 32 bits, with and without sign. */
  readonly limits?: readonly number[] | undefined;
}

const LIMITS = [-32768, 32767, 65535, -2147483648, 2147483647, 4294967295];

/**
 * No value may look cut off by a system that it went through: a text of exactly 255 code points, a number that is the greatest or least of an
 * integer type.
 *
 * @param column - the column, of texts or numbers.
 * @param options - `lengths`, `limits`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { isNotTruncated } from "@mlsys/checks/integrity";
 *
 * const report = await checkSuite("clicks", [isNotTruncated("count")]).run({ count: [12, 2147483647, 40] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function isNotTruncated(column: string, options: IsNotTruncatedOptions = {}): Check {
  const kind = "isNotTruncated";
  const name = columnName(kind, column);
  const parsed = parseRowOptions(kind, options, {
    lengths: { rule: arrayOf(integer({ min: 1 })), default: [255] },
    limits: { rule: arrayOf(real()), default: LIMITS },
  });
  const { lengths, limits } = parsed;
  const of = valueOf(name);
  const cut: Expression[] = [
    { op: "in", of, values: limits },
    { op: "in", of: { op: "length", of }, values: lengths },
  ];
  return rowCheck({
    check: kind,
    columns: [name],
    parameters: { lengths, limits },
    sentence: `${name} must not be cut off`,
    rows: { op: "not", of: anyOf(...cut) },
    accepts: ["string", "number"],
    options: parsed,
  });
}
