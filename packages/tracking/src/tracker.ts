import { randomBytes } from "node:crypto";
import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { parseOptions } from "@mlsys/core";
import { abortSignal } from "./abort-signal.ts";
import { openEmbeddedStore } from "./embedded/embedded-store.ts";
import { Run } from "./run.ts";
import { randomRunName } from "./run-name.ts";
import { checkArtifactPath, checkName, tagTexts } from "./store/names.ts";
import type {
  ArtifactInfo,
  Experiment,
  MetricPoint,
  RunPage,
  RunRecord,
  TrackingStore,
  ViewType,
} from "./store/tracking-store.ts";
import { TrackingError } from "./tracking-error.ts";
import { searchSpecs, startSpecs, trackerSpecs, viewType } from "./tracker-options.ts";
import type { SearchRunsOptions, StartRunOptions, TrackerOptions } from "./tracker-options.ts";
import { writeFileAtomically } from "./write-file.ts";

/**
 * Opens experiment tracking: by default the embedded store, a SQLite file and a folder of artifacts, which is made where there
 * is none. Several processes may have it open at once; a process that is killed loses no write that was acknowledged.
 *
 * @param options - the folder, or another store.
 * @returns the tracker.
 * @throws {TrackingError} `storeUnavailable`, `corruptStore`, `storeTooNew`, `storeBusy`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openTracker } from "@mlsys/tracking";
 *
 * const folder = await mkdtemp(join(tmpdir(), "tracking-"));
 * const tracker = await openTracker({ folder });
 * await tracker.withRun({ experimentName: "news" }, async (run) => {
 *   await run.logMetrics({ accuracy: 0.9, macroF1: 0.85 });
 * });
 * const { runs } = await tracker.searchRuns({ filterString: "metrics.accuracy > 0.8" });
 * runs.map((run) => run.info.status); // => ["FINISHED"]
 * await tracker.close();
 * await rm(folder, { recursive: true });
 * ```
 */
export async function openTracker(options?: TrackerOptions): Promise<Tracker> {
  const { store, ...embedded } = parseOptions("openTracker", options, trackerSpecs, TrackingError);
  return new Tracker(store ?? (await openEmbeddedStore({ ...embedded, folder: resolve(embedded.folder) })));
}

/** Experiments and their runs: starts runs, finds them, reads what they logged. Made by {@link openTracker}. */
export class Tracker implements AsyncDisposable {
  /** Where everything is kept. */
  readonly store: TrackingStore;

  /** @param store - where everything is kept. */
  constructor(store: TrackingStore) {
    this.store = store;
  }

  /**
   * Makes an experiment.
   *
   * @throws {TrackingError} `alreadyExists`, `invalidName`.
   */
  async createExperiment(
    name: string,
    options: { readonly tags?: Readonly<Record<string, string>> } = {},
  ): Promise<Experiment> {
    checkName("experiment", name);
    return this.store.createExperiment(name, tagTexts(options.tags ?? {}));
  }

  /**
   * The experiment of a name, made where there is none.
   *
   * @throws {TrackingError} `deleted` when it was deleted; `invalidName`.
   */
  async setExperiment(name: string): Promise<Experiment> {
    const known = await this.store.getExperimentByName(name);
    if (known?.lifecycleStage === "deleted") {
      const what = `the experiment ${JSON.stringify(name)} was deleted`;
      throw new TrackingError({ code: "deleted", what, fix: "restore it first, or give another name" });
    }
    if (known !== undefined) return known;
    try {
      return await this.createExperiment(name);
    } catch (error) {
      // Another process may have made it in the meantime.
      const made = await this.store.getExperimentByName(name);
      if (made === undefined || !(error instanceof TrackingError) || error.code !== "alreadyExists") throw error;
      return made;
    }
  }

  /**
   * The experiment of an id.
   *
   * @throws {TrackingError} `notFound`.
   */
  async getExperiment(experimentId: string): Promise<Experiment> {
    const experiment = await this.store.getExperiment(experimentId);
    return experiment ?? missing("experiment", experimentId);
  }

  /** The experiment of a name, deleted ones included; undefined where there is none. */
  async getExperimentByName(name: string): Promise<Experiment | undefined> {
    return this.store.getExperimentByName(name);
  }

  /** All experiments, the newest first. */
  async searchExperiments(options: { readonly viewType?: ViewType } = {}): Promise<readonly Experiment[]> {
    const specs = { viewType: { rule: viewType, default: "ACTIVE_ONLY" as const } };
    return this.store.listExperiments(parseOptions("searchExperiments", options, specs, TrackingError).viewType);
  }

  /**
   * Deletes an experiment with its runs; it can be restored, and keeps its name.
   *
   * @throws {TrackingError} `notFound`.
   */
  async deleteExperiment(experimentId: string): Promise<void> {
    await this.store.setExperimentLifecycle(experimentId, "deleted");
  }

  /**
   * Restores a deleted experiment.
   *
   * @throws {TrackingError} `notFound`.
   */
  async restoreExperiment(experimentId: string): Promise<void> {
    await this.store.setExperimentLifecycle(experimentId, "active");
  }

  /**
   * Starts a run, or goes on with one (`runId`).
   *
   * @throws {TrackingError} `notFound` for an unknown experiment or run; `deleted`, `invalidName`, `invalidOption`.
   */
  async startRun(options?: StartRunOptions): Promise<Run> {
    const parsed = parseOptions("startRun", options, startSpecs, TrackingError);
    if (parsed.runId !== undefined) return this.resumeRun(parsed.runId);
    const runName = parsed.runName ?? randomRunName();
    checkName("run", runName);
    const experimentId =
      parsed.experimentId ??
      (parsed.experimentName === undefined ? "0" : (await this.setExperiment(parsed.experimentName)).experimentId);
    const userId = userName();
    const tags = {
      "mlflow.runName": runName,
      "mlflow.user": userId,
      ...(parsed.parentRunId === undefined ? {} : { "mlflow.parentRunId": parsed.parentRunId }),
      ...parsed.tags,
    };
    const runId = randomBytes(16).toString("hex");
    const run = { runId, experimentId, runName, userId, startTime: Date.now() };
    const { info } = await this.store.createRun(run, tagTexts(tags));
    return new Run(this.store, info);
  }

  /**
   * Starts a run, hands it to `work`, and ends it: `FINISHED`, or when `work` throws `FAILED` with the message as tag
   * `mlsys.error`, or `KILLED` when `signal` was aborted. A run that `work` finished itself is left alone.
   *
   * @throws {TrackingError} as {@link Tracker.startRun}; and whatever `work` throws.
   */
  async withRun<T>(
    options: StartRunOptions & { readonly signal?: AbortSignal },
    work: (run: Run) => T | Promise<T>,
  ): Promise<T> {
    const { signal, ...start } = options;
    parseOptions("withRun", { signal }, { signal: { rule: /* @__PURE__ */ abortSignal() } }, TrackingError);
    const run = await this.startRun(start);
    try {
      const result = await work(run);
      if (!run.isFinished) await run.finish();
      return result;
    } catch (error) {
      if (!run.isFinished) await endFailed(run, error, signal?.aborted === true);
      throw error;
    }
  }

  /**
   * A run with its latest metrics, params and tags.
   *
   * @throws {TrackingError} `notFound`.
   */
  async getRun(runId: string): Promise<RunRecord> {
    return (await this.store.getRun(runId)) ?? missing("run", runId);
  }

  /**
   * Deletes a run; it can be restored.
   *
   * @throws {TrackingError} `notFound`.
   */
  async deleteRun(runId: string): Promise<void> {
    await this.store.setRunLifecycle(runId, "deleted");
  }

  /**
   * Restores a deleted run.
   *
   * @throws {TrackingError} `notFound`.
   */
  async restoreRun(runId: string): Promise<void> {
    await this.store.setRunLifecycle(runId, "active");
  }

  /**
   * Finds runs by MLflow's filter grammar, a page at a time.
   *
   * @throws {TrackingError} `invalidFilter`, `invalidPageToken`, `notFound` for an unknown experiment, `invalidOption`.
   */
  async searchRuns(options?: SearchRunsOptions): Promise<RunPage> {
    const { experimentNames, ...search } = parseOptions("searchRuns", options, searchSpecs, TrackingError);
    const experimentIds = search.experimentIds ?? (await this.experimentIdsOf(experimentNames));
    return this.store.searchRuns({ ...search, experimentIds });
  }

  /** All points of a metric, by step, time and value; none for an unknown key. */
  async getMetricHistory(runId: string, key: string): Promise<readonly MetricPoint[]> {
    return this.store.getMetricHistory(runId, key);
  }

  /**
   * Files and folders of a run directly under a folder, by name.
   *
   * @param runId - the run.
   * @param path - the folder. Default: the root.
   * @returns what is there.
   * @throws {TrackingError} `notFound` for an unknown run; `invalidName`.
   */
  async listArtifacts(runId: string, path = ""): Promise<readonly ArtifactInfo[]> {
    checkArtifactPath(path, { rootAllowed: true });
    return this.store.listArtifacts(runId, path);
  }

  /**
   * The content of a file, compared with its hash.
   *
   * @throws {TrackingError} `notFound`, `corruptArtifact`, `invalidName`.
   */
  async readArtifact(runId: string, path: string): Promise<Uint8Array> {
    checkArtifactPath(path);
    return this.store.readArtifact(runId, path);
  }

  /**
   * Writes a file, or all files of a folder, below a local folder, each one atomically.
   *
   * @param runId - the run.
   * @param path - the file or folder. `""`: everything.
   * @param localFolder - the local folder; it is made where there is none.
   * @returns the local path of what was asked for.
   * @throws {TrackingError} `notFound`, `corruptArtifact`, `invalidName`.
   */
  async downloadArtifacts(runId: string, path: string, localFolder: string): Promise<string> {
    checkArtifactPath(path, { rootAllowed: true });
    const files = await this.store.findArtifacts(runId, path);
    if (files.length === 0 && path !== "") missing("artifact", path);
    for (const file of files) {
      const content = await this.store.readArtifact(runId, file.path);
      await writeFileAtomically(join(localFolder, ...file.path.split("/")), content);
    }
    return join(localFolder, ...path.split("/"));
  }

  /** Closes the store. Runs that go on can be taken up again later by `startRun({ runId })`. */
  async close(): Promise<void> {
    await this.store.close();
  }

  /** Closes the store. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private async resumeRun(runId: string): Promise<Run> {
    await this.store.updateRun(runId, { status: "RUNNING", endTime: undefined });
    return new Run(this.store, (await this.getRun(runId)).info);
  }

  private async experimentIdsOf(names: readonly string[] | undefined): Promise<string[]> {
    if (names === undefined) return (await this.store.listExperiments("ACTIVE_ONLY")).map((each) => each.experimentId);
    const experiments = names.map(
      async (name) => (await this.getExperimentByName(name)) ?? missing("experiment", name),
    );
    return (await Promise.all(experiments)).map((each) => each.experimentId);
  }
}

async function endFailed(run: Run, error: unknown, wasAborted: boolean): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await run.setTag("mlsys.error", message.slice(0, 2000));
  await run.finish(wasAborted ? "KILLED" : "FAILED");
}

/** The name of the account, or "unknown" where the system has none (in some containers). */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}

function missing(kind: "experiment" | "run" | "artifact", name: string): never {
  const what = `there is no ${kind} ${JSON.stringify(name)}`;
  throw new TrackingError({ code: "notFound", what, fix: `give an ${kind} that exists`.replace("an run", "a run") });
}
