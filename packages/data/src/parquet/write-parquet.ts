import { integer, oneOf, parseOptions, Table } from "@mlsys/core";
import type { Column, NumericColumn, TableInput } from "@mlsys/core";
import type { BasicType, ColumnSource } from "hyparquet-writer";
import { DataError } from "../errors/data-error.ts";
import { optionalPackage } from "../internal/optional-package.ts";
import { atomicWrite } from "../sinks/atomic-write.ts";

/** Options of {@link writeParquet} and {@link toParquet}. */
export interface WriteParquetOptions {
  /** How the values are packed. Default `"snappy"`. */
  readonly compression?: "snappy" | "uncompressed";
  /** Rows that are stored together. Default 100,000. */
  readonly rowGroupRows?: number;
}

const specs = {
  compression: { rule: oneOf("snappy", "uncompressed"), default: "snappy" },
  rowGroupRows: { rule: integer({ min: 1 }), default: 100_000 },
} as const;

/**
 * Writes a table as a Parquet file, which appears whole or not at all. Small integers are stored with 32 bits, nested values
 * as JSON.
 *
 * Needs the packages `hyparquet` and `hyparquet-writer`.
 *
 * @param input - the table.
 * @param target - a path or a `file:` URL.
 * @param options - compression, size of the row groups.
 * @returns a promise that is kept when all is written.
 * @throws {DataError} `missingPackage` with what to install; `writeFailed`; `invalidOption`; `invalidValue` when a value has no Parquet
 * form; `unsupported`.
 * @throws {CoreError} `invalidInput` or `lengthMismatch` when the input is no table.
 * @see https://parquet.apache.org/docs/file-format
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { readParquet, writeParquet } from "@mlsys/data";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "mlsys-")), "data.parquet");
 * await writeParquet([{ x: 1, note: null }], path);
 * (await readParquet(path)).toRows(); // => [{ x: 1, note: null }]
 * ```
 */
export async function writeParquet(
  input: TableInput,
  target: string | URL,
  options: WriteParquetOptions = {},
): Promise<void> {
  await atomicWrite(target, [await encoded("writeParquet", input, options)], undefined);
}

/**
 * Spells a table out as the bytes of a Parquet file. Needs the packages `hyparquet` and `hyparquet-writer`.
 *
 * @param input - the table.
 * @param options - compression, size of the row groups.
 * @returns the bytes.
 * @throws {DataError} `missingPackage` with what to install; `invalidOption`; `invalidValue` when a value has no Parquet form.
 * @throws {CoreError} `invalidInput` or `lengthMismatch` when the input is no table.
 * @see https://parquet.apache.org/docs/file-format
 *
 * @example
 * ```ts
 * import { toParquet } from "@mlsys/data";
 *
 * new TextDecoder().decode((await toParquet({ x: [1] })).subarray(0, 4)); // => "PAR1"
 * ```
 */
export function toParquet(input: TableInput, options: WriteParquetOptions = {}): Promise<Uint8Array> {
  return encoded("toParquet", input, options);
}

async function encoded(owner: string, input: TableInput, options: WriteParquetOptions): Promise<Uint8Array> {
  const { compression, rowGroupRows } = parseOptions(owner, options, specs, DataError);
  const table = Table.from(input);
  const load = () => import("hyparquet-writer");
  const { parquetWriteBuffer } = await optionalPackage(load, owner, "hyparquet hyparquet-writer");
  const columnData = table.columnNames.map((name) => columnSource(name, table.column(name)));
  const codec = compression === "snappy" ? "SNAPPY" : "UNCOMPRESSED";
  try {
    return new Uint8Array(parquetWriteBuffer({ columnData, codec, rowGroupSize: rowGroupRows, createdBy: "mlsys" }));
  } catch (cause) {
    throw new DataError({
      code: "invalidValue",
      what: "the table has no Parquet form",
      where: owner,
      found: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

const TYPES: Readonly<Record<Column["type"], BasicType>> = {
  float64: "DOUBLE",
  float32: "FLOAT",
  int8: "INT32",
  int16: "INT32",
  int32: "INT32",
  uint8: "INT32",
  uint16: "INT32",
  uint32: "INT64",
  int64: "INT64",
  uint64: "INT64",
  boolean: "BOOLEAN",
  timestamp: "TIMESTAMP",
  text: "STRING",
  dictionary: "STRING",
  mixed: "JSON",
};

function columnSource(name: string, column: Column): ColumnSource {
  const type = TYPES[column.type];
  const nullable = column.nullCount > 0;
  return { name, type, nullable, data: valuesOf(column, type) };
}

function valuesOf(column: Column, type: BasicType): ColumnSource["data"] {
  if (type === "INT64") return column.toArray().map((value) => (value === null ? null : BigInt(value as number)));
  const values = isNumeric(column) && column.nullCount === 0 ? column.values : undefined;
  const isShared = values instanceof Float64Array || values instanceof Float32Array || values instanceof Int32Array;
  return isShared ? values : column.toArray();
}

function isNumeric(column: Column): column is NumericColumn {
  return "values" in column && ArrayBuffer.isView(column.values) && column.type !== "timestamp";
}
