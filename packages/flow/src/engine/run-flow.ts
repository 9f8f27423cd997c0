import { parseOptions, satisfying, silentLogger, text } from "@mlsys/core";
import type { Logger } from "@mlsys/core";
import { resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openEmbeddedStore } from "../embedded/embedded-store.ts";
import type { FlowDefinition, FlowRun } from "../flow.ts";
import { FlowError } from "../flow-error.ts";
import type { ArtifactRow, FlowStore } from "../store/flow-store.ts";
import { runStep } from "./attempt-step.ts";
import type { FlowListener } from "./events.ts";
import type { Executor } from "./executor.ts";
import { InProcessExecutor } from "./in-process-executor.ts";
import { prepareRun } from "./prepare-run.ts";
import type { PreparedRun, RunRequest } from "./prepare-run.ts";
import { endActiveRun } from "./process-identity.ts";
import { storedError } from "./stored-error.ts";

/** The folder of the embedded store where none is given. */
export const DEFAULT_FOLDER = ".mlsys/flow";

/** How a flow is run. */
export interface RunOptions {
  /** The folder of the embedded store. Default `.mlsys/flow` in the working directory. */
  readonly folder?: string;
  /** Another store instead of the embedded one. It stays open. */
  readonly store?: FlowStore;
  /** What runs the bodies of steps. Default: this process. */
  readonly executor?: Executor;
  /** Cancels the run: the step that runs is aborted, and the run can be resumed. */
  readonly signal?: AbortSignal;
  /** Hears what happens, step by step. */
  readonly onEvent?: FlowListener;
  /** What steps find as `logger`. Default: one that writes nothing. */
  readonly logger?: Logger;
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const runSpecs = {
  folder: { rule: /* @__PURE__ */ text({ minLength: 1 }), default: DEFAULT_FOLDER },
  store: {
    rule: /* @__PURE__ */ satisfying("a FlowStore", (value): value is FlowStore => isObject(value)),
  },
  executor: {
    rule: /* @__PURE__ */ satisfying("an Executor", (value): value is Executor => isObject(value)),
  },
  signal: {
    rule: /* @__PURE__ */ satisfying("an AbortSignal", (value): value is AbortSignal => value instanceof AbortSignal),
  },
  onEvent: {
    rule: /* @__PURE__ */ satisfying("a function", (value): value is FlowListener => typeof value === "function"),
    default: () => undefined,
  },
  logger: {
    rule: /* @__PURE__ */ satisfying("a logger", (value): value is Logger => isObject(value)),
    default: silentLogger,
  },
};

type ParsedRunOptions = ReturnType<typeof parseRunOptions>;

/** Runs or resumes a flow. */
export async function runFlow(
  definition: FlowDefinition,
  request: RunRequest,
  options: RunOptions | undefined,
): Promise<FlowRun<unknown>> {
  const parsed = parseRunOptions(options);
  const store = parsed.store ?? (await openEmbeddedStore(resolve(parsed.folder)));
  try {
    const run = await prepareRun(definition, request, store);
    return await finishRun(definition, run, store, parsed);
  } finally {
    if (parsed.store === undefined) await store.close();
  }
}

async function finishRun(
  definition: FlowDefinition,
  run: PreparedRun,
  store: FlowStore,
  options: ParsedRunOptions,
): Promise<FlowRun<unknown>> {
  const { runId, originRunId } = run;
  const { onEvent: emit, signal } = options;
  const startedAt = performance.now();
  const steps = definition.steps.map(({ name }) => name);
  emit({ type: "runStarted", runId, flowName: definition.name, steps, originRunId });
  let stepName = "";
  try {
    for (const { name, originRunId: origin } of run.reused)
      emit({ type: "stepReused", stepName: name, originRunId: origin });
    const executor = options.executor ?? new InProcessExecutor();
    const context = { store, codecs: definition.codecs, logger: options.logger };
    const scope = new Map(run.scope.map((row): [string, ArtifactRow] => [row.name, row]));
    for (const step of definition.steps.slice(run.reused.length)) {
      stepName = step.name;
      // Bodies that never await would keep the process from hearing of a Ctrl-C at all.
      await nextTurn();
      signal.throwIfAborted();
      const job = { flowName: definition.name, runId, stepName, inputs: [...scope.values()] };
      for (const row of await runStep({ executor, context, step, job, signal, emit })) scope.set(row.name, row);
    }
    const data = await executor.load([...scope.values()], context);
    await store.endRun(runId, "finished");
    emit({ type: "runFinished", runId, durationMs: performance.now() - startedAt });
    return { runId, flowName: definition.name, originRunId, data };
  } catch (error) {
    throw signal.aborted
      ? await interrupt(store, run, emit, signal.reason)
      : await fail(definition, store, run, stepName, error, emit);
  } finally {
    endActiveRun(runId);
  }
}

async function interrupt(
  store: FlowStore,
  { runId }: PreparedRun,
  emit: FlowListener,
  reason: unknown,
): Promise<FlowError> {
  const error = new FlowError({
    code: "interrupted",
    what: "the run was interrupted",
    where: `run ${runId}`,
    fix: "resume it to go on after its last finished step",
    details: { runId },
    cause: reason,
  });
  await store.endRun(runId, "interrupted", storedError(error));
  emit({ type: "runInterrupted", runId });
  return error;
}

async function fail(
  { name }: FlowDefinition,
  store: FlowStore,
  { runId }: PreparedRun,
  stepName: string,
  cause: unknown,
  emit: FlowListener,
): Promise<FlowError> {
  const error = new FlowError({
    code: "stepFailed",
    what: `the step ${JSON.stringify(stepName)} failed`,
    where: `flow ${JSON.stringify(name)}, run ${runId}`,
    found: cause instanceof Error ? cause.message : String(cause),
    fix: "remove the cause, then resume the run",
    details: { runId, flowName: name, stepName },
    cause,
  });
  await store.endRun(runId, "failed", storedError(error));
  emit({ type: "runFailed", runId, error });
  return error;
}

function parseRunOptions(options: RunOptions | undefined) {
  const parsed = parseOptions("run", options, runSpecs, FlowError);
  return { ...parsed, signal: parsed.signal ?? new AbortController().signal };
}
