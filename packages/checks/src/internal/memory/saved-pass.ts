import { isMlsysError, showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { ChecksErrorCode } from "../../checks-error.ts";
import type { MemoryPass, Task } from "./memory-pass.ts";

/** What is known of a request: null where that cannot be handed over. */
type SavedTask = { readonly saved: unknown } | { readonly code: string; readonly error: string } | null;

/** What a pass knows, by the keys of the requests. */
export type SavedPass = Readonly<Record<string, SavedTask>>;

/** What a pass knows so far. */
export function savedPass({ tasks }: MemoryPass): SavedPass {
  return Object.fromEntries(Array.from(tasks, ([key, task]) => [key, savedTask(task)]));
}

/** Gives a pass what another for the same requests saved of the rows that follow; `offset` is how many came before. */
export function absorbPass({ tasks }: MemoryPass, saved: SavedPass, offset: number): void {
  for (const [key, task] of tasks) {
    if (task.error !== undefined) continue;
    try {
      absorbTask(task, saved[key], offset);
    } catch (error) {
      task.error = error;
    }
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
