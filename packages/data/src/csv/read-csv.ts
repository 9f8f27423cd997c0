import type { Table } from "@mlsys/core";
import type { ColumnKind } from "../columns/column-builder.ts";
import type { DataSource } from "../sources/data-source.ts";
import { TextInput } from "../sources/text-input.ts";
import { csvFormat } from "./csv-format.ts";
import type { CsvFormat } from "./csv-format.ts";
import type { ReadCsvOptions } from "./csv-options.ts";
import { CsvReader } from "./csv-reader.ts";

/**
 * Reads comma- or tab-separated values into a table. The text is read as a stream; each column becomes the narrowest type
 * that holds all its values without losing any: numbers (doubles, or 64-bit integers where whole numbers pass 2^53), truth
 * values, ISO 8601 timestamps, else text. Digits after a leading zero (`007`) are text, unless `types` says number.
 *
 * Numbers are rounded once, as JavaScript and Python do. Fields in quotes may hold delimiters, line breaks and doubled quotes
 * (RFC 4180), and are missing values only where their column is no text and they are empty; lines end with LF, CRLF or CR; blank lines are skipped.
 * A column whose values turn out to be of several kinds is read a second time, as text; a stream is kept until then, so name
 * the types of a large stream's columns.
 *
 * @param source - a path, a URL, a stream, `{ text }` or `{ bytes }`.
 * @param options - delimiter, header, names, types, missing values, encoding, quoting, limits, progress, cancellation.
 * @returns the table.
 * @throws {DataError} with the file, line and column in the message and in `details`: `fieldCount` when a row has too many or
 * too few fields; `invalidValue` when a value is not of the type asked for; `unterminatedQuote`; `textAfterQuote`;
 * `invalidBytes`; `duplicateColumn`; `unknownColumn`; `emptyInput`; `notFound`, `readFailed` or `badStatus` when the source
 * cannot be read; `invalidOption`; `recordTooLong`; `tooLarge`; `invalidInput`; `unsupported`.
 * @throws {CoreError} `aborted`.
 * @see RFC 4180.
 *
 * @example
 * ```ts
 * import { readCsv } from "@mlsys/data";
 *
 * const table = await readCsv({ text: "x,label\n1.5,good\n,bad\n" });
 * table.toRows(); // => [{ x: 1.5, label: "good" }, { x: null, label: "bad" }]
 * ```
 */
export async function readCsv(source: DataSource, options: ReadCsvOptions = {}): Promise<Table> {
  const format = csvFormat("readCsv", source, options);
  const { encoding, signal } = format;
  const record = typeof format.types === "string" ? "never" : "streams";
  const input = await TextInput.open(source, "readCsv", { encoding, signal, record });
  try {
    const first = await readPass(input, format);
    const again = first.contradicted();
    if (again.size === 0) return first.table();
    const second = await readPass(input, format, again);
    return second.table(first.columns());
  } finally {
    await input.close();
  }
}

async function readPass(
  input: TextInput,
  format: CsvFormat,
  only?: ReadonlyMap<number, ColumnKind>,
): Promise<CsvReader> {
  const reader = await CsvReader.start(input, format);
  const { maxRows, onProgress } = format;
  const task = `reading ${input.name}${only === undefined ? "" : " again"}`;
  const tell = (completed: number, total?: number): void => onProgress?.({ task, completed, total, unit: "bytes" });
  try {
    await reader.read({
      maxRows,
      only,
      repeats: only === undefined,
      onBatch: (bytes) => {
        if (bytes !== input.size) tell(bytes, input.size);
      },
    });
  } finally {
    await reader.records.close();
  }
  tell(reader.records.bytesRead, reader.records.bytesRead);
  return reader;
}
