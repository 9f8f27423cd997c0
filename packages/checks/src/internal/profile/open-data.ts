import { didYouMean, Table } from "@mlsys/core";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../../checks-error.ts";
import type { DataSource, MemoryData } from "../../sources/source.ts";
import { isDataSource } from "../data-source.ts";
import { memorySource } from "../memory/memory-source.ts";

/** Data with the names of its columns. */
export interface OpenData {
  readonly source: DataSource;
  readonly columns: readonly string[];
}

/**
 * Finds out which columns the data has, of a stream by its first batch, and checks those that are wanted.
 *
 * @throws {ChecksError} `columnMissing` when a wanted one is not there; `invalidData`, `sourceFailed`.
 */
export async function openData(
  data: MemoryData | DataSource,
  {
    columns: wanted,
    signal,
  }: { readonly columns?: readonly string[] | undefined; readonly signal?: AbortSignal | undefined },
): Promise<OpenData> {
  const { source, columns } = await opened(data, signal);
  const unknown = wanted?.find((name) => !columns.includes(name));
  if (unknown === undefined) return { source, columns: wanted ?? columns };
  throw new ChecksError({
    code: "columnMissing",
    what: `there is no column ${JSON.stringify(unknown)}`,
    where: "profile",
    fix: didYouMean(unknown, columns),
  });
}

async function opened(data: MemoryData | DataSource, signal: AbortSignal | undefined): Promise<OpenData> {
  if (!isDataSource(data) && typeof data === "object" && Symbol.asyncIterator in data) return openedStream(data);
  const source = isDataSource(data) ? data : memorySource(data);
  const { columns } = await source.collect([{ aggregate: "columns" }], { examples: 0, signal });
  return { source, columns };
}

/** Reads the first batch, and gives it back in front of the others. */
async function openedStream(batches: AsyncIterable<TableInput>): Promise<OpenData> {
  const iterator = batches[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done === true ? [] : [Table.from(first.value)];
  async function* all(): AsyncGenerator<TableInput> {
    yield* head;
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { source: memorySource(all()), columns: head[0]?.columnNames ?? [] };
}
