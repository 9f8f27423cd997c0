import { progressBar } from "@mlsys/core";
import type { ProgressStream } from "@mlsys/core";
import type { FlowEvent, FlowListener } from "../engine/events.ts";

const ERASE = "\r\u001B[2K";

/**
 * Draws a run: a line a step when it is done and, on a terminal, the step that runs with its progress, written over.
 *
 * @param stream - usually standard error.
 * @returns a listener for the option `onEvent`.
 *
 * @example
 * ```ts
 * import { terminalProgress } from "@mlsys/flow";
 *
 * let drawn = "";
 * const onEvent = terminalProgress({ isTTY: false, write: (text) => (drawn += text) });
 * onEvent({ type: "runStarted", runId: "r1", flowName: "news", steps: ["load"], originRunId: undefined });
 * onEvent({ type: "stepStarted", stepName: "load", attempt: 1 });
 * onEvent({ type: "stepFinished", stepName: "load", durationMs: 1234, artifacts: ["table"] });
 * drawn; // => "news: run r1\n[1/1] load: 1.23 s\n"
 * ```
 */
export function terminalProgress(stream: ProgressStream): FlowListener {
  const isTerminal = stream.isTTY === true;
  let steps: readonly string[] = [];
  let bar = progressBar(stream);
  const place = (stepName: string): string => `[${steps.indexOf(stepName) + 1}/${steps.length}] ${stepName}`;
  const line = (text: string): unknown => stream.write(`${isTerminal ? ERASE : ""}${text}\n`);
  return (event) => {
    if (event.type === "runStarted") steps = event.steps;
    if (event.type === "stepStarted") bar = progressBar(stream);
    if (event.type === "stepProgress") {
      if (isTerminal) bar({ ...event.progress, task: `${event.stepName}: ${event.progress.task}` });
      return;
    }
    if (event.type === "stepStarted" && isTerminal) stream.write(`${ERASE}${place(event.stepName)} …`);
    const text = lineOf(event, place);
    if (text !== undefined) line(text);
  };
}

function lineOf(event: FlowEvent, place: (stepName: string) => string): string | undefined {
  switch (event.type) {
    case "runStarted":
      return `${event.flowName}: run ${event.runId}${event.originRunId === undefined ? "" : `, resumes ${event.originRunId}`}`;
    case "stepReused":
      return `${place(event.stepName)}: reused from ${event.originRunId}`;
    case "stepFinished":
      return `${place(event.stepName)}: ${duration(event.durationMs)}`;
    case "stepRetrying":
      return `${place(event.stepName)}: attempt ${event.attempt} failed, ${messageOf(event.error)}; again in ${duration(event.delayMs)}`;
    case "stepFailed":
      return `${place(event.stepName)}: failed`;
    case "runFinished":
      return `done in ${duration(event.durationMs)}`;
    default:
      return undefined;
  }
}

function duration(ms: number): string {
  return ms < 60_000
    ? `${(ms / 1000).toFixed(2)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1).join("");
}
