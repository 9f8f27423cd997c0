import type { Logger, ProgressListener } from "@mlsys/core";
import type { ArtifactRow, FlowStore } from "../store/flow-store.ts";
import type { StepDefinition } from "../step.ts";
import type { ArtifactCodec } from "../artifacts/codec.ts";

/** One attempt of one step. It names its inputs by hash: what an executor in another process or on another host needs. */
export interface StepJob {
  readonly flowName: string;
  readonly runId: string;
  readonly stepName: string;
  /** From 1. */
  readonly attempt: number;
  /** The artifacts that the step sees, parameters included. */
  readonly inputs: readonly ArtifactRow[];
}

/** What an executor works with. */
export interface ExecutorContext {
  readonly store: FlowStore;
  readonly codecs: readonly ArtifactCodec[];
  readonly step: StepDefinition;
  /** Aborted when the run is cancelled or the attempt takes too long. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly onProgress: ProgressListener;
}

/**
 * Runs attempts of steps: loads the inputs, runs the body, stores what it returned. It commits nothing: the engine does, and
 * only for the attempt that is current.
 */
export interface Executor {
  /** Resolves with the artifacts, whose contents are stored; rejects with what the body threw. */
  execute(job: StepJob, context: ExecutorContext): Promise<readonly ArtifactRow[]>;
  /** The values of artifacts, for the caller of the run. */
  load(
    rows: readonly ArtifactRow[],
    context: Pick<ExecutorContext, "store" | "codecs">,
  ): Promise<Record<string, unknown>>;
}
