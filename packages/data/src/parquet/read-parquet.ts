import { arrayOf, didYouMean, integer, parseOptions, Table, text, throwIfAborted } from "@mlsys/core";
import type { Column, ProgressListener } from "@mlsys/core";
import type { AsyncBuffer, Compressors, FileMetaData } from "hyparquet";
import { DataError } from "../errors/data-error.ts";
import { nodeModule } from "../internal/node-modules.ts";
import { optionalPackage } from "../internal/optional-package.ts";
import { progressRule, signalRule } from "../internal/rules.ts";
import { allBytes } from "../sources/all-bytes.ts";
import { byteSource } from "../sources/byte-source.ts";
import type { DataSource } from "../sources/data-source.ts";
import { fileError, pathOfFile } from "../sources/file-source.ts";
import { columnOfChunks } from "./parquet-columns.ts";

/** Options of {@link readParquet}. */
export interface ReadParquetOptions {
  /** The columns to read, in this order; the others are not even fetched from a file. Default: all. */
  readonly columns?: readonly string[];
  /** Rows to read at most. Default: all. */
  readonly maxRows?: number;
  /** Is told how many columns have been read. */
  readonly onProgress?: ProgressListener;
  /** Stops the reading. */
  readonly signal?: AbortSignal;
}

const specs = {
  columns: { rule: arrayOf(text()) },
  maxRows: { rule: integer({ min: 0 }), default: Number.MAX_SAFE_INTEGER },
  onProgress: { rule: progressRule },
  signal: { rule: signalRule },
} as const;

/**
 * Reads a Parquet file into a table. Of a file on disk only the columns asked for are read. Instants are cut to milliseconds,
 * decimals become doubles; lists and structures stay as they are.
 *
 * Needs the package `hyparquet`, and `hyparquet-compressors` for files that are packed otherwise than with Snappy.
 *
 * @param source - a path, a URL, a stream or `{ bytes }`.
 * @param options - columns, rows, progress, cancellation.
 * @returns the table.
 * @throws {DataError} `missingPackage` with what to install; `invalidBytes` when it is no Parquet file, or a damaged one;
 * `unknownColumn`; `notFound`, `readFailed` or `badStatus` when the source cannot be read; `invalidOption`; `invalidInput`;
 * `unsupported`.
 * @throws {CoreError} `aborted`.
 * @see https://parquet.apache.org/docs/file-format
 *
 * @example
 * ```ts
 * import { readParquet, toParquet } from "@mlsys/data";
 *
 * const bytes = await toParquet({ x: [1.5, 2.5], label: ["a", "b"] });
 * const table = await readParquet({ bytes }, { columns: ["label"] });
 * table.toRows(); // => [{ label: "a" }, { label: "b" }]
 * ```
 */
export async function readParquet(source: DataSource, options: ReadParquetOptions = {}): Promise<Table> {
  const parsed = parseOptions("readParquet", options, specs, DataError);
  const hyparquet = await optionalPackage(() => import("hyparquet"), "readParquet", "hyparquet hyparquet-compressors");
  const { file, name, close } = await openParquet(source, parsed.signal);
  try {
    const metadata = await decoding(name, () => hyparquet.parquetMetadataAsync(file));
    const rows = Math.min(Number(metadata.num_rows), parsed.maxRows);
    const names = chosen(hyparquet.parquetSchema(metadata).children, parsed.columns, name);
    const compressors = await compressorsFor(metadata);
    const columns = new Map<string, Column>();
    for (const each of names) {
      throwIfAborted(parsed.signal, `reading ${name}`);
      const chunks: { readonly start: number; readonly values: ArrayLike<unknown> }[] = [];
      await decoding(`${name}, column ${JSON.stringify(each)}`, () =>
        hyparquet.parquetRead({
          file,
          metadata,
          columns: [each],
          rowEnd: rows,
          ...(compressors !== undefined && { compressors }),
          onChunk: ({ columnData, rowStart }) => chunks.push({ start: rowStart, values: columnData }),
        }),
      );
      columns.set(each, columnOfChunks(inOrder(chunks, rows), rows));
      parsed.onProgress?.({ task: `reading ${name}`, completed: columns.size, total: names.length, unit: "columns" });
    }
    return Table.fromColumns(columns, rows);
  } finally {
    await close();
  }
}

/** The chunks by row, without what lies behind the last row asked for. */
function inOrder(
  chunks: { readonly start: number; readonly values: ArrayLike<unknown> }[],
  rows: number,
): ArrayLike<unknown>[] {
  return chunks
    .sort((a, b) => a.start - b.start)
    .filter(({ start }) => start < rows)
    .map(({ start, values }) =>
      start + values.length <= rows ? values : Array.prototype.slice.call(values, 0, rows - start),
    );
}

async function openParquet(
  source: DataSource,
  signal: AbortSignal | undefined,
): Promise<{ readonly file: AsyncBuffer; readonly name: string; readonly close: () => Promise<void> }> {
  const path = pathOfFile(source);
  if (path === undefined) {
    const bytes = byteSource(source, "readParquet");
    const { buffer } = await allBytes((await bytes.open(signal)).chunks, bytes.name, signal);
    return { file: buffer, name: bytes.name, close: () => Promise.resolve() };
  }
  const fs = nodeModule("node:fs/promises", path);
  const handle = await fs.open(path, "r").catch((cause: unknown) => {
    throw fileError(path, cause);
  });
  const { size } = await handle.stat();
  const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(Math.max(0, end - start));
    await handle.read(bytes, 0, bytes.length, start).catch((cause: unknown) => {
      throw fileError(path, cause);
    });
    return bytes.buffer;
  };
  return { file: { byteLength: size, slice }, name: path, close: () => handle.close() };
}

function chosen(
  children: readonly { readonly element: { readonly name: string } }[],
  columns: readonly string[] | undefined,
  source: string,
): readonly string[] {
  const names = children.map(({ element }) => element.name);
  const unknown = columns?.find((name) => !names.includes(name));
  if (unknown === undefined) return columns ?? names;
  throw new DataError({
    code: "unknownColumn",
    what: `there is no column ${JSON.stringify(unknown)}`,
    where: source,
    fix: didYouMean(unknown, names),
    details: { source, column: unknown, columns: names },
  });
}

/** Snappy is built in; everything else comes with another package. */
async function compressorsFor({ row_groups: groups }: FileMetaData): Promise<Compressors | undefined> {
  const codecs = new Set(groups.flatMap(({ columns }) => columns.map(({ meta_data: meta }) => meta?.codec)));
  if ([...codecs].every((codec) => codec === undefined || codec === "SNAPPY" || codec === "UNCOMPRESSED")) {
    return undefined;
  }
  const load = () => import("hyparquet-compressors");
  return (await optionalPackage(load, "readParquet", "hyparquet-compressors")).compressors;
}

async function decoding<T>(where: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw new DataError({
      code: "invalidBytes",
      what: "it is no Parquet file, or a damaged one",
      where,
      found: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}
