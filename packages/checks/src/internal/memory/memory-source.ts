import { isMlsysError, throwIfAborted, yieldToEventLoop } from "@mlsys/core";
import type { TableColumns } from "@mlsys/core";
import type { Aggregate } from "../../aggregates/aggregate.ts";
import { RequestKeys } from "../request-keys.ts";
import { ChecksError } from "../../checks-error.ts";
import { dataSource } from "../data-source.ts";
import type { CollectOptions, Collected, DataSource, MemoryData } from "../../sources/source.ts";
import { batchesOf } from "./batches.ts";
import { Chunk, CHUNK_ROWS } from "./chunk.ts";
import { MemoryPass } from "./memory-pass.ts";

/** Longest time without a turn of the event loop, in milliseconds. */
const BREATH_MS = 40;

/**
 * The source of data in memory and of streams: one pass over chunks, each column of a chunk brought into its loop form once.
 * A stream holds no more than one batch at a time.
 *
 * @throws {ChecksError} `invalidData` when the data is no table.
 */
export function memorySource(data: MemoryData): DataSource {
  const { tables, numRows } = batchesOf(data);
  return dataSource(async (requests, options) => collect(tables, numRows, requests, options), {
    rereadable: numRows !== undefined,
  });
}

async function collect(
  tables: AsyncIterable<TableColumns> | Iterable<TableColumns>,
  total: number | undefined,
  requests: readonly Aggregate[],
  options: CollectOptions,
): Promise<Collected> {
  const keys = new RequestKeys();
  const pass = new MemoryPass(requests, keys, options);
  const columns = new Set<string>();
  let rowCount = 0;
  let breath = performance.now();
  for await (const table of tables) {
    for (const name of table.columns.keys()) columns.add(name);
    for (let at = 0; at < table.numRows; at += CHUNK_ROWS) {
      stopIfAborted(options.signal);
      const chunk = new Chunk(table, at, rowCount, total !== undefined);
      pass.add(chunk);
      rowCount += chunk.length;
      options.onProgress?.({ task: "checking", completed: rowCount, total, unit: "rows" });
      if (performance.now() - breath < BREATH_MS) continue;
      await yieldToEventLoop();
      breath = performance.now();
    }
  }
  stopIfAborted(options.signal);
  const names = [...columns];
  return {
    columns: names,
    rowCount,
    answerTo: (request) => (request.aggregate === "columns" ? { value: names } : pass.answerTo(request)),
    effortOf: (request) => pass.effortOf(request),
  };
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  try {
    throwIfAborted(signal, "suite.run");
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    throw new ChecksError({ code: "aborted", what: "the checks were cancelled", where: "suite.run", cause });
  }
}
