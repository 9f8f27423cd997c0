import type { Column, Table } from "@mlsys/core";
import { kindOf } from "../columns/column-reader.ts";
import { defaultNullValues } from "../columns/null-values.ts";
import { numberText } from "../sinks/number-text.ts";

const PIECE = 1 << 16;

/** How a table is spelled out. */
export interface CsvStyle {
  readonly delimiter: string;
  readonly header: boolean;
  readonly nullValue: string;
  readonly lineEnd: "\n" | "\r\n";
  readonly quote: "needed" | "always";
}

/** A table, or several of the same columns, as text in pieces. */
export function* csvText(table: Table, style: CsvStyle, header: boolean): Generator<string, void, undefined> {
  const { delimiter, lineEnd } = style;
  const names: readonly string[] = table.columnNames;
  if (names.length === 0) return;
  let piece = header ? names.map((name) => nameText(name, style)).join(delimiter) + lineEnd : "";
  const columns = names.map((name): Column => table.column(name));
  // A blank line would be no record at all.
  const missing = names.length === 1 && style.nullValue === "" ? "NA" : style.nullValue;
  for (let i = 0; i < table.numRows; i++) {
    for (let j = 0; j < columns.length; j++) {
      if (j > 0) piece += delimiter;
      piece += cell(columns[j]?.at(i), missing, style);
    }
    piece += lineEnd;
    if (piece.length >= PIECE) {
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}

function cell(value: unknown, missing: string, style: CsvStyle): string {
  if (value === null || value === undefined) return missing;
  if (typeof value === "string") return textCell(value, style);
  const text = plainText(value);
  return style.quote === "always" || typeof value === "object" ? textCell(text, style) : text;
}

function plainText(value: unknown): string {
  if (typeof value === "number") return numberText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}

function textCell(text: string, style: CsvStyle): string {
  const needsQuotes =
    style.quote === "always" ||
    text === "" ||
    text === style.nullValue ||
    text.includes(style.delimiter) ||
    /["\r\n\ufeff]/.test(text) ||
    defaultNullValues.includes(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A name that looks like a value is put in quotes, so that nobody takes the header for a row. */
function nameText(name: string, style: CsvStyle): string {
  const bytes = new TextEncoder().encode(name);
  const looksLikeValue = kindOf(bytes, 0, bytes.length) !== "text";
  return looksLikeValue ? textCell(name, { ...style, quote: "always" }) : textCell(name, style);
}
