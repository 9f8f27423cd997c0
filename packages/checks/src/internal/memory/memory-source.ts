import { isMlsysError, throwIfAborted, yieldToEventLoop } from "@mlsys/core";
import type { Aggregate } from "../../aggregates/aggregate.ts";
import { RequestKeys } from "../request-keys.ts";
import { ChecksError } from "../../checks-error.ts";
import { dataSource } from "../data-source.ts";
import type { CollectOptions, Collected, DataSource, MemoryData } from "../../sources/source.ts";
import { batchesOf } from "./batches.ts";
import type { Batches } from "./batches.ts";
import { Chunk, CHUNK_ROWS } from "./chunk.ts";
import { MemoryPass } from "./memory-pass.ts";
import type { AccumulatorContext } from "./accumulators/accumulator.ts";
import { loadConditions } from "./load-conditions.ts";

/** Longest time without a turn of the event loop, in milliseconds. */
const BREATH_MS = 40;

/**
 * The source of data in memory and of streams: one pass over chunks, each column of a chunk brought into its loop form once.
 * A stream holds no more than one batch at a time.
 *
 * @throws {ChecksError} `invalidData` when the data is no table.
 */
export function memorySource(data: MemoryData): DataSource {
  const batches = batchesOf(data);
  return dataSource(async (requests, options) => collect(batches, requests, options), {
    rereadable: batches.numRows !== undefined,
  });
}

async function collect(batches: Batches, requests: readonly Aggregate[], options: CollectOptions): Promise<Collected> {
  const pass = await passFor(requests, options);
  return collected(pass, await passOver(batches, pass, options, batches.numRows !== undefined));
}

/** A pass that answers requests. */
export async function passFor(requests: readonly Aggregate[], options: AccumulatorContext): Promise<MemoryPass> {
  await loadConditions(requests);
  return new MemoryPass(requests, new RequestKeys(), options);
}

/** What a pass found. */
export function collected(pass: MemoryPass, { columns, rowCount }: Passed): Collected {
  return {
    columns,
    rowCount,
    answerTo: (request) => (request.aggregate === "columns" ? { value: columns } : pass.answerTo(request)),
    effortOf: (request) => pass.effortOf(request),
  };
}

/** Columns and number of rows that a pass went over. */
export interface Passed {
  readonly columns: readonly string[];
  readonly rowCount: number;
}

/** Gives a pass all chunks of some batches; `stays`: whether there is one, which stays in memory until the answers are read. */
export async function passOver(
  { tables, numRows: total }: Batches,
  pass: MemoryPass,
  options: CollectOptions,
  stays: boolean,
): Promise<Passed> {
  const columns = new Set<string>();
  let rowCount = 0;
  let breath = performance.now();
  for await (const table of tables) {
    for (const name of table.columns.keys()) columns.add(name);
    for (let at = 0; at < table.numRows; at += CHUNK_ROWS) {
      stopIfAborted(options.signal);
      const chunk = new Chunk(table, at, rowCount, stays);
      pass.add(chunk);
      rowCount += chunk.length;
      options.onProgress?.({ task: "checking", completed: rowCount, total, unit: "rows" });
      if (performance.now() - breath < BREATH_MS) continue;
      await yieldToEventLoop();
      breath = performance.now();
    }
  }
  stopIfAborted(options.signal);
  return { columns: [...columns], rowCount };
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  try {
    throwIfAborted(signal, "suite.run");
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    throw new ChecksError({ code: "aborted", what: "the checks were cancelled", where: "suite.run", cause });
  }
}
