import { setTimeout as sleep } from "node:timers/promises";
import { FlowError } from "../flow-error.ts";
import type { StepDefinition } from "../step.ts";
import type { ArtifactRow } from "../store/flow-store.ts";
import type { FlowListener } from "./events.ts";
import type { Executor, ExecutorContext, StepJob } from "./executor.ts";
import { storedError } from "./stored-error.ts";

/** What one step of a run needs. */
export interface StepWork {
  readonly executor: Executor;
  readonly context: Omit<ExecutorContext, "step" | "signal" | "onProgress">;
  readonly step: StepDefinition;
  readonly job: Omit<StepJob, "attempt">;
  readonly signal: AbortSignal;
  readonly emit: FlowListener;
}

/** Tries a step until it succeeds or its attempts are used up, and commits the attempt that succeeded. */
export async function runStep(work: StepWork): Promise<readonly ArtifactRow[]> {
  const { step, job, signal, emit } = work;
  for (let attempt = 1; ; attempt++) {
    await work.context.store.startStep(job.runId, step.name, attempt);
    emit({ type: "stepStarted", stepName: step.name, attempt });
    const startedAt = performance.now();
    try {
      const artifacts = await attemptOnce(work, attempt);
      await work.context.store.commitStep(job.runId, step.name, attempt, artifacts);
      const durationMs = performance.now() - startedAt;
      emit({ type: "stepFinished", stepName: step.name, durationMs, artifacts: artifacts.map(({ name }) => name) });
      return artifacts;
    } catch (error) {
      await work.context.store.failStep(job.runId, step.name, attempt, storedError(error));
      if (signal.aborted) throw error;
      if (attempt > step.retry.times) {
        emit({ type: "stepFailed", stepName: step.name, error });
        throw error;
      }
      const delayMs = step.retry.delayMs * step.retry.factor ** (attempt - 1);
      emit({ type: "stepRetrying", stepName: step.name, attempt, delayMs, error });
      await sleep(delayMs, undefined, { signal });
    }
  }
}

async function attemptOnce({ executor, context, step, job, signal, emit }: StepWork, attempt: number) {
  const timeout = new AbortController();
  const timer =
    step.timeoutMs === undefined
      ? undefined
      : setTimeout(() => timeout.abort(timedOut(step.name, step.timeoutMs ?? 0)), step.timeoutMs);
  const onProgress: ExecutorContext["onProgress"] = (progress) =>
    emit({ type: "stepProgress", stepName: step.name, progress });
  try {
    const both = AbortSignal.any([signal, timeout.signal]);
    return await executor.execute({ ...job, attempt }, { ...context, step, signal: both, onProgress });
  } finally {
    clearTimeout(timer);
  }
}

function timedOut(stepName: string, timeoutMs: number): FlowError {
  return new FlowError({
    code: "stepTimedOut",
    what: "a step took too long",
    where: `step ${JSON.stringify(stepName)}`,
    found: `more than ${timeoutMs} ms`,
    fix: "raise its timeoutMs, or make it quicker",
    details: { stepName, timeoutMs },
  });
}
