import { columnValues, isMlsysError, throwIfAborted, yieldToEventLoop } from "@mlsys/core/basics";
import type { ColumnValues } from "@mlsys/core";
import type { Aggregate } from "../../aggregates/aggregate.ts";
import { ChecksError } from "../../checks-error.ts";
import { dataSource } from "../data-source.ts";
import type { CollectOptions, Collected, DataSource, MemoryData } from "../../sources/source.ts";
import { CHUNK_ROWS } from "./chunk.ts";
import type { Batches } from "./chunk.ts";
import type { Engine } from "./engine.ts";
import { areFew, rowBatch, rowEngine } from "./few-rows.ts";
import { asTable, isStream } from "./memory-data.ts";
import { MemoryPass } from "./memory-pass.ts";

/** Longest time without a turn of the event loop, in milliseconds. */
const BREATH_MS = 40;

/**
 * The source of data in memory and of streams: one pass over chunks. Few rows are judged value by value; what is more, or in typed columns,
 * by an engine that is loaded then. A stream holds no more than one batch at a time.
 *
 * @throws {ChecksError} `invalidData` when the data is no table.
 */
export function memorySource(data: MemoryData): DataSource {
  const rereadable = !isStream(data);
  let values = rereadable ? asTable("run", () => columnValues(data)) : undefined;
  let columns: Promise<Opened> | undefined;
  return dataSource(
    async (requests, options) => {
      if (values !== undefined && areFew(values, requests))
        return collect({ engine: rowEngine, batches: [rowBatch(values)], numRows: values.numRows }, requests, options);
      columns ??= inColumns(data, values);
      values = undefined;
      return collect(await columns, requests, options);
    },
    { rereadable },
  );
}

/** Data, and what runs over it. */
interface Opened extends Batches {
  readonly engine: Engine;
}

async function inColumns(data: MemoryData, values: ColumnValues | undefined): Promise<Opened> {
  const { columnBatches, columnEngine } = await import("../on-demand.ts");
  return { engine: columnEngine, ...columnBatches(data, true, values) };
}

async function collect(opened: Opened, requests: readonly Aggregate[], options: CollectOptions): Promise<Collected> {
  const pass = new MemoryPass(requests, { ...opened.engine, examples: options.examples });
  return collected(pass, await passOver(opened, pass, options));
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

/** Gives a pass all chunks of some batches. */
export async function passOver(
  { batches, numRows: total }: Batches,
  pass: MemoryPass,
  options: CollectOptions,
): Promise<Passed> {
  const columns = new Set<string>();
  let rowCount = 0;
  let breath = performance.now();
  for await (const batch of batches) {
    for (const name of batch.columnNames) columns.add(name);
    for (let at = 0; at < batch.numRows; at += CHUNK_ROWS) {
      stopIfAborted(options.signal);
      const chunk = batch.chunk(at, rowCount);
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
