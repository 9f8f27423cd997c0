import { isMlsysError, tableColumns } from "@mlsys/core";
import type { TableColumns, TableInput } from "@mlsys/core";
import type { MemoryData } from "../../sources/source.ts";
import { ChecksError } from "../../checks-error.ts";

/** The batches of the data as tables, and the number of rows where it is known beforehand. */
export interface Batches {
  readonly tables: AsyncIterable<TableColumns> | Iterable<TableColumns>;
  readonly numRows: number | undefined;
}

/**
 * Brings data into batches of tables.
 *
 * @throws {ChecksError} `invalidData` when it is no table.
 */
export function batchesOf(data: MemoryData): Batches {
  if (isAsyncIterable(data)) return { tables: asTables(data), numRows: undefined };
  const table = asTable(data, "run");
  return { tables: [table], numRows: table.numRows };
}

function isAsyncIterable(data: unknown): data is AsyncIterable<TableInput> {
  return typeof data === "object" && data !== null && Symbol.asyncIterator in data;
}

async function* asTables(batches: AsyncIterable<TableInput>): AsyncGenerator<TableColumns> {
  const iterator = batches[Symbol.asyncIterator]();
  let complete = false;
  try {
    for (let i = 0; ; i++) {
      const next = await nextOf(iterator, i);
      if (next.done === true) break;
      yield asTable(next.value, `batch ${i}`);
    }
    complete = true;
  } finally {
    if (!complete) await iterator.return?.();
  }
}

async function nextOf(iterator: AsyncIterator<TableInput>, i: number): Promise<IteratorResult<TableInput, unknown>> {
  try {
    return await iterator.next();
  } catch (cause) {
    throw new ChecksError({
      code: "sourceFailed",
      what: "the stream of batches failed",
      where: `batch ${i}`,
      found: cause instanceof Error ? cause.message : String(cause),
      details: { batch: i },
      cause,
    });
  }
}

function asTable(data: TableInput, where: string): TableColumns {
  try {
    return tableColumns(data);
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    throw new ChecksError({
      code: "invalidData",
      what: "the data is no table",
      where,
      found: cause.message,
      fix: "give rows, a record of columns, a Table, an Arrow table, or an async iterable of these",
      cause,
    });
  }
}
