import { columnFromValues, showValue, Table } from "@mlsys/core";
import type { Column } from "@mlsys/core";
import type { ColumnKind } from "../columns/column-builder.ts";
import { parseTimestamp } from "../columns/parse-timestamp.ts";
import { DataError } from "../errors/data-error.ts";

/** Gathers objects into columns: all names that occur, in order of first appearance. */
export class RowCollector {
  private readonly columns = new Map<string, unknown[]>();
  private readonly source: string;
  private readonly types: Readonly<Record<string, ColumnKind>>;
  private readonly lines: number[] = [];

  constructor(source: string, types: Readonly<Record<string, ColumnKind>>) {
    this.source = source;
    this.types = types;
  }

  get rows(): number {
    return this.lines.length;
  }

  add(row: object, line: number): void {
    const at = this.lines.length;
    this.lines.push(line);
    for (const [name, value] of Object.entries(row)) {
      let column = this.columns.get(name);
      if (column === undefined) this.columns.set(name, (column = []));
      while (column.length < at) column.push(null);
      column.push(value);
    }
  }

  /** The table of what was gathered; the collector is empty afterwards, its names stay. */
  finish(): Table {
    const rows = this.lines.length;
    const columns = new Map<string, Column>();
    for (const [name, values] of this.columns) {
      while (values.length < rows) values.push(null);
      columns.set(name, this.columnOf(name, values));
      this.columns.set(name, []);
    }
    this.lines.length = 0;
    return Table.fromColumns(columns, rows);
  }

  private columnOf(name: string, values: unknown[]): Column {
    const kind = Object.hasOwn(this.types, name) ? this.types[name] : undefined;
    if (kind !== undefined) return this.typed(name, kind, values);
    if (values.some((value) => typeof value === "bigint")) return columnFromValues(alike(values));
    return columnFromValues(values);
  }

  private typed(name: string, kind: ColumnKind, values: readonly unknown[]): Column {
    const converted = values.map((value, i) => {
      if (value === null || value === undefined) return null;
      const found = convert(value, kind);
      if (found !== undefined) return found;
      const line = this.lines[i] ?? 0;
      throw new DataError({
        code: "invalidValue",
        what: `a value is no ${kind === "int64" ? "64-bit integer" : kind}`,
        where: `${this.source}, line ${line}, ${JSON.stringify(name)}`,
        found: showValue(value),
        fix: "correct it, or ask for another type",
        details: { source: this.source, line, columnName: name, found: value, expected: kind },
      });
    });
    return columnFromValues(converted);
  }
}

function convert(value: unknown, kind: ColumnKind): unknown {
  if (kind === "text") return typeof value === "string" ? value : undefined;
  if (kind === "boolean") return typeof value === "boolean" ? value : undefined;
  if (kind === "number") return typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
  if (kind === "int64") {
    if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : undefined;
    return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? value : undefined;
  }
  if (typeof value !== "string") return undefined;
  const bytes = new TextEncoder().encode(value);
  const instant = parseTimestamp(bytes, 0, bytes.length);
  return Number.isNaN(instant) ? undefined : new Date(instant);
}

/** Whole numbers as bigints where all are whole, else doubles. */
function alike(values: readonly unknown[]): unknown[] {
  const isWhole = (value: unknown): boolean =>
    value === null ||
    value === undefined ||
    Number.isSafeInteger(value) ||
    (typeof value === "bigint" && BigInt.asIntN(64, value) === value);
  if (values.every(isWhole)) return values.map((value) => (typeof value === "number" ? BigInt(value) : value));
  return values.map((value) => (typeof value === "bigint" ? Number(value) : value));
}
