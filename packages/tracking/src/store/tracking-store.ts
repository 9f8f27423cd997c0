/** The state of a run, spelled as MLflow spells it. */
export type RunStatus = "RUNNING" | "SCHEDULED" | "FINISHED" | "FAILED" | "KILLED";

/** Deleted things are kept, and can be restored. */
export type LifecycleStage = "active" | "deleted";

/** Which runs or experiments a search looks at. */
export type ViewType = "ACTIVE_ONLY" | "DELETED_ONLY" | "ALL";

/** Texts by key. */
export type Texts = Readonly<Record<string, string>>;

/** A named group of runs. */
export interface Experiment {
  /** A decimal number, as text; "0" is the experiment `Default`, which always exists. */
  readonly experimentId: string;
  readonly name: string;
  readonly lifecycleStage: LifecycleStage;
  /** Milliseconds since 1970. */
  readonly creationTime: number;
  /** Milliseconds since 1970. */
  readonly lastUpdateTime: number;
  readonly tags: Texts;
}

/** What identifies a run and how it ended. */
export interface RunInfo {
  /** 32 hexadecimal digits. */
  readonly runId: string;
  readonly experimentId: string;
  readonly runName: string;
  readonly userId: string;
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  /** Milliseconds since 1970; undefined while the run goes on. */
  readonly endTime: number | undefined;
  readonly lifecycleStage: LifecycleStage;
}

/** What was logged to a run; of each metric the latest value (greatest step, then time, then value). */
export interface RunData {
  readonly metrics: Readonly<Record<string, number>>;
  readonly params: Texts;
  readonly tags: Texts;
}

/** A run as it is stored. */
export interface RunRecord {
  readonly info: RunInfo;
  readonly data: RunData;
}

/** One point of a metric's history. */
export interface MetricPoint {
  readonly key: string;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** A whole number, negative ones included. */
  readonly step: number;
}

/** What one write adds to a run: all of it or nothing. */
export interface RunBatch {
  readonly metrics?: readonly MetricPoint[];
  readonly params?: Texts;
  readonly tags?: Texts;
  /** Tags to remove. */
  readonly removedTags?: readonly string[];
}

/** A file that a run keeps. */
export interface ArtifactInfo {
  /** Path within the run's artifacts, with forward slashes. */
  readonly path: string;
  readonly isDir: boolean;
  /** Size in bytes; undefined for a folder. */
  readonly fileSize: number | undefined;
  /** SHA-256 of the content, 64 hexadecimal digits; undefined for a folder. */
  readonly sha256: string | undefined;
}

/** The content of an artifact on its way into the store: bytes, or the path of a file to read. */
export type ArtifactSource = Uint8Array | { readonly file: string };

/** What {@link TrackingStore.searchRuns} looks for. */
export interface RunSearch {
  readonly experimentIds: readonly string[];
  /** MLflow's filter grammar. */
  readonly filterString?: string | undefined;
  /** Keys with `ASC` or `DESC`, the first decides first. */
  readonly orderBy?: readonly string[] | undefined;
  readonly maxResults: number;
  readonly pageToken?: string | undefined;
  readonly runViewType: ViewType;
}

/** One page of runs, and the token of the next where there is one. */
export interface RunPage {
  readonly runs: readonly RunRecord[];
  readonly nextPageToken: string | undefined;
}

/**
 * Where experiments, runs and artifacts are kept. The embedded store is one implementation; every implementation passes the
 * contract in `@mlsys/tracking/testing`. Callers give names and values that were checked already.
 */
export interface TrackingStore {
  createExperiment(name: string, tags: Texts): Promise<Experiment>;
  getExperiment(experimentId: string): Promise<Experiment | undefined>;
  getExperimentByName(name: string): Promise<Experiment | undefined>;
  /** All experiments, the newest first. */
  listExperiments(viewType: ViewType): Promise<readonly Experiment[]>;
  setExperimentLifecycle(experimentId: string, stage: LifecycleStage): Promise<void>;

  createRun(run: Omit<RunInfo, "status" | "endTime" | "lifecycleStage">, tags: Texts): Promise<RunRecord>;
  getRun(runId: string): Promise<RunRecord | undefined>;
  updateRun(
    runId: string,
    changes: { readonly status: RunStatus; readonly endTime: number | undefined },
  ): Promise<void>;
  setRunLifecycle(runId: string, stage: LifecycleStage): Promise<void>;
  /**
   * Adds metrics, params and tags in one transaction. A point that is there already is not stored twice, so that a repeated
   * write is harmless; a param that has another value already refuses the whole batch. `onlyWhileRunning` refuses it when
   * the run has ended.
   */
  logBatch(runId: string, batch: RunBatch, options?: { readonly onlyWhileRunning?: boolean }): Promise<void>;
  /** The points of a metric by step, time and value; none for an unknown key. */
  getMetricHistory(runId: string, key: string): Promise<readonly MetricPoint[]>;
  searchRuns(search: RunSearch): Promise<RunPage>;

  /** Keeps files under paths of the run, all of them or none; a path that is taken gets the new content. */
  putArtifacts(
    runId: string,
    files: readonly { readonly path: string; readonly source: ArtifactSource }[],
    options?: { readonly onlyWhileRunning?: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<void>;
  /** Files and folders directly under a folder (`""`: the root), by name; for a file, itself. */
  listArtifacts(runId: string, path: string): Promise<readonly ArtifactInfo[]>;
  /** All files under a folder (`""`: the root), whatever their depth, by path; for a file, itself. */
  findArtifacts(runId: string, path: string): Promise<readonly ArtifactInfo[]>;
  /** The whole content of one file, compared with its hash. */
  readArtifact(runId: string, path: string): Promise<Uint8Array>;

  close(): Promise<void>;
}
