import { didYouMean, isTable, Table, toMatrixOrCsr } from "@mlsys/core";
import type { Column, CsrMatrix, Matrix, MatrixLike, Row } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import { asModelsError } from "../internal/features.ts";
import { takeColumns } from "../internal/take-columns.ts";

/** Columns by name or by place: one (its values are handed over), or several (a table or matrix is). */
export type ColumnSelection<Name extends string = string> = Name | number | readonly (Name | number)[];

/** Chooses columns at each fit. */
export type ColumnSelector = (X: Table | Matrix | CsrMatrix) => ColumnSelection;

/** Rows with columns: a table, row objects or a matrix; where the type of the rows is stated, a table of such rows only. */
export type ColumnsInput<R extends object> =
  Table<R> | readonly R[] | (Row extends R ? MatrixLike : Exclude<MatrixLike, Table<object>>);

/** The input of a column transformer, ready to be taken apart. */
export type ColumnSource = Table | Matrix | CsrMatrix;

export function columnSource(owner: string, input: ColumnsInput<never>): ColumnSource {
  try {
    if (isTable(input)) return input;
    if (Array.isArray(input) && isRowObject(input[0])) return Table.from<Row>(input as readonly Row[]);
    return toMatrixOrCsr(input as MatrixLike, owner);
  } catch (error) {
    throw asModelsError(error, owner);
  }
}

export function widthOf(source: ColumnSource): number {
  return isTable(source) ? source.columnNames.length : source.cols;
}

/** A fit needs rows and columns. */
export function assertNotEmpty(where: string, source: ColumnSource): void {
  const [rows, columns] = [rowsOf(source), widthOf(source)];
  if (rows > 0 && columns > 0) return;
  throw new ModelsError({
    code: "shapeMismatch",
    what: rows === 0 ? "X has no rows" : "X has no columns",
    where,
    found: `${rows} × ${columns}`,
    fix: "give at least one row and one column",
  });
}

export function rowsOf(source: ColumnSource): number {
  return isTable(source) ? source.numRows : source.rows;
}

/** The place of each selected column. */
export function placesOf(owner: string, source: ColumnSource, selection: ColumnSelection): number[] {
  const wanted = typeof selection === "object" ? selection : [selection];
  return wanted.map((each) =>
    typeof each === "number" ? placeOf(owner, source, each) : placeOfName(owner, source, each),
  );
}

/** What a transformer is handed: the values of a single column, or a part with several. */
export function selected(
  source: ColumnSource,
  selection: ColumnSelection,
  places: readonly number[],
): Column | ColumnSource {
  if (isTable(source)) {
    const names: readonly string[] = source.columnNames;
    const chosen = places.map((place) => names[place] ?? "");
    return typeof selection === "object" ? source.select(chosen) : source.column(chosen[0] ?? "");
  }
  return takeColumns(source, places);
}

function placeOf(owner: string, source: ColumnSource, place: number): number {
  const width = widthOf(source);
  const positive = place < 0 ? place + width : place;
  if (Number.isInteger(positive) && positive >= 0 && positive < width) return positive;
  throw new ModelsError({
    code: "unknownColumn",
    what: "there is no such column",
    where: owner,
    found: String(place),
    fix: `give 0 to ${width - 1}`,
  });
}

function placeOfName(owner: string, source: ColumnSource, name: string): number {
  if (isTable(source)) {
    const names: readonly string[] = source.columnNames;
    const place = names.indexOf(name);
    if (place >= 0) return place;
    throw new ModelsError({
      code: "unknownColumn",
      what: `there is no column ${JSON.stringify(name)}`,
      where: owner,
      fix: didYouMean(name, names),
      details: { column: name, columns: names },
    });
  }
  throw new ModelsError({
    code: "unknownColumn",
    what: "a matrix has no column names",
    where: owner,
    found: JSON.stringify(name),
    fix: "give a table, or name columns by their places",
  });
}

function isRowObject(row: unknown): boolean {
  return typeof row === "object" && row !== null && !Array.isArray(row) && !ArrayBuffer.isView(row);
}
