import type { Aggregate } from "../../aggregates/aggregate.ts";
import type { Effort } from "../../sources/source.ts";
import { RequestKeys } from "../request-keys.ts";
import { accumulatorOf } from "./accumulators/accumulator-of.ts";
import type { Accumulator, AccumulatorContext } from "./accumulators/accumulator.ts";
import type { Chunk } from "./chunk.ts";
import type { ChunkJudge } from "./engine.ts";
import { YES } from "./verdicts.ts";

/** The work on one request. */
export interface Task {
  readonly accumulator: Accumulator<unknown> | undefined;
  readonly filter: RowFilter | undefined;
  durationMs: number;
  error?: unknown;
}

/** One pass over chunks that answers all requests. A request that fails (a test function that throws) does not stop the others. */
export class MemoryPass {
  /** By the keys of the requests. */
  readonly tasks = new Map<string, Task>();
  private readonly filters = new Map<string, RowFilter>();
  private readonly keys = new RequestKeys();
  private readonly context: AccumulatorContext;

  constructor(requests: readonly Aggregate[], context: AccumulatorContext) {
    this.context = context;
    const distinct = new Map<string, Aggregate>();
    for (const request of requests) {
      const key = this.keyOf(request);
      distinct.set(key, demandingOf(distinct.get(key), request));
    }
    for (const [key, request] of distinct)
      if (request.aggregate !== "columns") this.tasks.set(key, this.taskOf(request));
  }

  add(chunk: Chunk): void {
    let before = performance.now();
    for (const task of this.tasks.values()) {
      if (task.error !== undefined) continue;
      try {
        task.accumulator?.add(chunk, task.filter?.kept(chunk));
      } catch (error) {
        task.error = error;
      }
      const now = performance.now();
      task.durationMs += now - before;
      before = now;
    }
  }

  answerTo(request: Aggregate): { readonly value: unknown } | { readonly error: unknown } {
    const task = this.tasks.get(this.keyOf(request));
    if (task?.accumulator === undefined || task.error !== undefined) return { error: task?.error };
    try {
      return { value: task.accumulator.answer() };
    } catch (error) {
      return { error };
    }
  }

  effortOf(request: Aggregate): Effort | undefined {
    const durationMs = this.tasks.get(this.keyOf(request))?.durationMs;
    return durationMs === undefined ? undefined : { durationMs, statements: [] };
  }

  /** All moments come from the same loop, and all there is to know of distinct values. */
  private keyOf(request: Aggregate): string {
    if (request.aggregate === "moments") return this.keys.of({ ...request, powers: 4 });
    return this.keys.of(request.aggregate === "values" ? { ...request, detail: "list" } : request);
  }

  private taskOf(request: Aggregate): Task {
    try {
      return { accumulator: accumulatorOf(request, this.context), filter: this.filterOf(request), durationMs: 0 };
    } catch (error) {
      return { accumulator: undefined, filter: undefined, durationMs: 0, error };
    }
  }

  private filterOf({ where }: Aggregate): RowFilter | undefined {
    if (where === undefined) return undefined;
    const key = this.keys.of(where);
    let filter = this.filters.get(key);
    if (filter === undefined) this.filters.set(key, (filter = new RowFilter(this.context.judgeOf(where).judge)));
    return filter;
  }
}

/** Of two requests with one answer the one that asks for more. */
function demandingOf(known: Aggregate | undefined, request: Aggregate): Aggregate {
  if (known?.aggregate !== "moments" || request.aggregate !== "moments") return known ?? request;
  return (known.powers ?? 4) < (request.powers ?? 4) ? request : known;
}

/** The rows of a chunk that a condition accepts, judged once a chunk for all who ask. */
class RowFilter {
  private readonly judge: ChunkJudge["judge"];
  private chunk: Chunk | undefined;
  private buffer = new Uint8Array(0);
  /** The part of the buffer that is this chunk's: behind it may stand what an earlier, longer one left. */
  private mask = this.buffer;

  constructor(judge: ChunkJudge["judge"]) {
    this.judge = judge;
  }

  kept(chunk: Chunk): Uint8Array {
    if (this.chunk === chunk) return this.mask;
    if (this.buffer.length < chunk.length) this.buffer = new Uint8Array(chunk.length);
    this.mask = this.buffer.subarray(0, chunk.length);
    this.judge(chunk, this.mask);
    for (let i = 0; i < chunk.length; i++) if (this.mask[i] !== YES) this.mask[i] = 0;
    this.chunk = chunk;
    return this.mask;
  }
}
