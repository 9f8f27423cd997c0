import type { ProgressEvent } from "@mlsys/core";
import type { FlowError } from "../flow-error.ts";

/** What happens in a run, as it happens. Times in milliseconds. */
export type FlowEvent =
  | {
      readonly type: "runStarted";
      readonly runId: string;
      readonly flowName: string;
      readonly steps: readonly string[];
      readonly originRunId: string | undefined;
    }
  | { readonly type: "stepReused"; readonly stepName: string; readonly originRunId: string }
  | { readonly type: "stepStarted"; readonly stepName: string; readonly attempt: number }
  | { readonly type: "stepProgress"; readonly stepName: string; readonly progress: ProgressEvent }
  | {
      readonly type: "stepRetrying";
      readonly stepName: string;
      readonly attempt: number;
      readonly delayMs: number;
      readonly error: unknown;
    }
  | {
      readonly type: "stepFinished";
      readonly stepName: string;
      readonly durationMs: number;
      readonly artifacts: readonly string[];
    }
  | { readonly type: "stepFailed"; readonly stepName: string; readonly error: unknown }
  | { readonly type: "runFinished"; readonly runId: string; readonly durationMs: number }
  | { readonly type: "runFailed"; readonly runId: string; readonly error: FlowError }
  | { readonly type: "runInterrupted"; readonly runId: string };

/** Takes the events of a run. */
export type FlowListener = (event: FlowEvent) => void;
