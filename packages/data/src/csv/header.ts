import { kindOf } from "../columns/column-reader.ts";
import { DataError } from "../errors/data-error.ts";
import { duplicateColumn, firstRepeated } from "./csv-format.ts";
import type { CsvFormat } from "./csv-format.ts";
import type { TextRecord } from "./record-reader.ts";

/** The names of the columns, and whether the first record holds them. */
export interface Header {
  readonly names: readonly string[];
  readonly isRecord: boolean;
}

/** The names of the columns, by the first record and the options; refuses names that are too many, too few or repeated. */
export function headerOf(first: TextRecord, { header, columns }: CsvFormat, source: string): Header {
  const isRecord = header === "auto" ? looksLikeNames(first, columns) : header;
  const place = `${source}, line ${first.line}`;
  const width = first.cells.length;
  if (columns !== undefined && columns.length !== width) {
    throw new DataError({
      code: "fieldCount",
      what: `there are ${columns.length < width ? "fewer" : "more"} names in columns than fields`,
      where: place,
      found: `${columns.length} names, ${width} fields`,
      fix: "give a name for each field, and check the delimiter",
      details: { source, line: first.line, found: width, expected: columns.length },
    });
  }
  const names =
    columns ??
    first.cells.map(({ text, quoted }, i) => (isRecord && (text !== "" || quoted) ? text : `column${i + 1}`));
  const repeated = firstRepeated(names);
  if (repeated !== undefined) throw duplicateColumn(repeated, place);
  return { names, isRecord };
}

function looksLikeNames({ cells }: TextRecord, columns: readonly string[] | undefined): boolean {
  if (columns !== undefined) return cells.every(({ text }, i) => text === columns[i]);
  const values = cells.filter(({ text, quoted }) => !quoted && text !== "" && kindOfText(text) !== "text");
  const filled = cells.filter(({ text }) => text !== "");
  if (filled.length > 0 && values.length === filled.length) return false;
  return !values.some(({ text }) => kindOfText(text) === "number" && !/^\d+$/.test(text.trim()));
}

function kindOfText(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return kindOf(bytes, 0, bytes.length);
}
