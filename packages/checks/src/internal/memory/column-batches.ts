import { columnFromValues, tableColumns } from "@mlsys/core";
import type { ColumnValues, TableColumns, TableInput } from "@mlsys/core";
import { ChecksError } from "../../checks-error.ts";
import type { MemoryData } from "../../sources/source.ts";
import type { Batch, Batches } from "./chunk.ts";
import { columnBatch } from "./column-chunk.ts";
import { asTable, isStream } from "./memory-data.ts";

/**
 * Brings data into batches of typed columns.
 *
 * @param data - the data.
 * @param stays - whether it is all of the data and stays in memory until the answers are read; a stream never does.
 * @param values - the values of its columns, where they were read before.
 * @throws {ChecksError} `invalidData` when it is no table.
 */
export function columnBatches(data: MemoryData, stays: boolean, values?: ColumnValues): Batches {
  if (isStream(data)) return { batches: batchesOf(data), numRows: undefined };
  const table = values === undefined ? asTable("run", () => tableColumns(data)) : typed(values);
  return { batches: [columnBatch(table, stays)], numRows: table.numRows };
}

function typed({ columns, numRows }: ColumnValues): TableColumns {
  return { columns: new Map(Array.from(columns, ([name, values]) => [name, columnFromValues(values)])), numRows };
}

async function* batchesOf(stream: AsyncIterable<TableInput>): AsyncGenerator<Batch> {
  const iterator = stream[Symbol.asyncIterator]();
  let complete = false;
  try {
    for (let i = 0; ; i++) {
      const next = await nextOf(iterator, i);
      if (next.done === true) break;
      yield columnBatch(
        asTable(`batch ${i}`, () => tableColumns(next.value)),
        false,
      );
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
