import { join } from "node:path";
import type {
  ArtifactInfo,
  ArtifactSource,
  Experiment,
  LifecycleStage,
  MetricPoint,
  RunBatch,
  RunInfo,
  RunPage,
  RunRecord,
  RunSearch,
  RunStatus,
  Texts,
  TrackingStore,
  ViewType,
} from "../store/tracking-store.ts";
import { TrackingError } from "../tracking-error.ts";
import { findArtifacts, listArtifacts, recordArtifacts } from "./artifact-rows.ts";
import { BlobFolder } from "./blob-folder.ts";
import { openConnection } from "./connection.ts";
import type { Connection } from "./connection.ts";
import { numberOf } from "./metric-value.ts";
import { experimentOf, runRecords } from "./run-rows.ts";
import { searchRuns } from "./run-search.ts";
import { writeBatch } from "./write-batch.ts";

/** Where the embedded store is and how careful it is. */
export interface EmbeddedStoreOptions {
  /** The folder of `tracking.db` and `artifacts/`; it is made where there is none. */
  readonly folder: string;
  readonly durable: boolean;
  readonly busyTimeoutMs: number;
}

/** Opens the store of a folder. Several processes may have it open at once. */
export async function openEmbeddedStore({ folder, ...options }: EmbeddedStoreOptions): Promise<TrackingStore> {
  const connection = await openConnection(join(folder, "tracking.db"), options);
  return new EmbeddedStore(connection, new BlobFolder(join(folder, "artifacts")));
}

/** Experiments, runs and metrics in SQLite, artifacts as files named by their content. */
class EmbeddedStore implements TrackingStore {
  private readonly connection: Connection;
  private readonly blobs: BlobFolder;

  constructor(connection: Connection, blobs: BlobFolder) {
    this.connection = connection;
    this.blobs = blobs;
  }

  async createExperiment(name: string, tags: Texts): Promise<Experiment> {
    return this.connection.transaction(() => {
      if (this.connection.get("SELECT 1 FROM experiments WHERE name = ?", name) !== undefined) throw nameTaken(name);
      const now = Date.now();
      const { lastId } = this.connection.run(
        "INSERT INTO experiments (name, stage, creation_time, last_update_time) VALUES (?, 'active', ?, ?)",
        name,
        now,
        now,
      );
      for (const [key, value] of Object.entries(tags))
        this.connection.run("INSERT INTO experiment_tags VALUES (?, ?, ?)", lastId, key, value);
      return {
        experimentId: String(lastId),
        name,
        lifecycleStage: "active",
        creationTime: now,
        lastUpdateTime: now,
        tags,
      };
    });
  }

  async getExperiment(experimentId: string): Promise<Experiment | undefined> {
    const row = this.connection.get("SELECT * FROM experiments WHERE id = ?", Number(experimentId));
    return row === undefined ? undefined : experimentOf(this.connection, row);
  }

  async getExperimentByName(name: string): Promise<Experiment | undefined> {
    const row = this.connection.get("SELECT * FROM experiments WHERE name = ?", name);
    return row === undefined ? undefined : experimentOf(this.connection, row);
  }

  async listExperiments(viewType: ViewType): Promise<readonly Experiment[]> {
    const stage = viewType === "ALL" ? "%" : viewType === "ACTIVE_ONLY" ? "active" : "deleted";
    return this.connection
      .all("SELECT * FROM experiments WHERE stage LIKE ? ORDER BY creation_time DESC, id DESC", stage)
      .map((row) => experimentOf(this.connection, row));
  }

  async setExperimentLifecycle(experimentId: string, stage: LifecycleStage): Promise<void> {
    const sql = "UPDATE experiments SET stage = ?, last_update_time = ? WHERE id = ?";
    const { changes } = this.connection.run(sql, stage, Date.now(), Number(experimentId));
    if (changes === 0) throw noExperiment(experimentId);
  }

  async createRun(run: Omit<RunInfo, "status" | "endTime" | "lifecycleStage">, tags: Texts): Promise<RunRecord> {
    this.connection.transaction(() => {
      const experiment = this.connection.get("SELECT stage FROM experiments WHERE id = ?", Number(run.experimentId));
      if (experiment === undefined) throw noExperiment(run.experimentId);
      if (experiment["stage"] !== "active") throw deleted("experiment", run.experimentId);
      this.connection.run(
        "INSERT INTO runs VALUES (?, ?, ?, ?, 'RUNNING', ?, NULL, 'active')",
        run.runId,
        Number(run.experimentId),
        run.runName,
        run.userId,
        run.startTime,
      );
      writeBatch(this.connection, run.runId, { tags });
    });
    return this.record(run.runId);
  }

  async getRun(runId: string): Promise<RunRecord | undefined> {
    return runRecords(this.connection, this.connection.all("SELECT * FROM runs WHERE id = ?", runId))[0];
  }

  async updateRun(
    runId: string,
    { status, endTime }: { readonly status: RunStatus; readonly endTime: number | undefined },
  ): Promise<void> {
    this.connection.transaction(() => {
      this.checkWritable(runId, false);
      this.connection.run("UPDATE runs SET status = ?, end_time = ? WHERE id = ?", status, endTime ?? null, runId);
    });
  }

  async setRunLifecycle(runId: string, stage: LifecycleStage): Promise<void> {
    if (this.connection.run("UPDATE runs SET stage = ? WHERE id = ?", stage, runId).changes === 0) throw noRun(runId);
  }

  async logBatch(
    runId: string,
    batch: RunBatch,
    { onlyWhileRunning = false }: { readonly onlyWhileRunning?: boolean } = {},
  ): Promise<void> {
    this.connection.transaction(() => {
      this.checkWritable(runId, onlyWhileRunning);
      writeBatch(this.connection, runId, batch);
    });
  }

  async getMetricHistory(runId: string, key: string): Promise<readonly MetricPoint[]> {
    const rows = this.connection.all(
      `SELECT p.step, p.time, p.kind, p.value FROM points p JOIN series s ON s.id = p.series_id
       WHERE s.run_id = ? AND s.key = ? ORDER BY p.step, p.time, p.kind = 1 DESC, p.value`,
      runId,
      key,
    );
    return rows.map((row) => ({
      key,
      value: numberOf(row["kind"], row["value"]),
      timestamp: Number(row["time"]),
      step: Number(row["step"]),
    }));
  }

  async searchRuns(search: RunSearch): Promise<RunPage> {
    return searchRuns(this.connection, search);
  }

  async putArtifacts(
    runId: string,
    files: readonly { readonly path: string; readonly source: ArtifactSource }[],
    options: { readonly onlyWhileRunning?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    const { onlyWhileRunning = false, signal } = options;
    this.checkWritable(runId, onlyWhileRunning);
    const written: { path: string; sha256: string; size: number }[] = [];
    for (const { path, source } of files) written.push({ path, ...(await this.blobs.put(source, signal)) });
    this.connection.transaction(() => {
      this.checkWritable(runId, onlyWhileRunning);
      recordArtifacts(this.connection, runId, written);
    });
  }

  async listArtifacts(runId: string, path: string): Promise<readonly ArtifactInfo[]> {
    this.stageOf(runId);
    return listArtifacts(this.connection, runId, path);
  }

  async findArtifacts(runId: string, path: string): Promise<readonly ArtifactInfo[]> {
    this.stageOf(runId);
    return findArtifacts(this.connection, runId, path);
  }

  async readArtifact(runId: string, path: string): Promise<Uint8Array> {
    const [file] = await this.findArtifacts(runId, path);
    if (file?.path !== path || file.sha256 === undefined) throw noArtifact(runId, path);
    return this.blobs.read(file.sha256, `artifact ${JSON.stringify(path)} of run ${runId}`);
  }

  async close(): Promise<void> {
    this.connection.close();
  }

  private async record(runId: string): Promise<RunRecord> {
    const record = await this.getRun(runId);
    if (record === undefined) throw noRun(runId);
    return record;
  }

  /** Refuses a run that is not there, was deleted (or its experiment), or, where asked for, has ended. */
  private checkWritable(runId: string, onlyWhileRunning: boolean): void {
    const row = this.stageOf(runId);
    if (row["stage"] !== "active" || row["experiment_stage"] !== "active") throw deleted("run", runId);
    if (onlyWhileRunning && row["status"] !== "RUNNING") throw ended(runId, String(row["status"]));
  }

  private stageOf(runId: string): Readonly<Record<string, unknown>> {
    const row = this.connection.get(
      `SELECT r.stage, r.status, e.stage AS experiment_stage FROM runs r JOIN experiments e ON e.id = r.experiment_id
       WHERE r.id = ?`,
      runId,
    );
    if (row === undefined) throw noRun(runId);
    return row;
  }
}

function nameTaken(name: string): TrackingError {
  const fix = "give another name; a deleted experiment keeps its own";
  const what = `there is an experiment ${JSON.stringify(name)} already`;
  return new TrackingError({ code: "alreadyExists", what, fix, details: { name } });
}

function noExperiment(experimentId: string): TrackingError {
  const what = `there is no experiment ${JSON.stringify(experimentId)}`;
  return new TrackingError({ code: "notFound", what, fix: "give the id of an experiment", details: { experimentId } });
}

function noRun(runId: string): TrackingError {
  const what = `there is no run ${JSON.stringify(runId)}`;
  return new TrackingError({ code: "notFound", what, fix: "give the id of a run", details: { runId } });
}

function noArtifact(runId: string, path: string): TrackingError {
  const what = `there is no artifact ${JSON.stringify(path)}`;
  const fix = "give the path of a file that was logged";
  return new TrackingError({ code: "notFound", what, where: `run ${runId}`, fix, details: { runId, path } });
}

function deleted(kind: "run" | "experiment", id: string): TrackingError {
  const what = `the ${kind} ${JSON.stringify(id)}${kind === "run" ? " or its experiment" : ""} was deleted`;
  return new TrackingError({ code: "deleted", what, fix: "restore it first", details: { kind, id } });
}

function ended(runId: string, status: string): TrackingError {
  return new TrackingError({
    code: "runFinished",
    what: "nothing can be logged to a run that has ended",
    where: `run ${runId}`,
    found: `status ${status}`,
    fix: "log before finish(), or start the run again with startRun({ runId })",
    details: { runId, status },
  });
}
