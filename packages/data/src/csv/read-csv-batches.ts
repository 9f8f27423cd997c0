import { integer, parseOptions } from "@mlsys/core";
import type { Table } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import type { DataSource } from "../sources/data-source.ts";
import { TextInput } from "../sources/text-input.ts";
import { csvFormat } from "./csv-format.ts";
import type { CsvFormat } from "./csv-format.ts";
import type { ReadCsvOptions } from "./csv-options.ts";
import { CsvReader } from "./csv-reader.ts";

/** Options of {@link readCsvBatches}. */
export interface ReadCsvBatchesOptions extends ReadCsvOptions {
  /** Rows a batch, at most. Default 65536. */
  readonly batchRows?: number;
}

/**
 * Reads comma- or tab-separated values as a stream of tables, in memory for one of them, whatever the size of the file. The
 * first batch settles the types of the columns (one that is all missing there is settled later); name the types where the
 * first rows do not tell.
 *
 * @param source - a path, a URL, a stream, `{ text }` or `{ bytes }`.
 * @param options - those of `readCsv`, and the number of rows a batch.
 * @yields {Table} a table of at most `batchRows` rows.
 * @returns the tables, one after the other.
 * @throws {DataError} as `readCsv` does; `invalidValue` also when a value does not fit the type that the first batch settled.
 * @throws {CoreError} `aborted`.
 * @see RFC 4180.
 *
 * @example
 * ```ts
 * import { readCsvBatches } from "@mlsys/data";
 *
 * let sum = 0;
 * for await (const batch of readCsvBatches({ text: "x\n1\n2\n3\n" }, { batchRows: 2 })) {
 *   for (const x of batch.column("x").toNumbers()) sum += x;
 * }
 * sum; // => 6
 * ```
 */
export async function* readCsvBatches(
  source: DataSource,
  options: ReadCsvBatchesOptions = {},
): AsyncGenerator<Table, void, undefined> {
  const { batchRows: given, ...rest } = options;
  const specs = { batchRows: { rule: integer({ min: 1 }), default: 65_536 } };
  const { batchRows } = parseOptions("readCsvBatches", { batchRows: given }, specs, DataError);
  const format = csvFormat("readCsvBatches", source, rest);
  const { encoding, signal } = format;
  const input = await TextInput.open(source, "readCsvBatches", { encoding, signal, record: "always" });
  try {
    yield* batches(input, format, batchRows);
  } finally {
    await input.close();
  }
}

async function* batches(
  input: TextInput,
  format: CsvFormat,
  batchRows: number,
): AsyncGenerator<Table, void, undefined> {
  let left = format.maxRows;
  let reader = await CsvReader.start(input, format);
  let rows = await reader.read({ maxRows: Math.min(left, batchRows), repeats: true });
  reader.settle();
  if (reader.contradicted().size > 0) {
    await reader.records.close();
    const first = reader;
    reader = await CsvReader.start(input, format);
    reader.settle(first);
    rows = await reader.read({ maxRows: Math.min(left, batchRows), repeats: false });
  }
  input.stopRecording();
  // A header without rows is a table too.
  do {
    yield reader.table();
    left -= rows;
    const completed = reader.records.bytesRead;
    format.onProgress?.({ task: `reading ${input.name}`, completed, total: input.size, unit: "bytes" });
    rows = await reader.read({ maxRows: Math.min(left, batchRows), repeats: false });
    reader.settle();
  } while (rows > 0);
}
