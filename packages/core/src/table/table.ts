import { CoreError } from "../errors/core-error.ts";
import { didYouMean } from "../errors/nearest-name.ts";
import { showValue } from "../errors/show-value.ts";
import { Matrix } from "../matrix/matrix.ts";
import type { ArrowTableLike } from "./arrow.ts";
import { columnFromValues } from "./column-from-values.ts";
import type { Column, ColumnType } from "./column.ts";
import { commonLength } from "./column-values.ts";
import { tableColumns } from "./table-columns.ts";
import { isTable } from "./table-kinds.ts";

/** A row as an object. */
export type Row = Readonly<Record<string, unknown>>;

/** Columns by name: arrays, typed arrays or columns, all of one length. */
export type ColumnRecord = Readonly<Record<string, ArrayLike<unknown> | Column>>;

/** Whatever is accepted where a table is: rows, a record of columns, a table, an Arrow table. */
export type TableInput = Table<object> | readonly object[] | ColumnRecord | ArrowTableLike;

/** The row that a record of columns holds. */
export type RowOfColumns<Columns extends ColumnRecord> = {
  readonly [Name in keyof Columns]: Columns[Name] extends Column<infer T>
    ? T | null
    : Columns[Name] extends ArrayLike<infer T>
      ? T
      : unknown;
};

/**
 * A table: named columns of one length, in Arrow's memory layout. It is immutable; what changes it returns another that
 * shares the columns left alone.
 *
 * @example
 * ```ts
 * import { Table } from "@mlsys/core";
 *
 * const table = Table.from([{ x: 1, label: "a" }, { x: 2, label: "b" }]);
 * table.numRows; // => 2
 * table.columnNames; // => ["x", "label"]
 * table.column("x").at(1); // => 2
 * table.row(0); // => { x: 1, label: "a" }
 * ```
 */
export class Table<out R extends object = Row> {
  /** Number of rows. */
  readonly numRows: number;
  private readonly columns: ReadonlyMap<string, Column>;

  private constructor(columns: ReadonlyMap<string, Column>, numRows: number) {
    this.columns = columns;
    this.numRows = numRows;
  }

  /** What it is, also where two copies of this package are loaded. @internal */
  get "~mlsys"(): "table" {
    return "table";
  }

  /**
   * Makes a table of rows, of a record of columns, of an Arrow table; a table is returned as it is. The columns of rows are
   * all keys that occur, in order of first appearance; a key that a row lacks is missing there.
   *
   * @throws {CoreError} `invalidInput` when it is none of these; `lengthMismatch` when columns differ in length.
   */
  static from<R extends object>(input: Table<R> | readonly R[]): Table<R>;
  static from<Columns extends ColumnRecord>(input: Columns): Table<RowOfColumns<Columns>>;
  static from(input: TableInput): Table;
  static from(input: TableInput): Table {
    if (isTable(input)) return input;
    const { columns, numRows } = tableColumns(input);
    return new Table(columns, numRows);
  }

  /**
   * Makes a table of columns.
   *
   * @throws {CoreError} `lengthMismatch` when they differ in length.
   */
  static fromColumns(columns: ReadonlyMap<string, Column>, numRows?: number): Table {
    return new Table(columns, commonLength(columns, numRows));
  }

  /** The names of the columns, in order. */
  get columnNames(): string[] {
    return [...this.columns.keys()];
  }

  /** Name, physical type and number of missing values of each column. */
  get schema(): { readonly name: string; readonly type: ColumnType; readonly nullCount: number }[] {
    return Array.from(this.columns, ([name, { type, nullCount }]) => ({ name, type, nullCount }));
  }

  /** Size of the columns in memory, in bytes. */
  get byteLength(): number {
    return Array.from(this.columns.values()).reduce((sum, column) => sum + column.byteLength, 0);
  }

  /** Whether there is a column of that name. */
  hasColumn(name: string): boolean {
    return this.columns.has(name);
  }

  /**
   * The column of that name.
   *
   * @throws {CoreError} `unknownColumn`, with the nearest name.
   */
  column<Name extends keyof R & string>(name: Name): Column<Exclude<R[Name], null | undefined>>;
  column(name: string): Column {
    const column = this.columns.get(name);
    if (column !== undefined) return column;
    throw new CoreError({
      code: "unknownColumn",
      what: `there is no column ${JSON.stringify(name)}`,
      where: "table",
      fix: didYouMean(name, this.columns.keys()),
      details: { column: name, columns: [...this.columns.keys()] },
    });
  }

  /**
   * Row i as an object, null where a value is missing.
   *
   * @throws {CoreError} `outOfRange` when there is no such row.
   */
  row(i: number): R {
    if (!Number.isInteger(i) || i < 0 || i >= this.numRows) {
      throw new CoreError({
        code: "outOfRange",
        what: "there is no such row",
        where: "table",
        found: showValue(i),
        fix: `give 0 to ${this.numRows - 1}`,
      });
    }
    return this.rowAt(i);
  }

  /** All rows as objects. */
  toRows(): R[] {
    return Array.from({ length: this.numRows }, (_, i) => this.rowAt(i));
  }

  /** All columns as arrays, null where a value is missing. */
  toColumns(): { [Name in keyof R]: R[Name][] } {
    return asObject(Array.from(this.columns, ([name, column]) => [name, column.toArray()])) as {
      [Name in keyof R]: R[Name][];
    };
  }

  /**
   * The columns as a matrix of doubles, rows × columns, NaN where a value is missing.
   *
   * @param names - the columns to take. Default: all.
   * @throws {CoreError} `invalidInput` when a value is no number; `unknownColumn`.
   */
  toMatrix(names: readonly string[] = this.columnNames, where?: string): Matrix {
    const matrix = new Matrix(this.numRows, names.length);
    names.forEach((name, j) => {
      const numbers = this.numbersOf(name, where);
      for (let i = 0; i < numbers.length; i++) matrix.data[i * names.length + j] = numbers[i] ?? NaN;
    });
    return matrix;
  }

  /** The table of some columns, in the order given. */
  select<Name extends keyof R & string>(names: readonly Name[]): Table<Pick<R, Name>> {
    const columns = new Map<string, Column>(names.map((name) => [name, this.column(name) as Column]));
    return new Table<Pick<R, Name>>(columns, this.numRows);
  }

  /** The table without some columns. */
  drop<Name extends keyof R & string>(names: readonly Name[]): Table<Omit<R, Name>> {
    for (const name of names) this.column(name);
    const kept = [...this.columns].filter(([name]) => !names.includes(name as Name));
    return new Table<Omit<R, Name>>(new Map(kept), this.numRows);
  }

  /** The table with a column added, or replaced. */
  withColumn<Name extends string, T>(
    name: Name,
    values: ArrayLike<T> | Column<T>,
  ): Table<Omit<R, Name> & Readonly<Record<Name, T>>> {
    const columns = new Map(this.columns).set(name, columnFromValues(values));
    return Table.fromColumns(columns, this.columns.size === 0 ? undefined : this.numRows) as never;
  }

  /** The table with columns renamed; what the record does not name keeps its name. */
  rename(names: Readonly<Record<string, string>>): Table {
    for (const name of Object.keys(names)) this.column(name as never);
    return new Table(
      new Map(Array.from(this.columns, ([name, column]) => [names[name] ?? name, column])),
      this.numRows,
    );
  }

  /** The rows with the given indices, in their order. */
  take(indices: ArrayLike<number>): Table<R> {
    return new Table<R>(
      this.mapColumns((column) => column.take(indices)),
      indices.length,
    );
  }

  /** The rows from `start` up to, not including, `end`. Negative numbers count from the end, as in `Array.slice`. */
  slice(start = 0, end = this.numRows): Table<R> {
    const from = clamp(start, this.numRows);
    const to = Math.max(from, clamp(end, this.numRows));
    return new Table<R>(
      this.mapColumns((column) => column.slice(from, to)),
      to - from,
    );
  }

  /** The rows that a predicate accepts. */
  filter(predicate: (row: R, i: number) => boolean): Table<R> {
    const kept: number[] = [];
    for (let i = 0; i < this.numRows; i++) if (predicate(this.rowAt(i), i)) kept.push(i);
    return this.take(kept);
  }

  /** The table in pieces of at most `size` rows. */
  *batches(size: number): Generator<Table<R>> {
    for (let start = 0; start < this.numRows; start += size) yield this.slice(start, start + size);
  }

  /** Iterates over the rows as objects. */
  *[Symbol.iterator](): Generator<R> {
    for (let i = 0; i < this.numRows; i++) yield this.rowAt(i);
  }

  private rowAt(i: number): R {
    return asObject(Array.from(this.columns, ([name, column]) => [name, column.at(i)])) as R;
  }

  private mapColumns(change: (column: Column) => Column): Map<string, Column> {
    return new Map(Array.from(this.columns, ([name, column]) => [name, change(column)]));
  }

  private numbersOf(name: string, where: string | undefined): Float64Array {
    try {
      return this.column(name as keyof R & string).toNumbers();
    } catch (error) {
      if (!(error instanceof CoreError) || error.code !== "invalidInput") throw error;
      const row = Number(error.details["row"]);
      throw new CoreError({
        code: error.code,
        what: "a column holds what is not a number",
        where: `${where === undefined ? "" : `${where}, `}column ${JSON.stringify(name)}, row ${row}`,
        found: showValue(this.column(name as keyof R & string).at(row)),
        fix: "encode text as numbers first, or leave the column out",
        details: { column: name, row },
        cause: error,
      });
    }
  }
}

/** Sets keys as own properties, so that a column named `__proto__` is a column like any other. */
function asObject(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

function clamp(index: number, length: number): number {
  return Math.min(length, Math.max(0, index < 0 ? length + index : index));
}
