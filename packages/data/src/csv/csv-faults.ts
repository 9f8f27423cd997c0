import { showValue } from "@mlsys/core";
import { firstInvalidByte } from "../columns/utf8.ts";
import { DataError } from "../errors/data-error.ts";
import { EXCERPT } from "./record-scanner.ts";
import type { ScanFault } from "./record-scanner.ts";

/** Where a record stands. */
export interface RecordPlace {
  readonly name: string;
  readonly line: number;
  readonly columns: readonly string[];
}

/** Where a field stands; `field` counts from 0. */
export interface FieldPlace {
  readonly name: string;
  readonly line: number;
  readonly field: number;
  readonly columnName?: string | undefined;
}

/** File, line, number and name of the column, in words. */
export function inWords({ name, line, field, columnName }: FieldPlace): string {
  return `${name}, line ${line}, column ${field + 1}${columnName === undefined ? "" : ` (${JSON.stringify(columnName)})`}`;
}

/** File, line, number and name of the column, for programs. */
export function asDetails({ name, line, field, columnName }: FieldPlace): Record<string, unknown> {
  return { source: name, line, column: field + 1, ...(columnName !== undefined && { columnName }) };
}

/** The error of a quote in the wrong place, with what follows it. */
export function faultError(
  fault: ScanFault,
  { name, line, columns }: RecordPlace,
  bytes: Uint8Array,
  end: number,
): DataError {
  const place: FieldPlace = { name, line: line + fault.line, field: fault.field, columnName: columns[fault.field] };
  const rest = new TextDecoder()
    .decode(bytes.subarray(fault.at, Math.min(end, fault.at + EXCERPT)))
    .split(/\r|\n/, 1)[0];
  const found = showValue(rest ?? "", 40);
  const isOpen = fault.code === "unterminatedQuote";
  return new DataError({
    code: fault.code,
    what: isOpen ? "a quote is never closed" : "text follows a closing quote",
    where: inWords(place),
    found,
    fix: isOpen
      ? "close it, double quotes inside quoted fields, or give `quote: null` where quotes mean nothing"
      : "double quotes inside quoted fields, or give `quote: null` where quotes mean nothing",
    details: { ...asDetails(place), found: rest },
  });
}

/** The error of a row that is longer or shorter than the others. */
export function fieldCountError(found: number, expected: number, { name, line, columns }: RecordPlace): DataError {
  const missing = columns.slice(found);
  return new DataError({
    code: "fieldCount",
    what: `a row has too ${found < expected ? "few" : "many"} fields`,
    where: `${name}, line ${line}`,
    found: `${found} instead of ${expected}`,
    fix:
      found < expected
        ? `nothing stands for ${missing.map((column) => JSON.stringify(column)).join(", ")}`
        : "quote fields that hold the delimiter, or name the right delimiter",
    details: { source: name, line, found, expected },
  });
}

/**
 * A field as a string.
 *
 * @throws {DataError} `invalidBytes` when it is not UTF-8.
 */
export function cellText(bytes: Uint8Array, start: number, end: number, quote: number, place: FieldPlace): string {
  if (firstInvalidByte(bytes, start, end) < end) throw invalidBytesError(bytes, start, end, place);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
  if (quote < 0) return text;
  const mark = String.fromCharCode(quote);
  return text.replaceAll(mark + mark, mark);
}

/** The error of a field that is not UTF-8: it shows the first bytes that are wrong, and names the option for other encodings. */
export function invalidBytesError(bytes: Uint8Array, start: number, end: number, place: FieldPlace): DataError {
  const at = firstInvalidByte(bytes, start, end);
  const hex = Array.from(bytes.subarray(at, Math.min(end, at + 4)), (byte) => byte.toString(16).padStart(2, "0"));
  return new DataError({
    code: "invalidBytes",
    what: "the bytes are not UTF-8",
    where: inWords(place),
    found: hex.join(" "),
    fix: 'name the encoding, for example `encoding: "windows-1252"`',
    details: { ...asDetails(place), found: hex.join(" ") },
  });
}
