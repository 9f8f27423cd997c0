import type { Aggregate } from "../../aggregates/aggregate.ts";
import type { Effort } from "../../sources/source.ts";
import type { RequestKeys } from "../request-keys.ts";
import { isMlsysError, showValue } from "@mlsys/core";
import { ChecksError } from "../../checks-error.ts";
import type { ChecksErrorCode } from "../../checks-error.ts";
import { accumulatorOf } from "./accumulators/accumulator-of.ts";
import type { Accumulator, AccumulatorContext } from "./accumulators/accumulator.ts";
import type { Chunk } from "./chunk.ts";
import { chunkJudge } from "./judge-chunk.ts";
import type { ChunkJudge } from "./judge-chunk.ts";
import { YES } from "./verdicts.ts";

interface Task {
  readonly accumulator: Accumulator<unknown> | undefined;
  readonly filter: RowFilter | undefined;
  durationMs: number;
  error?: unknown;
}

/** What is known of a request: null where that cannot be handed over. */
type SavedTask = { readonly saved: unknown } | { readonly code: string; readonly error: string } | null;

/** What a pass knows, by the keys of the requests. */
export type SavedPass = Readonly<Record<string, SavedTask>>;

/** One pass over chunks that answers all requests. A request that fails (a test function that throws) does not stop the others. */
export class MemoryPass {
  private readonly tasks = new Map<string, Task>();
  private readonly filters = new Map<string, RowFilter>();
  private readonly keys: RequestKeys;

  constructor(requests: readonly Aggregate[], keys: RequestKeys, context: AccumulatorContext) {
    this.keys = keys;
    const distinct = new Map<string, Aggregate>();
    for (const request of requests) {
      const key = this.keyOf(request);
      distinct.set(key, demandingOf(distinct.get(key), request));
    }
    for (const [key, request] of distinct)
      if (request.aggregate !== "columns") this.tasks.set(key, this.taskOf(request, context));
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

  /** What is known so far of each request, by its key. */
  save(): SavedPass {
    return Object.fromEntries(Array.from(this.tasks, ([key, task]) => [key, savedTask(task)]));
  }

  /** Takes in what another pass for the same requests saved of the rows that follow; `offset` is how many came before. */
  absorb(saved: SavedPass, offset: number): void {
    for (const [key, task] of this.tasks) {
      if (task.error !== undefined) continue;
      try {
        absorbTask(task, saved[key], offset);
      } catch (error) {
        task.error = error;
      }
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

  private taskOf(request: Aggregate, context: AccumulatorContext): Task {
    try {
      return { accumulator: accumulatorOf(request, context), filter: this.filterOf(request), durationMs: 0 };
    } catch (error) {
      return { accumulator: undefined, filter: undefined, durationMs: 0, error };
    }
  }

  private filterOf({ where }: Aggregate): RowFilter | undefined {
    if (where === undefined) return undefined;
    const key = this.keys.of(where);
    let filter = this.filters.get(key);
    if (filter === undefined) this.filters.set(key, (filter = new RowFilter(chunkJudge(where).judge)));
    return filter;
  }
}

function savedTask({ error, accumulator }: Task): SavedTask {
  if (error !== undefined)
    return {
      code: isMlsysError(error) ? error.code : "testFailed",
      error: error instanceof Error ? error.message : showValue(error),
    };
  const saved = accumulator?.save?.();
  return saved === undefined ? null : { saved };
}

function absorbTask({ accumulator }: Task, state: SavedTask | undefined, offset: number): void {
  if (state === undefined)
    throw new ChecksError({
      code: "invalidData",
      what: "a part was made for other checks",
      fix: "use one suite for all parts and for the report",
    });
  if (state !== null && "error" in state)
    throw new ChecksError({ code: state.code as ChecksErrorCode, what: state.error });
  if (state === null || accumulator?.absorb === undefined)
    throw new ChecksError({
      code: "notSupported",
      what: "what the check computes cannot be put together of parts",
      fix: "run it on the data as a whole",
    });
  accumulator.absorb(state.saved as never, offset);
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
  private mask = new Uint8Array(0);

  constructor(judge: ChunkJudge["judge"]) {
    this.judge = judge;
  }

  kept(chunk: Chunk): Uint8Array {
    if (this.chunk === chunk) return this.mask;
    if (this.mask.length < chunk.length) this.mask = new Uint8Array(chunk.length);
    this.judge(chunk, this.mask);
    for (let i = 0; i < chunk.length; i++) if (this.mask[i] !== YES) this.mask[i] = 0;
    this.chunk = chunk;
    return this.mask;
  }
}
