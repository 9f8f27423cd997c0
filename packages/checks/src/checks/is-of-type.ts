import { invalidCheck } from "../internal/define/invalid-check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName, inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column as valueOf } from "../expressions/build.ts";
import { LOGICAL_TYPES } from "../expressions/expression.ts";
import type { LogicalType } from "../expressions/expression.ts";
import { didYouMean } from "@mlsys/core/basics";

/**
 * Every value must be of a logical type, or of one of several: `"number"`, `"integer"` (a number without fraction, or a bigint),
 * `"string"`, `"boolean"`, `"date"`, `"array"`, `"object"`. It is the values that are judged, not how they are stored.
 *
 * @param column - the column.
 * @param type - the type, or the types.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isOfType } from "@mlsys/checks";
 *
 * const report = await checkSuite("orders", [isOfType("quantity", "integer")]).run({ quantity: [1, 2.5, "3", null] });
 * report.results[0].unexpectedExamples; // => [2.5, "3"]
 * ```
 */
export function isOfType(
  column: string,
  type: LogicalType | readonly LogicalType[],
  options: RowCheckOptions = {},
): Check {
  const name = columnName("isOfType", column);
  const types = typeof type === "string" ? [type] : type;
  requireTypes(types);
  return rowCheck({
    check: "isOfType",
    columns: [name],
    parameters: { types },
    sentence: `${name} must be of the type ${inWords(types, "or")}`,
    rows: { op: "type", of: valueOf(name), types },
    options: parseRowOptions("isOfType", options, {}),
  });
}

function requireTypes(types: unknown): void {
  const unknown = Array.isArray(types)
    ? (types.find((type) => !LOGICAL_TYPES.includes(type as never)) as unknown)
    : types;
  if (unknown === undefined && Array.isArray(types) && types.length > 0) return;
  throw invalidCheck(
    "isOfType",
    "the type is not known",
    unknown,
    didYouMean(typeof unknown === "string" ? unknown : "", LOGICAL_TYPES),
  );
}
