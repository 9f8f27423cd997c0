import { oneOf, parseOptions, Table } from "@mlsys/core";
import type { Column, TableInput } from "@mlsys/core";
import type * as Flechette from "@uwdata/flechette";
import { DataError } from "../errors/data-error.ts";
import { optionalPackage } from "../internal/optional-package.ts";
import { signalRule } from "../internal/rules.ts";
import { atomicWrite } from "../sinks/atomic-write.ts";
import { allBytes } from "../sources/all-bytes.ts";
import { byteSource } from "../sources/byte-source.ts";
import type { DataSource } from "../sources/data-source.ts";

/** Options of {@link readArrow}. */
export interface ReadArrowOptions {
  /** Stops the reading. */
  readonly signal?: AbortSignal;
}

/** Options of {@link writeArrow}. */
export interface WriteArrowOptions {
  /** The random-access file (`.arrow`, Feather) or the stream. Default `"file"`. */
  readonly format?: "file" | "stream";
}

/**
 * Reads Arrow's IPC format, a file (Feather version 2) or a stream, into a table. Instants are cut to milliseconds, decimals
 * become doubles; lists and structures stay as they are.
 *
 * Needs the package `@uwdata/flechette`; packed buffers are not supported.
 *
 * @param source - a path, a URL, a stream or `{ bytes }`.
 * @param options - cancellation.
 * @returns the table.
 * @throws {DataError} `missingPackage` with what to install; `invalidBytes` when it is no Arrow data; `notFound`, `readFailed` or
 * `badStatus` when the source cannot be read; `invalidOption`; `invalidInput`; `unsupported`.
 * @throws {CoreError} `aborted`.
 * @see https://arrow.apache.org/docs/format/Columnar.html
 *
 * @example
 * ```ts
 * import { readArrow, toArrow } from "@mlsys/data";
 *
 * const table = await readArrow({ bytes: await toArrow({ x: [1, 2], s: ["a", null] }) });
 * table.toRows(); // => [{ x: 1, s: "a" }, { x: 2, s: null }]
 * ```
 */
export async function readArrow(source: DataSource, options: ReadArrowOptions = {}): Promise<Table> {
  const { signal } = parseOptions("readArrow", options, { signal: { rule: signalRule } }, DataError);
  const flechette = await optionalPackage(() => import("@uwdata/flechette"), "readArrow", "@uwdata/flechette");
  const input = byteSource(source, "readArrow");
  const bytes = await allBytes((await input.open(signal)).chunks, input.name, signal);
  if (!isArrow(bytes)) throw refusal(input.name, `${bytes.length} bytes that begin otherwise`);
  try {
    // The cast bridges members that differ in declaration only.
    return Table.from(flechette.tableFromIPC(bytes, { useBigInt: true }) as unknown as TableInput);
  } catch (cause) {
    throw refusal(input.name, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** A file begins with its name, a stream with the mark of a message. */
function isArrow(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 6));
  return head === "ARROW1" || (bytes.length > 4 && bytes.subarray(0, 4).every((byte) => byte === 0xff));
}

function refusal(where: string, found: string, cause?: unknown): DataError {
  const what = "it is no Arrow data that can be read";
  return new DataError({
    code: "invalidBytes",
    what,
    where,
    found,
    fix: "store it unpacked, as a file or stream",
    cause,
  });
}

/**
 * Writes a table in Arrow's IPC format, as a file that appears whole or not at all. Nested values are not supported.
 *
 * Needs the package `@uwdata/flechette`.
 *
 * @param input - the table.
 * @param target - a path or a `file:` URL.
 * @param options - file or stream.
 * @returns a promise that is kept when all is written.
 * @throws {DataError} `missingPackage` with what to install; `writeFailed`; `invalidValue` when a column is of several kinds;
 * `invalidOption`; `unsupported`.
 * @throws {CoreError} `invalidInput` or `lengthMismatch` when the input is no table.
 * @see https://arrow.apache.org/docs/format/Columnar.html
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { readArrow, writeArrow } from "@mlsys/data";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "mlsys-")), "data.arrow");
 * await writeArrow({ x: [1, 2] }, path);
 * (await readArrow(path)).numRows; // => 2
 * ```
 */
export async function writeArrow(
  input: TableInput,
  target: string | URL,
  options: WriteArrowOptions = {},
): Promise<void> {
  await atomicWrite(target, [await encoded("writeArrow", input, options)], undefined);
}

/**
 * Spells a table out in Arrow's IPC format. Needs the package `@uwdata/flechette`.
 *
 * @param input - the table.
 * @param options - file or stream.
 * @returns the bytes.
 * @throws {DataError} `missingPackage` with what to install; `invalidValue` when a column is of several kinds; `invalidOption`.
 * @throws {CoreError} `invalidInput` or `lengthMismatch` when the input is no table.
 * @see https://arrow.apache.org/docs/format/Columnar.html
 *
 * @example
 * ```ts
 * import { toArrow } from "@mlsys/data";
 *
 * new TextDecoder().decode((await toArrow({ x: [1] })).subarray(0, 6)); // => "ARROW1"
 * ```
 */
export function toArrow(input: TableInput, options: WriteArrowOptions = {}): Promise<Uint8Array> {
  return encoded("toArrow", input, options);
}

async function encoded(owner: string, input: TableInput, options: WriteArrowOptions): Promise<Uint8Array> {
  const specs = { format: { rule: oneOf("file", "stream"), default: "file" } } as const;
  const { format } = parseOptions(owner, options, specs, DataError);
  const flechette = await optionalPackage(() => import("@uwdata/flechette"), owner, "@uwdata/flechette");
  const table = Table.from(input);
  const arrays = table.columnNames.map((name): [string, unknown[]] => [name, valuesOf(table.column(name))]);
  const types = table.columnNames.map((name) => [name, arrowType(flechette, table.column(name), owner, name)] as const);
  const arrow = flechette.tableFromArrays(arrays, { types: Object.fromEntries(types) });
  return flechette.tableToIPC(arrow, { format }) ?? new Uint8Array(0);
}

function arrowType(flechette: typeof Flechette, { type }: Column, owner: string, name: string) {
  if (type === "text") return flechette.utf8();
  if (type === "dictionary") return flechette.dictionary(flechette.utf8());
  if (type === "boolean") return flechette.bool();
  if (type === "timestamp") return flechette.timestamp(flechette.TimeUnit.MILLISECOND, "UTC");
  if (type !== "mixed") return flechette[type]();
  throw new DataError({
    code: "invalidValue",
    what: "a column holds values of several kinds, or nested ones",
    where: `${owner}, column ${JSON.stringify(name)}`,
    fix: "leave the column out, or make its values of one kind",
    details: { column: name },
  });
}

function valuesOf(column: Column): unknown[] {
  const values = column.toArray();
  if (column.type !== "int64" && column.type !== "uint64") return values;
  return values.map((value) => (typeof value === "number" ? BigInt(value) : value));
}
