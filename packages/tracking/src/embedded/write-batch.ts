import { showValue } from "@mlsys/core";
import type { MetricPoint, RunBatch } from "../store/tracking-store.ts";
import { TrackingError } from "../tracking-error.ts";
import type { Connection } from "./connection.ts";
import { storedNumber } from "./metric-value.ts";

/** Adds metrics, params and tags to a run; the caller holds the transaction. */
export function writeBatch(
  connection: Connection,
  runId: string,
  { metrics = [], params = {}, tags = {}, removedTags = [] }: RunBatch,
): void {
  const seriesIds = new Map<string, number>();
  for (const point of metrics) writePoint(connection, runId, point, seriesIds);
  for (const [key, value] of Object.entries(params)) writeParam(connection, runId, key, value);
  for (const [key, value] of Object.entries(tags)) {
    const sql = "INSERT INTO tags VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";
    connection.run(sql, runId, key, value);
  }
  for (const key of removedTags) {
    const { changes } = connection.run("DELETE FROM tags WHERE run_id = ? AND key = ?", runId, key);
    if (changes === 0) throw noTag(runId, key);
  }
}

/** The latest point is the greatest by step, then time, then value, in whatever order points arrive. */
function writePoint(connection: Connection, runId: string, point: MetricPoint, ids: Map<string, number>): void {
  const { step, timestamp } = point;
  const { kind, value } = storedNumber(point.value);
  let id = ids.get(point.key);
  if (id === undefined) {
    id = seriesOf(connection, runId, point.key);
    id ??= connection.run(
      "INSERT INTO series (run_id, key, step, time, kind, value) VALUES (?, ?, ?, ?, ?, ?)",
      runId,
      point.key,
      step,
      timestamp,
      kind,
      value,
    ).lastId;
    ids.set(point.key, id);
  }
  connection.run("INSERT OR IGNORE INTO points VALUES (?, ?, ?, ?, ?)", id, step, timestamp, kind, value);
  connection.run(
    `UPDATE series SET step = ?, time = ?, kind = ?, value = ?
     WHERE id = ? AND (?, ?, ? <> 1, ?) >= (step, time, kind <> 1, value)`,
    ...[step, timestamp, kind, value, id],
    ...[step, timestamp, kind, value],
  );
}

function seriesOf(connection: Connection, runId: string, key: string): number | undefined {
  const row = connection.get("SELECT id FROM series WHERE run_id = ? AND key = ?", runId, key);
  return row === undefined ? undefined : Number(row["id"]);
}

function writeParam(connection: Connection, runId: string, key: string, value: string): void {
  const known = connection.get("SELECT value FROM params WHERE run_id = ? AND key = ?", runId, key);
  if (known === undefined) connection.run("INSERT INTO params VALUES (?, ?, ?)", runId, key, value);
  else if (known["value"] !== value) {
    throw new TrackingError({
      code: "paramChanged",
      what: `the param ${JSON.stringify(key)} has a value already`,
      where: `run ${runId}`,
      found: `${showValue(value)} after ${showValue(known["value"])}`,
      fix: "start another run, or log what changes as a metric or tag",
      details: { runId, key, value, known: known["value"] },
    });
  }
}

function noTag(runId: string, key: string): TrackingError {
  const what = `there is no tag ${JSON.stringify(key)}`;
  const fix = "remove only tags that are set";
  return new TrackingError({ code: "notFound", what, where: `run ${runId}`, fix, details: { runId, key } });
}
