import { randomBytes } from "node:crypto";
import type { FlowDefinition } from "../flow.ts";
import { FlowError } from "../flow-error.ts";
import { parameterValues } from "../parameters/parameters.ts";
import { PARAMETERS } from "../store/flow-store.ts";
import type { ArtifactRow, FlowStore, RunRow } from "../store/flow-store.ts";
import { storeArtifact } from "./in-process-executor.ts";
import { beginActiveRun, mayBeAlive } from "./process-identity.ts";

/** A fresh run with parameters, or one that goes on where another stopped. */
export type RunRequest =
  | { readonly kind: "new"; readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly kind: "resume"; readonly runId: string | undefined };

/** A run that is in the store and has steps left to do. */
export interface PreparedRun {
  readonly runId: string;
  readonly originRunId: string | undefined;
  /** The steps taken over, in order, and where each was executed. */
  readonly reused: readonly { readonly name: string; readonly originRunId: string }[];
  /** What the next step sees; a later row replaces an earlier one of the same name. */
  readonly scope: readonly ArtifactRow[];
}

/** Puts a run into the store: with checked parameters, or with what an earlier run left. */
export async function prepareRun(
  definition: FlowDefinition,
  request: RunRequest,
  store: FlowStore,
): Promise<PreparedRun> {
  return request.kind === "new"
    ? prepareNew(definition, request.parameters, store)
    : prepareResumed(definition, await originOf(definition, request.runId, store), store);
}

async function prepareNew(
  definition: FlowDefinition,
  given: Readonly<Record<string, unknown>>,
  store: FlowStore,
): Promise<PreparedRun> {
  const values = await parameterValues(definition.name, definition.parameters, given);
  const parameters: ArtifactRow[] = [];
  for (const [name, value] of Object.entries(values))
    parameters.push((await storeArtifact(name, value, { store, codecs: definition.codecs })).row);
  const runId = newRunId();
  await store.createRun({ ...newRun(definition, runId), parameters });
  return { runId, originRunId: undefined, reused: [], scope: parameters };
}

async function prepareResumed(definition: FlowDefinition, origin: RunRow, store: FlowStore): Promise<PreparedRun> {
  const parameters = await store.listArtifacts(origin.runId, PARAMETERS);
  checkUnchanged(definition, origin, parameters);
  const reused: { name: string; originRunId: string }[] = [];
  const scope = [...parameters];
  for (const { stepName, status, originRunId = origin.runId } of await store.listSteps(origin.runId)) {
    if (status !== "finished" && status !== "reused") break;
    reused.push({ name: stepName, originRunId });
    scope.push(...(await store.listArtifacts(origin.runId, stepName)));
  }
  const runId = newRunId();
  const steps = reused.map(({ name }) => name);
  await store.createRun({ ...newRun(definition, runId), parameters, origin: { runId: origin.runId, steps } });
  return { runId, originRunId: origin.runId, reused, scope };
}

async function originOf({ name }: FlowDefinition, runId: string | undefined, store: FlowStore): Promise<RunRow> {
  const origin = runId === undefined ? (await store.listRuns(name, 1))[0] : await store.getRun(runId);
  const where = `flow ${JSON.stringify(name)}`;
  if (runId !== undefined && origin?.flowName !== name) {
    const what = `there is no run ${JSON.stringify(runId)}`;
    throw new FlowError({
      code: "notFound",
      what,
      where,
      fix: "give the id of a run of this flow",
      details: { runId },
    });
  }
  if (origin === undefined || (runId === undefined && origin.status === "finished")) {
    const found = origin === undefined ? "no runs" : `the newest run, ${origin.runId}, which finished`;
    const fix = "run the flow, or give the id of a run";
    throw new FlowError({ code: "nothingToResume", what: "there is no run to go on with", where, found, fix });
  }
  if (runId === undefined && mayBeAlive(origin)) throw stillRunning(origin);
  if (origin.status === "running" && !mayBeAlive(origin))
    await store.endRun(origin.runId, "interrupted", { name: "Killed", message: "the process ended without a word" });
  return origin;
}

/** Steps and parameters must be those of the run that is resumed, or its artifacts would stand for something else. */
function checkUnchanged(
  { name, steps, parameters }: FlowDefinition,
  origin: RunRow,
  stored: readonly ArtifactRow[],
): void {
  const now = [
    ...steps.map((step) => `step ${step.name}`),
    ...Object.keys(parameters)
      .sort()
      .map((each) => `parameter ${each}`),
  ];
  const then = [
    ...origin.steps.map((step) => `step ${step}`),
    ...stored.map((each) => `parameter ${each.name}`).sort(),
  ];
  if (now.join() === then.join()) return;
  const added = now.filter((each) => !then.includes(each)).map((each) => `new: ${each}`);
  const removed = then.filter((each) => !now.includes(each)).map((each) => `gone: ${each}`);
  const differences = [...added, ...removed];
  throw new FlowError({
    code: "flowChanged",
    what: "the flow is not the one that the run was started with",
    where: `flow ${JSON.stringify(name)}, run ${origin.runId}`,
    found: differences.length > 0 ? differences.join(", ") : "the steps in another order",
    fix: "run it from its first step",
    details: { runId: origin.runId, now, then },
  });
}

function newRun({ name, steps }: FlowDefinition, runId: string) {
  return { runId, flowName: name, steps: steps.map((step) => step.name), process: beginActiveRun(runId) };
}

/** Date and time in UTC, so that ids sort by start, and six random digits. */
function newRunId(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
  return `${time}-${randomBytes(3).toString("hex")}`;
}

function stillRunning({ runId, process: { host, pid } }: RunRow): FlowError {
  return new FlowError({
    code: "nothingToResume",
    what: "the newest run seems to go on still",
    where: `run ${runId}`,
    found: `process ${pid} on ${host}`,
    fix: "wait for it, or give its id to go on all the same",
    details: { runId },
  });
}
