import { join } from "node:path";
import { FlowError } from "../flow-error.ts";
import { PARAMETERS } from "../store/flow-store.ts";
import type {
  ArtifactRow,
  FlowRunStatus,
  FlowStore,
  NewRun,
  RunRow,
  StepRow,
  StepStatus,
  StoredError,
} from "../store/flow-store.ts";
import { openConnection } from "./connection.ts";
import type { Connection, SqlRow } from "./connection.ts";
import { ContentFolder, damagedContent, sha256Of } from "./content-folder.ts";

/** Contents up to this size lie in the database: no file and no flush of their own. */
const INLINE_BYTES = 16 * 1024;

/** Opens the store of a folder: `flow.db` and `artifacts/`. Several processes may have it open at once. */
export async function openEmbeddedStore(folder: string): Promise<FlowStore> {
  const connection = await openConnection(join(folder, "flow.db"), { durable: false, busyTimeoutMs: 20_000 });
  return new EmbeddedStore(connection, new ContentFolder(join(folder, "artifacts")));
}

/** Runs and steps in SQLite, small contents beside them, large ones as files named by their hash. */
class EmbeddedStore implements FlowStore {
  private readonly connection: Connection;
  private readonly files: ContentFolder;

  constructor(connection: Connection, files: ContentFolder) {
    this.connection = connection;
    this.files = files;
  }

  async createRun({ runId, flowName, steps, parameters, process, origin }: NewRun): Promise<void> {
    this.connection.transaction(() => {
      this.connection.run(
        `INSERT INTO runs (id, flow, status, steps, started_at, origin_run_id, host, pid, ordinal)
         VALUES (?, ?, 'running', ?, ?, ?, ?, ?, (SELECT coalesce(max(ordinal), 0) + 1 FROM runs))`,
        runId,
        flowName,
        JSON.stringify(steps),
        Date.now(),
        origin?.runId ?? null,
        process.host,
        process.pid,
      );
      this.insertArtifacts(runId, PARAMETERS, parameters);
      for (const step of origin?.steps ?? []) this.reuseStep(runId, origin?.runId ?? "", step);
    });
  }

  async endRun(runId: string, status: Exclude<FlowRunStatus, "running">, error?: StoredError): Promise<void> {
    const sql = "UPDATE runs SET status = ?, ended_at = ?, error = ? WHERE id = ?";
    this.connection.run(sql, status, Date.now(), error === undefined ? null : JSON.stringify(error), runId);
  }

  async getRun(runId: string): Promise<RunRow | undefined> {
    const row = this.connection.get("SELECT * FROM runs WHERE id = ?", runId);
    return row === undefined ? undefined : runOf(row);
  }

  async listRuns(flowName: string, limit = -1): Promise<readonly RunRow[]> {
    return this.connection
      .all("SELECT * FROM runs WHERE flow = ? ORDER BY ordinal DESC LIMIT ?", flowName, limit)
      .map(runOf);
  }

  async listFlows(): Promise<readonly string[]> {
    return this.connection.all("SELECT DISTINCT flow FROM runs ORDER BY flow").map((row) => String(row["flow"]));
  }

  async startStep(runId: string, stepName: string, attempt: number): Promise<void> {
    this.connection.run(
      `INSERT INTO steps (run_id, name, position, status, attempts, started_at)
       SELECT id, ?, (SELECT key FROM json_each(steps) WHERE value = ?), 'running', ?, ? FROM runs WHERE id = ?
       ON CONFLICT DO UPDATE SET status = 'running', attempts = excluded.attempts, error = NULL, ended_at = NULL`,
      stepName,
      stepName,
      attempt,
      Date.now(),
      runId,
    );
  }

  async commitStep(runId: string, stepName: string, attempt: number, artifacts: readonly ArtifactRow[]): Promise<void> {
    this.connection.transaction(() => {
      this.endAttempt(runId, stepName, attempt, "finished", undefined);
      this.insertArtifacts(runId, stepName, artifacts);
    });
  }

  async failStep(runId: string, stepName: string, attempt: number, error: StoredError): Promise<void> {
    this.connection.transaction(() => this.endAttempt(runId, stepName, attempt, "failed", error));
  }

  async listSteps(runId: string): Promise<readonly StepRow[]> {
    return this.connection.all("SELECT * FROM steps WHERE run_id = ? ORDER BY position", runId).map(stepOf);
  }

  async listArtifacts(runId: string, stepName: string): Promise<readonly ArtifactRow[]> {
    return this.connection
      .all("SELECT * FROM artifacts WHERE run_id = ? AND step = ? ORDER BY name", runId, stepName)
      .map(artifactOf);
  }

  async putContent(bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    const inline = bytes.byteLength <= INLINE_BYTES;
    if (!inline) await this.files.write(sha256, bytes);
    const sql = "INSERT OR IGNORE INTO contents (sha256, size, bytes) VALUES (?, ?, ?)";
    this.connection.run(sql, sha256, bytes.byteLength, inline ? bytes : null);
    return sha256;
  }

  async readContent(sha256: string): Promise<Uint8Array> {
    const row = this.connection.get("SELECT bytes FROM contents WHERE sha256 = ?", sha256);
    const where = this.files.pathOf(sha256);
    if (row === undefined) throw damagedContent(sha256, "no such content", where);
    const bytes = row["bytes"] instanceof Uint8Array ? row["bytes"] : await this.files.read(sha256);
    const found = sha256Of(bytes);
    if (found !== sha256) throw damagedContent(sha256, `content with the hash ${found}`, where);
    return bytes;
  }

  async close(): Promise<void> {
    this.connection.close();
  }

  private reuseStep(runId: string, originRunId: string, step: string): void {
    this.connection.run(
      `INSERT INTO steps
       SELECT ?, name, position, 'reused', attempts, started_at, ended_at, coalesce(origin_run_id, run_id), NULL
       FROM steps WHERE run_id = ? AND name = ?`,
      runId,
      originRunId,
      step,
    );
    this.connection.run(
      `INSERT INTO artifacts SELECT ?, step, name, sha256, size, kind, preview FROM artifacts
       WHERE run_id = ? AND step = ?`,
      runId,
      originRunId,
      step,
    );
  }

  private endAttempt(
    runId: string,
    stepName: string,
    attempt: number,
    status: StepStatus,
    error: StoredError | undefined,
  ): void {
    const { changes } = this.connection.run(
      `UPDATE steps SET status = ?, ended_at = ?, error = ?
       WHERE run_id = ? AND name = ? AND attempts = ? AND status = 'running'`,
      status,
      Date.now(),
      error === undefined ? null : JSON.stringify(error),
      runId,
      stepName,
      attempt,
    );
    if (changes === 0) throw superseded(runId, stepName, attempt);
  }

  private insertArtifacts(runId: string, step: string, artifacts: readonly ArtifactRow[]): void {
    const sql = "INSERT INTO artifacts VALUES (?, ?, ?, ?, ?, ?, ?)";
    for (const { name, sha256, size, kind, preview } of artifacts)
      this.connection.run(sql, runId, step, name, sha256, size, kind, preview);
  }
}

function runOf(row: SqlRow): RunRow {
  return {
    runId: String(row["id"]),
    flowName: String(row["flow"]),
    status: row["status"] as FlowRunStatus,
    steps: JSON.parse(String(row["steps"])) as string[],
    startedAt: Number(row["started_at"]),
    endedAt: numberOrUndefined(row["ended_at"]),
    originRunId: row["origin_run_id"] === null ? undefined : String(row["origin_run_id"]),
    process: { host: String(row["host"]), pid: Number(row["pid"]) },
    error: errorOf(row["error"]),
  };
}

function stepOf(row: SqlRow): StepRow {
  return {
    stepName: String(row["name"]),
    status: row["status"] as StepStatus,
    attempts: Number(row["attempts"]),
    startedAt: Number(row["started_at"]),
    endedAt: numberOrUndefined(row["ended_at"]),
    originRunId: row["origin_run_id"] === null ? undefined : String(row["origin_run_id"]),
    error: errorOf(row["error"]),
  };
}

function artifactOf(row: SqlRow): ArtifactRow {
  return {
    name: String(row["name"]),
    sha256: String(row["sha256"]),
    size: Number(row["size"]),
    kind: String(row["kind"]),
    preview: String(row["preview"]),
  };
}

function numberOrUndefined(value: unknown): number | undefined {
  return value === null ? undefined : Number(value);
}

function errorOf(value: unknown): StoredError | undefined {
  return typeof value === "string" ? (JSON.parse(value) as StoredError) : undefined;
}

function superseded(runId: string, stepName: string, attempt: number): FlowError {
  return new FlowError({
    code: "superseded",
    what: "an attempt that is no longer current cannot end the step",
    where: `run ${runId}, step ${JSON.stringify(stepName)}`,
    found: `attempt ${attempt}`,
    fix: "leave it to the attempt that runs",
    details: { runId, stepName, attempt },
  });
}
