import type { Experiment, LifecycleStage, RunInfo, RunRecord, RunStatus } from "../store/tracking-store.ts";
import type { Connection, SqlRow } from "./connection.ts";
import { numberOf } from "./metric-value.ts";

/** Makes records of rows of the table `runs`, with their metrics, params and tags, in the order of the rows. */
export function runRecords(connection: Connection, rows: readonly SqlRow[]): RunRecord[] {
  const ids = JSON.stringify(rows.map((row) => row["id"]));
  const metrics = grouped(
    connection.all("SELECT run_id, key, kind, value FROM series WHERE run_id IN (SELECT value FROM json_each(?))", ids),
    (row) => numberOf(row["kind"], row["value"]),
  );
  const texts = (table: "params" | "tags"): Map<string, [string, string][]> =>
    grouped(
      connection.all(`SELECT run_id, key, value FROM ${table} WHERE run_id IN (SELECT value FROM json_each(?))`, ids),
      (row) => String(row["value"]),
    );
  const params = texts("params");
  const tags = texts("tags");
  return rows.map((row) => {
    const info = runInfo(row);
    return {
      info,
      data: {
        metrics: Object.fromEntries(metrics.get(info.runId) ?? []),
        params: Object.fromEntries(params.get(info.runId) ?? []),
        tags: Object.fromEntries(tags.get(info.runId) ?? []),
      },
    };
  });
}

export function experimentOf(connection: Connection, row: SqlRow): Experiment {
  const tags = connection.all("SELECT key, value FROM experiment_tags WHERE experiment_id = ?", Number(row["id"]));
  return {
    experimentId: String(row["id"]),
    name: String(row["name"]),
    lifecycleStage: row["stage"] as LifecycleStage,
    creationTime: Number(row["creation_time"]),
    lastUpdateTime: Number(row["last_update_time"]),
    tags: Object.fromEntries(tags.map((tag) => [String(tag["key"]), String(tag["value"])])),
  };
}

function runInfo(row: SqlRow): RunInfo {
  return {
    runId: String(row["id"]),
    experimentId: String(row["experiment_id"]),
    runName: String(row["name"]),
    userId: String(row["user_id"]),
    status: row["status"] as RunStatus,
    startTime: Number(row["start_time"]),
    endTime: row["end_time"] === null ? undefined : Number(row["end_time"]),
    lifecycleStage: row["stage"] as LifecycleStage,
  };
}

function grouped<T>(rows: readonly SqlRow[], valueOf: (row: SqlRow) => T): Map<string, [string, T][]> {
  const groups = new Map<string, [string, T][]>();
  for (const row of rows) {
    const runId = String(row["run_id"]);
    const entry: [string, T] = [String(row["key"]), valueOf(row)];
    const group = groups.get(runId);
    if (group === undefined) groups.set(runId, [entry]);
    else group.push(entry);
  }
  return groups;
}
