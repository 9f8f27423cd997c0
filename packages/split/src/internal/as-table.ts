import { Column, isCsrMatrix, isMatrix, isTable, showValue, Table, toMatrix } from "@mlsys/core";
import type { ColumnRecord, MlMatrixLike } from "@mlsys/core";
import { SplitError } from "../split-error.ts";

/** One part of a split as a table, whatever it is: values become the column `value`, members of a record columns of their name. */
export function asTable(part: unknown, owner: string, argument: string): Table {
  const columns = columnsOf(part, "", owner, argument);
  return Table.from(Object.fromEntries(columns) as ColumnRecord);
}

type NamedColumn = readonly [name: string, values: ArrayLike<unknown> | Column];

function columnsOf(part: unknown, name: string, owner: string, argument: string): NamedColumn[] {
  if (isTable(part)) return part.columnNames.map((each) => [each, part.column(each as never)]);
  if (part instanceof Column) return [[name || "value", part]];
  if (isCsrMatrix(part)) {
    const rowText = (i: number): string =>
      Array.from(
        part.indices.subarray(part.indptr[i], part.indptr[i + 1]),
        (column, at) => `${column}:${part.data[(part.indptr[i] ?? 0) + at] ?? 0}`,
      ).join(" ");
    return [[name || "value", Array.from({ length: part.rows }, (_, i) => rowText(i))]];
  }
  if (isMatrix(part) || isMlMatrix(part)) {
    const matrix = toMatrix(part);
    return Array.from({ length: matrix.cols }, (_, j) => [`${name || "x"}${j}`, matrix.column(j)] as const);
  }
  if (Array.isArray(part)) return columnsOfArray(part, name, owner, argument);
  if (ArrayBuffer.isView(part) && "length" in part) return [[name || "value", part as unknown as ArrayLike<unknown>]];
  if (typeof part === "object" && part !== null) {
    return Object.entries(part).flatMap(([member, values]) =>
      columnsOf(values, member, owner, `${argument}.${member}`),
    );
  }
  throw new SplitError({
    code: "invalidInput",
    what: "this is no part of a split",
    where: `${owner}, ${argument}`,
    found: showValue(part),
    fix: "give rows, a table, a matrix, an array, or a record of those",
  });
}

function columnsOfArray(part: readonly unknown[], name: string, owner: string, argument: string): NamedColumn[] {
  const [first] = part;
  if (Array.isArray(first) || ArrayBuffer.isView(first))
    return columnsOf(toMatrix(part as number[][]), name, owner, argument);
  if (typeof first !== "object" || first === null || first instanceof Date) return [[name || "value", part]];
  return columnsOf(Table.from(part as object[]), name, owner, argument);
}

function isMlMatrix(value: unknown): value is MlMatrixLike {
  if (typeof value !== "object" || value === null) return false;
  return "rows" in value && "columns" in value && "get" in value && typeof value.get === "function";
}
