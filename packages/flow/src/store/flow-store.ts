/** How far a run is. A run whose process was killed stays `running` until it is resumed. */
export type FlowRunStatus = "running" | "finished" | "failed" | "interrupted";

/** How far a step of a run is; `reused`: taken over from the run that was resumed. */
export type StepStatus = "running" | "finished" | "failed" | "reused";

/** Why a run or step failed, as plain data. */
export interface StoredError {
  readonly name: string;
  readonly message: string;
  readonly code?: string | undefined;
  readonly stack?: string | undefined;
}

/** The process that runs a flow. */
export interface RunProcess {
  readonly host: string;
  readonly pid: number;
}

/** A run as it is stored. */
export interface RunRow {
  /** Sorts by start: date, time and six random hexadecimal digits. */
  readonly runId: string;
  readonly flowName: string;
  readonly status: FlowRunStatus;
  /** The names of the steps, in order. */
  readonly steps: readonly string[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** The run whose steps this one reused. */
  readonly originRunId: string | undefined;
  readonly process: RunProcess;
  readonly error: StoredError | undefined;
}

/** A step of a run as it is stored. */
export interface StepRow {
  readonly stepName: string;
  readonly status: StepStatus;
  /** Attempts begun, the first one included. */
  readonly attempts: number;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** The run in which a reused step was executed. */
  readonly originRunId: string | undefined;
  readonly error: StoredError | undefined;
}

/** What is known of an artifact without reading its content. */
export interface ArtifactRow {
  readonly name: string;
  /** SHA-256 of the encoded content, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Encoded size in bytes. */
  readonly size: number;
  /** The kind of value, for people: `"Table"`. */
  readonly kind: string;
  /** The beginning of the value, at most 200 characters. */
  readonly preview: string;
}

/** The name under which the parameters of a run are kept, as if a step before the first had made them. */
export const PARAMETERS = "_parameters";

/** What {@link FlowStore.createRun} takes. */
export interface NewRun {
  readonly runId: string;
  readonly flowName: string;
  readonly steps: readonly string[];
  readonly parameters: readonly ArtifactRow[];
  readonly process: RunProcess;
  /** The run to take over finished steps from, and which ones; they appear together with the run. */
  readonly origin?: { readonly runId: string; readonly steps: readonly string[] } | undefined;
}

/**
 * Where runs, steps and artifacts are kept. The embedded store is one implementation; every implementation passes the contract
 * in `@mlsys/flow/testing`.
 */
export interface FlowStore {
  createRun(run: NewRun): Promise<void>;
  endRun(runId: string, status: Exclude<FlowRunStatus, "running">, error?: StoredError): Promise<void>;
  getRun(runId: string): Promise<RunRow | undefined>;
  /** The runs of a flow, the newest first. */
  listRuns(flowName: string, limit?: number): Promise<readonly RunRow[]>;
  listFlows(): Promise<readonly string[]>;

  /** Notes that an attempt begins; earlier attempts of the step can commit nothing any more. */
  startStep(runId: string, stepName: string, attempt: number): Promise<void>;
  /** Makes the step's artifacts visible, all at once. Refused (`superseded`) unless this attempt is the one that runs. */
  commitStep(runId: string, stepName: string, attempt: number, artifacts: readonly ArtifactRow[]): Promise<void>;
  failStep(runId: string, stepName: string, attempt: number, error: StoredError): Promise<void>;
  /** The steps of a run that have begun, in the order of the flow. */
  listSteps(runId: string): Promise<readonly StepRow[]>;
  /** The artifacts that a step made, by name; of the parameters with {@link PARAMETERS}. */
  listArtifacts(runId: string, stepName: string): Promise<readonly ArtifactRow[]>;

  /** Keeps bytes under their SHA-256 and returns it; the same bytes are kept once. */
  putContent(bytes: Uint8Array): Promise<string>;
  /** The bytes of a hash, compared with it. */
  readContent(sha256: string): Promise<Uint8Array>;

  close(): Promise<void>;
}
